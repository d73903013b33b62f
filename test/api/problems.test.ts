import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { refusalIn } from '../../infra/answer.ts';
import { NotSignedIn, SignInUnavailable } from '../../api/signIn.ts';
import { Refusal } from '../../domain/refusal.ts';
import { openSpeaker, planted } from './speaker.ts';

let speaker: Awaited<ReturnType<typeof openSpeaker>>;
beforeAll(async () => {
  speaker = await openSpeaker();
});
afterAll(() => speaker.close());

const byUpdate = (...details: unknown[]) =>
  new WorkflowUpdateFailedError('Workflow Update failed', ApplicationFailure.create({ type: 'Refusal', details }));
const grpc = (code: number) =>
  Object.assign(new Error(`${code}`), { code, details: '', metadata: { get: () => [], getMap: () => ({}) } });
const named = (name: string, message = 'x') => Object.assign(new Error(message), { name });

describe('a refusal of the domain', () => {
  it.each([
    ['not-now', 409, 'stage'],
    ['not-yours', 403, 'role'],
    ['repeated-key', 409, 'repeatedKey'],
    ['impossible', 422, 'unknownUnit'],
    ['incomplete-letter', 422, 'letterLacks'],
  ] as const)('%s is answered by %i and names its rule', async (code, status, rule) => {
    const answer = await speaker.meet(new Refusal(code, rule));
    expect(answer).toMatchObject({ status, body: { type: `/problems/${code}`, status, rule, instance: '/throw/it' } });
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });

  it('that is of something unknown does not say which rule told so', async () => {
    const { status, body } = await speaker.meet(new Refusal('unknown', 'wrongCode'));
    expect(status).toBe(404);
    expect(body).not.toHaveProperty('rule');
  });

  it('is the same when it comes out of a workflow', async () => {
    const particulars = { action: 'decide', stage: 'received' };
    const inHere = await speaker.meet(new Refusal('not-now', 'stage', particulars));
    expect((await speaker.meet(byUpdate('not-now', 'stage', particulars))).body).toEqual(inHere.body);
    expect(refusalIn(byUpdate('not-now', 'stage', particulars))).toEqual(new Refusal('not-now', 'stage', particulars));
  });

  it('points at each part that it is about', async () => {
    const pointers = ['/letter/reasons', '/letter/remedy'];
    const { body } = await speaker.meet(new Refusal('incomplete-letter', 'letterLacks', { pointers }));
    expect(body.errors?.map(({ pointer }) => pointer)).toEqual(pointers);
    const one = await speaker.meet(new Refusal('impossible', 'unknownUnit', { pointer: '/unit', code: planted }));
    expect(one.body.errors).toEqual([{ pointer: '/unit', detail: 'The organisation has no such unit.' }]);
    expect(one.text).not.toContain(planted);
  });

  it('is not read into an update that failed otherwise', async () => {
    expect((await speaker.meet(byUpdate('made-up', 'stage', {}))).status).toBe(500);
    expect(
      (await speaker.meet(new WorkflowUpdateFailedError('x', ApplicationFailure.create({ type: 'TypeError' })))).status,
    ).toBe(500);
  });
});

describe('the language', () => {
  it.each([
    ['en', 'Not possible now'],
    ['ar', 'غير ممكن الآن'],
    ['fa-IR', 'اکنون ممکن نیست'],
    ['de, ur;q=0.5', 'ابھی ممکن نہیں'],
  ])('%s is that of title and detail, and the answer says so', async (language, title) => {
    const { body, headers } = await speaker.meet(new Refusal('not-now', 'notEnded'), { 'accept-language': language });
    expect(body['title']).toBe(title);
    expect(headers.get('content-language')).toBe(/en|ar|fa|ur/.exec(language)?.[0]);
    expect(headers.get('vary')).toContain('Accept-Language');
  });

  it('is that of each field, for our own rules and for those of zod', async () => {
    const body = { description: 7, category: 'x', tags: 'x', channel: 'smoke', remedyWanted: 1 };
    const details = async (language: string) =>
      (await speaker.lodge(body, { 'accept-language': language })).body.errors?.map(({ detail }) => detail).join(' ');
    expect(await details('en')).toMatch(
      /expected string, received number.*expected one of.*expected array, received string/,
    );
    for (const language of ['ar', 'fa', 'ur']) {
      const said = await details(language);
      expect(said).toMatch(/\p{Script=Arabic}/u);
      expect(said).not.toMatch(/expected|received|Invalid/);
    }
  });
});

