import { z } from 'zod';
import { anyone, json, key, or, sending, staff } from './operations.ts';
import { ruleAnswers } from './ruleAnswers.ts';
import { approval, cursorIn, ofRevision, previewed } from './ruleSchemas.ts';
import { paging } from './schemas.ts';

// The part of the description of the API that is about procedures and calendars.

const ofVersion = z.object({
  id: z.string().meta({ description: 'Of the procedure.', example: 'recourse-default' }),
  version: z.string().meta({ description: 'The day from which it is in force.', example: '2024-01-01' }),
});
const ofCalendar = z.object({ id: z.string().meta({ description: 'Of the calendar.', example: 'GB-ENG' }) });

const numbered = { revision: z.string().meta({ example: '2' }) };

const document = ruleAnswers.document;
/** JSON, or YAML by Content-Type and Accept. */
const either = (schema: z.ZodType) => ({
  'application/json': { schema },
  'application/yaml': { schema: z.string() },
});
const calendarSent = z
  .looseObject({ format: z.literal('recourse-calendar/1'), id: z.string(), basedOn: z.int().min(0) })
  .describe(
    'A calendar of procedures/FORMAT.md without `revision`, with `basedOn`: the one it starts from, 0 for a new one.',
  );

const facts = [
  { fact: 'received', at: '2026-03-27T09:15:00Z' },
  { fact: 'acknowledged', on: '2026-03-30' },
];

export const rulePaths = {
  '/api/procedures': {
    get: {
      operationId: 'procedures',
      tags: ['rules'],
      summary: 'All procedures, version by version',
      security: staff,
      requestParams: { query: paging },
      responses: {
        200: { description: 'One page.', content: json(ruleAnswers.list) },
        ...or('invalid', 'not-signed-in', 'not-yours'),
      },
    },
    post: {
      operationId: 'propose',
      tags: ['rules'],
      summary: 'Propose a version of a procedure, or a revision of one',
      security: staff,
      requestParams: { header: key },
      requestBody: { required: true, content: either(document) },
      responses: {
        202: {
          description: 'Proposed: it is in force once somebody else has approved it.',
          headers: { Location: { schema: { type: 'string' as const }, description: 'Where it can be read.' } },
          content: json(ruleAnswers.item),
        },
        ...or('not-signed-in', 'not-yours', ...sending),
      },
    },
  },
  '/api/procedures/{id}/{version}': {
    get: {
      operationId: 'procedure',
      tags: ['rules'],
      summary: 'A procedure, as FORMAT.md has it',
      security: staff,
      requestParams: { path: ofVersion, query: ofRevision },
      responses: {
        200: {
          description: 'The revision in force, or the one asked for; where none is in force, the one proposed.',
          content: either(document),
        },
        ...or('invalid', 'not-signed-in', 'not-yours', 'unknown'),
      },
    },
  },
  '/api/procedures/{id}/{version}/approval': {
    post: {
      operationId: 'approveProcedure',
      tags: ['rules'],
      summary: 'Put a proposed procedure into force, as a second person',
      security: staff,
      requestParams: { path: ofVersion, header: key },
      requestBody: { content: json(approval) },
      responses: {
        200: { description: 'It is in force, for complaints from its day on.', content: json(ruleAnswers.item) },
        ...or('not-signed-in', 'not-yours', ...sending),
      },
    },
  },
  '/api/procedures/{id}/{version}/public': {
    get: {
      operationId: 'publicProcedure',
      tags: ['rules'],
      summary: 'What a complainant may expect, for the public page',
      security: anyone,
      requestParams: { path: ofVersion },
      responses: {
        200: { description: 'Our words in the language asked for.', content: json(ruleAnswers.page) },
        ...or('unknown'),
      },
    },
  },
  '/api/procedures/{id}/{version}/preview': {
    post: {
      operationId: 'previewProcedure',
      tags: ['rules'],
      summary: 'What would be due if',
      security: staff,
      requestParams: { path: ofVersion, query: ofRevision, header: key },
      requestBody: { required: true, content: json(previewed, { tags: ['electronic'], facts }) },
      responses: {
        200: { description: 'All clocks, each with its explanation.', content: json(ruleAnswers.rulePreview) },
        ...or('not-signed-in', 'not-yours', ...sending),
      },
    },
  },
  '/api/procedures/{id}/{version}/revisions/{revision}': {
    get: {
      operationId: 'followingOfProcedure',
      tags: ['rules'],
      summary: 'How far the open complaints have followed a revision',
      security: staff,
      requestParams: { path: ofVersion.extend(numbered) },
      responses: {
        200: { description: 'Goes on by itself, whatever is down meanwhile.', content: json(ruleAnswers.following) },
        ...or('not-signed-in', 'not-yours', 'unknown'),
      },
    },
  },
  '/api/procedures/{id}/{version}/revisions/{revision}/moves': {
    get: {
      operationId: 'movesOfProcedure',
      tags: ['rules'],
      summary: 'What a revision that is proposed would move, were it approved now; writes nothing',
      security: staff,
      requestParams: { path: ofVersion.extend(numbered), query: cursorIn },
      responses: {
        200: { description: 'One page of 200 clocks; the totals are those of all.', content: json(ruleAnswers.moves) },
        ...or('invalid', 'not-signed-in', 'not-yours', 'unknown'),
      },
    },
  },
  '/api/calendars/{id}': {
    get: {
      operationId: 'calendar',
      tags: ['rules'],
      summary: 'A calendar, as FORMAT.md has it',
      security: staff,
      requestParams: { path: ofCalendar, query: ofRevision },
      responses: {
        200: { description: 'The newest revision, or the one asked for.', content: either(document) },
        ...or('invalid', 'not-signed-in', 'not-yours', 'unknown'),
      },
    },
    put: {
      operationId: 'reviseCalendar',
      tags: ['rules'],
      summary: 'Revise a calendar; open complaints follow',
      security: staff,
      requestParams: { path: ofCalendar },
      requestBody: { required: true, content: either(calendarSent) },
      responses: {
        200: { description: 'The new revision, in force at once.', content: either(document) },
        ...or('not-signed-in', 'not-yours', ...sending),
      },
    },
  },
  '/api/calendars/{id}/revisions/{revision}': {
    get: {
      operationId: 'followingOfCalendar',
      tags: ['rules'],
      summary: 'How far the open complaints have followed a revision',
      security: staff,
      requestParams: { path: ofCalendar.extend(numbered) },
      responses: {
        200: { description: 'Goes on by itself, whatever is down meanwhile.', content: json(ruleAnswers.following) },
        ...or('not-signed-in', 'not-yours', 'unknown'),
      },
    },
  },
  '/api/calendars/{id}/preview': {
    post: {
      operationId: 'previewCalendar',
      tags: ['rules'],
      summary: 'What a revision of a calendar would move; writes nothing',
      security: staff,
      requestParams: { path: ofCalendar, query: cursorIn, header: key },
      requestBody: { required: true, content: either(calendarSent) },
      responses: {
        200: { description: 'One page of 200 clocks; the totals are those of all.', content: json(ruleAnswers.moves) },
        ...or('not-signed-in', 'not-yours', ...sending),
      },
    },
  },
};
