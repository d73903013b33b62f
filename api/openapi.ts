import { createDocument, type oas31, type ZodOpenApiOverride } from 'zod-openapi';
import { z } from 'zod';
import { answers } from './answers.ts';
import { bulkPaths } from './bulkPaths.ts';
import { certificateType } from './certificate.ts';
import {
  aboutComplaint,
  anyone,
  holder,
  json,
  key,
  ofComplaint,
  or,
  plainly,
  reference,
  sending,
  staff,
} from './operations.ts';
import { letterPaths } from './letterPaths.ts';
import { problemKinds } from './problemKinds.ts';
import { rulePaths } from './rulePaths.ts';
import { staffPaths } from './staffPaths.ts';
import { action, chosenClock, listing, newComplaint, paging, trackingAction } from './schemas.ts';

let made: oas31.OpenAPIObject | undefined;

/** The description of the API (OpenAPI 3.1), made once from the schemas that judge requests and shape answers. */
export const createOpenApi = (): oas31.OpenAPIObject => (made ??= createDocument(described, { override: open }));

/** What we answer may get fields; what we are sent may not. Limits that are only those of the language tell nobody anything. */
const open: ZodOpenApiOverride = ({ jsonSchema, io }) => {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
};

const lodging = {
  description: 'The bus of line 7 did not come, three mornings in a row.',
  desiredOutcome: 'That it comes, and the fare of these days back.',
  category: 'service-delay',
  occurredOn: '2026-03-20',
  complainant: { name: 'Ada Example', email: 'ada@example.org', language: 'en', contactBy: 'email' },
};
const finding = {
  kind: 'find',
  allegation: 1,
  outcome: 'upheld',
  cause: 'process',
  words: 'The bus stood in the depot.',
};
const rejecting = { kind: 'reject', words: 'The fare was not mentioned at all.' };

const readingClock = aboutComplaint(
  {
    id: 'clock',
    says: 'A clock, and where its due instant comes from',
    answer: answers.explainedClock,
    description: '',
  },
  {
    path: z.object({ reference, clock: z.string().meta({ description: 'Its name.', example: 'decision' }) }),
    query: chosenClock,
  },
);
const clockOrCertificate = {
  description: [
    'The one armed last, or the one chosen.',
    `With \`Accept: ${certificateType}\` its certificate: all that another program needs to reckon it again, no words.`,
  ].join(' '),
  content: { ...json(answers.explainedClock), [certificateType]: { schema: answers.certificate } },
};

