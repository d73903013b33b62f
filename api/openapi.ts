import { createDocument, type oas31, type ZodOpenApiOperationObject, type ZodOpenApiOverride } from 'zod-openapi';
import { z } from 'zod';
import { answers } from './answers.ts';
import { problemKinds, type ProblemKind } from './problemKinds.ts';
import { action, chosenClock, idempotencyKey, listing, newComplaint, paging, trackingAction } from './schemas.ts';

let made: oas31.OpenAPIObject | undefined;

/** The description of the API (OpenAPI 3.1), made once from the schemas that judge requests and shape answers. */
export const createOpenApi = (): oas31.OpenAPIObject => (made ??= createDocument(described, { override: open }));

/** What we answer may get fields; what we are sent may not. Limits that are only those of the language tell nobody anything. */
const open: ZodOpenApiOverride = ({ jsonSchema, io }) => {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
};

const json = <S>(schema: S) => ({ 'application/json': { schema } });

/** The problems that an operation may answer with, beside those that each may. */
function or(...kinds: ProblemKind[]): ZodOpenApiOperationObject['responses'] {
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

const sending: ProblemKind[] = [
  'invalid',
  'unknown',
  'not-now',
  'repeated-key',
  'too-large',
  'unsupported-media-type',
  'impossible',
];
const reading: ProblemKind[] = ['not-signed-in', 'not-yours', 'unknown'];

const key = z.object({
  'Idempotency-Key': idempotencyKey.optional().meta({
    description: 'A repeat with the same key takes effect once. Without one, a repeat is a second request.',
  }),
});
const reference = z.string().meta({ description: 'Of the complaint.', example: 'C-7F3K-9Q2M-XW4B-D' });
const ofComplaint = z.object({ reference });

const staff = [{ bearer: [] }];
const holder = [{ trackingCode: [] }];
const anyone = [{}];

type Reading = { id: string; says: string; answer: z.ZodType; description: string };

const aboutComplaint = ({ id, says, answer, description }: Reading, more: object = {}) => ({
  operationId: id,
  tags: ['complaints'],
  summary: says,
  security: staff,
  requestParams: { path: ofComplaint, ...more },
  responses: { 200: { description, content: json(answer) }, ...or('invalid', ...reading) },
});

const plainly = (id: string, summary: string, content: string, description: string) => ({
  operationId: id,
  tags: ['operations'],
  summary,
  security: anyone,
  responses: { 200: { description, content: { [content]: { schema: z.string() } } } },
});

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
        requestBody: { required: true, content: json(newComplaint) },
        responses: {
          201: {
            description: 'Received. A repeat with the same key gets the same complaint.',
            headers: { Location: { schema: { type: 'string' }, description: 'Where the complaint is.' } },
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
        requestBody: { required: true, content: json(action) },
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
      get: aboutComplaint(
        {
          id: 'clock',
          says: 'A clock, and where its due instant comes from',
          answer: answers.explainedClock,
          description: 'The one armed last, or the one chosen.',
        },
        {
          path: z.object({ reference, clock: z.string().meta({ description: 'Its name.', example: 'decision' }) }),
          query: chosenClock,
        },
      ),
    },
    '/api/complaints/{reference}/letters': {
      get: aboutComplaint({
        id: 'letters',
        says: 'What was owed, drafted, sent, delivered',
        answer: answers.letters,
        description: 'All of them, in order.',
      }),
    },
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
        summary: 'Answer, withdraw or rate',
        security: holder,
        requestParams: { path: ofComplaint, header: key },
        requestBody: { required: true, content: json(trackingAction) },
        responses: {
          200: { description: 'Where it stands after that.', content: json(answers.tracking) },
          ...or('not-yours', ...sending),
        },
      },
    },
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
