import type { ZodOpenApiOperationObject } from 'zod-openapi';
import { z } from 'zod';
import { answers } from './answers.ts';
import { problemKinds, type ProblemKind } from './problemKinds.ts';
import { idempotencyKey } from './schemas.ts';

// What the operations of the API have in common, for its description.

/** `example` where one made up from the schema would say little. */
export const json = <S>(schema: S, example?: object) => ({
  'application/json': { schema, ...(example && { example }) },
});

/** The problems that an operation may answer with, beside those that each may. */
export function or(...kinds: ProblemKind[]): ZodOpenApiOperationObject['responses'] {
  const each: ProblemKind[] = [...kinds, 'too-many-requests', 'fault', 'unavailable'];
  const codes = [...new Set(each.map((kind) => problemKinds[kind]))];
  return Object.fromEntries(
    codes.map((code) => [
      code,
      {
        description: each
          .filter((kind) => problemKinds[kind] === code)
          .map((kind) => `\`${kind}\``)
          .join(' or '),
        content: { 'application/problem+json': { schema: answers.problem } },
        ...((code === 429 || code === 503) && {
          headers: { 'Retry-After': { schema: { type: 'integer' as const }, description: 'Seconds.' } },
        }),
      },
    ]),
  );
}

export const sending: ProblemKind[] = [
  'invalid',
  'unknown',
  'not-now',
  'repeated-key',
  'too-large',
  'unsupported-media-type',
  'impossible',
];
const reading: ProblemKind[] = ['not-signed-in', 'not-yours', 'unknown'];

export const key = z.object({
  'Idempotency-Key': idempotencyKey.optional().meta({
    description: 'A repeat with the same key takes effect once. Without one, a repeat is a second request.',
  }),
});
export const reference = z.string().meta({ description: 'Of the complaint.', example: 'C-7F3K-9Q2M-XW4B-D' });
export const ofComplaint = z.object({ reference });

export const staff = [{ bearer: [] }];
export const holder = [{ trackingCode: [] }];
export const anyone = [{}];

type Reading = { id: string; says: string; answer: z.ZodType; description: string };

export const aboutComplaint = ({ id, says, answer, description }: Reading, more: object = {}) => ({
  operationId: id,
  tags: ['complaints'],
  summary: says,
  security: staff,
  requestParams: { path: ofComplaint, ...more },
  responses: { 200: { description, content: json(answer) }, ...or('invalid', ...reading) },
});

export const plainly = (id: string, summary: string, content: string, description: string) => ({
  operationId: id,
  tags: ['operations'],
  summary,
  security: anyone,
  responses: { 200: { description, content: { [content]: { schema: z.string() } } } },
});