describe('who it is', () => {
  it('is asked for without a token, and asked for again with a bad one', async () => {
    const without = await speaker.meet(new NotSignedIn('There is no token.'));
    expect(without).toMatchObject({ status: 401, body: { detail: 'Sign in: this call needs a bearer token.' } });
    expect(without.headers.get('www-authenticate')).toBe('Bearer');
    const bad = await speaker.meet(new NotSignedIn(`"${planted}" is no token`), { authorization: 'Bearer x' });
    expect(bad.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    expect(bad.text).not.toContain(planted);
  });
});

describe('something behind us that is away', () => {
  it.each([
    ['the identity provider', new SignInUnavailable('x')],
    ['a worker, by the deadline of an update', new WorkflowUpdateRPCTimeoutOrCancelledError('x')],
    ['Temporal', new ServiceError('x', { cause: grpc(14) })],
    ['Temporal, which is busy', new ServiceError('x', { cause: grpc(8) })],
    ['Temporal, by the deadline of a call', grpc(4)],
    ['Temporal, which could not be reached at all', new ServiceError('Failed to connect')],
    ['MongoDB, at the choice of a server', named('MongoServerSelectionError')],
    ['MongoDB, by mongoose', named('MongooseServerSelectionError')],
    ['MongoDB, whose connection broke', named('MongoNetworkError')],
    ['MongoDB, killed while it was written to', Object.assign(new Error('x'), { code: 'EPIPE' })],
    [
      'MongoDB, of which a command waited too long',
      named('MongooseError', 'Operation `x` buffering timed out after 1 ms'),
    ],
    [
      'MongoDB, whose primary steps down',
      Object.assign(named('MongoServerError'), { errorLabels: ['RetryableWriteError'] }),
    ],
  ])('%s', async (_, error) => {
    const answer = await speaker.meet(error);
    expect(answer).toMatchObject({ status: 503, body: { type: '/problems/unavailable' } });
    expect(answer.body['detail']).toContain('Send it again with the same key');
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(answer.logged).toContain('something behind us is away');
  });

  it('is not what is wrong with our own set-up', async () => {
    expect((await speaker.meet(new ServiceError('x', { cause: grpc(7) }))).status).toBe(500);
    expect((await speaker.meet(Object.assign(named('MongoServerError'), { errorLabels: [] }))).status).toBe(500);
  });
});

describe('the rest', () => {
  it('an address that is not there is 404, a method that it does not have 405 with those that it has', async () => {
    expect(await speaker.ask('GET', `/api/nothing`)).toMatchObject({
      status: 404,
      body: { type: '/problems/unknown' },
    });
    const { status, headers, body } = await speaker.ask('DELETE', '/api/complaints/C-1');
    expect({ status, allow: headers.get('allow') }).toEqual({ status: 405, allow: 'GET, HEAD' });
    expect(body['detail']).toBe('This address takes GET and HEAD.');
    const options = await speaker.ask('OPTIONS', '/api/complaints/C-1/actions');
    expect({ status: options.status, allow: options.headers.get('allow') }).toEqual({ status: 204, allow: 'POST' });
  });

  it('a workflow that is not there is an unknown complaint', async () => {
    expect((await speaker.meet(new WorkflowNotFoundError('x', 'complaint/C-1', undefined))).status).toBe(404);
  });

  it('a limiter that says how long to wait is 429', async () => {
    const { status, headers, body } = await speaker.meet({ msBeforeNext: 1_200, remainingPoints: 0 });
    expect({ status, after: headers.get('retry-after') }).toEqual({ status: 429, after: '2' });
    expect(body['detail']).toBe('Wait 2 seconds, then send it again.');
  });
});

describe('a fault of ours', () => {
  it('is 500 with the number of an incident, under which the log has it', async () => {
    const { status, body, logged } = await speaker.meet(new TypeError('Cannot read properties of undefined'));
    expect(status).toBe(500);
    const incident = /number ([0-9a-f-]{36})\.$/.exec(String(body['detail']))?.[1];
    expect(JSON.parse(logged)).toMatchObject({
      incident,
      fault: { type: 'TypeError', message: 'Cannot read properties of undefined' },
    });
    expect(logged).toContain('problems.test.ts');
  });

  it.each([
    ['the parser of JSON', () => JSON.parse(`{"${planted}`)],
    ['a number that is none', () => BigInt(planted)],
    ['an address that is none', () => new URL(planted)],
    ['what is not a word of ours', () => Promise.reject(planted)],
    ['a property of the error', () => Promise.reject(Object.assign(new Error('x'), { body: planted, value: planted }))],
    [
      'a library',
      () =>
        Promise.reject(
          Object.assign(named('CastError', planted), { stack: 'CastError\n    at node_modules/x.js:1:1' }),
        ),
    ],
  ])('leaves nothing of what was sent in answer or log: %s', async (_, fails) => {
    const error: unknown = await (async () => fails())().catch((each: unknown) => each);
    const { status, text, logged } = await speaker.meet(error);
    expect(status).toBe(500);
    expect(text).not.toContain(planted);
    expect(logged).toContain('a fault of ours');
    expect(logged).not.toContain(planted);
  });
});

describe('the page of a kind of problem', () => {
  it('explains it, as a page or as JSON, in the language asked for', async () => {
    const page = await fetch(`${speaker.url}/problems/not-now`, {
      headers: { accept: 'text/html', 'accept-language': 'fa' },
    });
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('<html lang="fa" dir="rtl">');
    const { body } = await speaker.ask('GET', '/problems/not-now', { accept: 'application/json' });
    expect(body).toMatchObject({ type: '/problems/not-now', status: 409, about: expect.stringContaining('stage') });
    expect((await speaker.ask('GET', '/problems/constructor')).status).toBe(404);
  });
});

describe('the figures', () => {
  it('count by the pattern of the route and by kind, and hold no reference', async () => {
    await speaker.ask('DELETE', `/api/complaints/C-${planted}/actions`);
    await speaker.ask('GET', `/${planted}`);
    const figures = await speaker.metrics.registry.metrics();
    const address = 'route="/api/complaints/{reference}/actions",method="DELETE",class="4xx"';
    expect(figures).toContain(`recourse_http_request_duration_seconds_count{${address}} 1`);
    expect(figures).toMatch(/recourse_problems_total\{kind="method-not-allowed"\} \d/);
    expect(figures).toContain('process_cpu_seconds_total');
    expect(figures).not.toContain(planted);
  });
});
