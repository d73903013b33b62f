import { z } from 'zod';
import { bulkAnswers } from './bulkAnswers.ts';
import { newBulk, nothing } from './bulkSchemas.ts';
import { json, key, or, sending, staff } from './operations.ts';
import { paging } from './schemas.ts';

// The part of the description of the API that is about bulks.

const ofBulk = z.object({ id: z.string().meta({ description: 'Of the bulk.', example: 'B-7F3K-9Q2M-XW4B' }) });

const informing = {
  references: ['C-7F3K-9Q2M-XW4B-D', 'C-0C2N-5G7T-R8AZ-6'],
  action: { kind: 'inform', words: 'The strike is over: we answer by the end of the month.' },
  dryRun: true,
};

const turning = (id: string, summary: string, description: string) => ({
  operationId: id,
  tags: ['complaints'],
  summary,
  security: staff,
  requestParams: { path: ofBulk, header: key },
  requestBody: { content: json(nothing) },
  responses: {
    200: { description, content: json(bulkAnswers.standing) },
    ...or('not-signed-in', 'not-yours', ...sending),
  },
});

export const bulkPaths = {
  '/api/bulk': {
    post: {
      operationId: 'bulk',
      tags: ['complaints'],
      summary: 'Do one thing to many complaints, or see what would come of it',
      security: staff,
      requestParams: { header: key },
      requestBody: { required: true, content: json(newBulk, informing) },
      responses: {
        202: {
          description: 'Begun: it goes on by itself, whatever is down meanwhile.',
          headers: { Location: { schema: { type: 'string' as const }, description: 'How it goes on.' } },
          content: json(bulkAnswers.standing),
        },
        ...or('not-signed-in', 'not-yours', ...sending),
      },
    },
  },
  '/api/bulk/{id}': {
    get: {
      operationId: 'readBulk',
      tags: ['complaints'],
      summary: 'How a bulk stands, for whoever began it, the complaints manager and the auditor',
      security: staff,
      requestParams: { path: ofBulk, query: paging },
      responses: {
        200: { description: 'One page of results.', content: json(bulkAnswers.bulk) },
        ...or('invalid', 'not-signed-in', 'not-yours', 'unknown'),
      },
    },
  },
  '/api/bulk/{id}/stop': {
    post: turning('stopBulk', 'Stop a bulk; what was done stays', 'Nothing more is done until it is resumed.'),
  },
  '/api/bulk/{id}/resume': {
    post: turning('resumeBulk', 'Let a bulk that was stopped go on', 'It goes on where it was.'),
  },
};