const described = {
  openapi: '3.1.0',
  info: {
    title: 'Recourse',
    version: '1',
    description: [
      'Complaints handling on ISO 10002: each complaint is one durable workflow.',
      'Unknown fields are refused, fields of answers may be added. Instants are ISO 8601 with their zone.',
      'What went wrong is told as `application/problem+json`, in the language of `Accept-Language` (en, ar, fa, ur).',
      'A request that got 503, or no answer, may be sent again with the same `Idempotency-Key`.',
    ].join('\n\n'),
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  tags: [
    { name: 'complaints', description: 'For staff, and for whoever lodges a complaint.' },
    { name: 'tracking', description: 'For the complainant, with the tracking code.' },
    { name: 'rules', description: 'Procedures and calendars.' },
    { name: 'staff', description: 'Who works here, with what roles, and who is away.' },
    { name: 'operations', description: 'For those who run it.' },
  ],
  components: {
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A token of the identity provider.' },
      trackingCode: { type: 'apiKey', in: 'header', name: 'Tracking-Code', description: 'Shown once, at the receipt.' },
    },
  },
  paths: {
    '/api/complaints': {
      post: {
        operationId: 'lodge',
        tags: ['complaints'],
        summary: 'Lodge a complaint',
        security: [...anyone, ...staff],
        requestParams: { header: key },
        requestBody: { required: true, content: json(newComplaint, lodging) },
        responses: {
          201: {
            description: 'Received. A repeat with the same key gets the same complaint.',
            headers: {
              Location: { schema: { type: 'string' }, description: 'Where the complaint is.' },
              'Idempotent-Replayed': { schema: { type: 'string' }, description: '`true` in the answer to a repeat.' },
            },
            content: json(answers.receipt),
          },
          ...or('not-signed-in', 'not-yours', ...sending),
        },
      },
      get: {
        operationId: 'list',
        tags: ['complaints'],
        summary: 'The complaints that you may see',
        security: staff,
        requestParams: { query: listing },
        responses: {
          200: { description: 'One page.', content: json(answers.list) },
          ...or('invalid', 'not-signed-in', 'not-yours', 'impossible'),
        },
      },
    },
    '/api/complaints/{reference}': {
      get: aboutComplaint({
        id: 'read',
        says: 'A complaint, with what is owed and what you may do now',
        answer: answers.complaint,
        description: 'The complaint as it stands.',
      }),
    },
    '/api/complaints/{reference}/actions': {
      post: {
        operationId: 'act',
        tags: ['complaints'],
        summary: 'Do something to a complaint',
        security: staff,
        requestParams: { path: ofComplaint, header: key },
        requestBody: { required: true, content: json(action, finding) },
        responses: {
          200: { description: 'The complaint after it.', content: json(answers.complaint) },
          ...or('not-signed-in', 'not-yours', 'incomplete-letter', ...sending),
        },
      },
    },
    '/api/complaints/{reference}/trail': {
      get: aboutComplaint(
        {
          id: 'trail',
          says: 'Everything that was done, entry by entry',
          answer: answers.trail,
          description: 'One page. Each hash covers the entry and the hash before it.',
        },
        { query: paging },
      ),
    },
    '/api/complaints/{reference}/clocks/{clock}': {
      get: { ...readingClock, responses: { ...readingClock.responses, 200: clockOrCertificate } },
    },
    ...letterPaths,
    '/api/complaints/{reference}/history': {
      get: aboutComplaint({
        id: 'history',
        says: 'The workflow history that produced it, for auditors',
        answer: answers.history,
        description: 'Run by run.',
      }),
    },
    '/api/tracking/{reference}': {
      get: {
        operationId: 'track',
        tags: ['tracking'],
        summary: 'Where your complaint stands, in plain words',
        security: holder,
        requestParams: { path: ofComplaint },
        responses: {
          200: { description: 'What was done, what is promised, what you can do.', content: json(answers.tracking) },
          ...or('unknown'),
        },
      },
    },
    '/api/tracking/{reference}/actions': {
      post: {
        operationId: 'answer',
        tags: ['tracking'],
        summary: 'Answer, withdraw, rate, or have it opened again',
        security: holder,
        requestParams: { path: ofComplaint, header: key },
        requestBody: { required: true, content: json(trackingAction, rejecting) },
        responses: {
          200: { description: 'Where it stands after that.', content: json(answers.tracking) },
          ...or('not-yours', ...sending),
        },
      },
    },
    ...bulkPaths,
    ...rulePaths,
    ...staffPaths,
    '/livez': { get: plainly('livez', 'Whether the process lives', 'text/plain', 'It does.') },
    '/readyz': {
      get: {
        ...plainly('readyz', 'Whether it can serve', 'text/plain', 'Temporal, MongoDB and a worker can be reached.'),
      },
    },
    '/metrics': { get: plainly('metrics', 'Figures for Prometheus', 'text/plain', 'In the text format 0.0.4.') },
    '/openapi.json': { get: plainly('openapi', 'This description', 'application/json', 'OpenAPI 3.1.') },
    '/docs': { get: plainly('docs', 'This description, to be read', 'text/html', 'A page.') },
    '/problems/{kind}': {
      get: {
        ...plainly('problem', 'What a kind of problem means', 'text/html', 'A page, or JSON where that is accepted.'),
        requestParams: { path: z.object({ kind: z.enum(Object.keys(problemKinds)) }) },
      },
    },
  },
} satisfies Parameters<typeof createDocument>[0];
