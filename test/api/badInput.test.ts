import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ComplaintModel, EntryModel, KeyModel } from '../../store/schemas.ts';
import { openHouse, type House } from '../support/house.ts';
import { assessment, officeOf } from '../support/office.ts';

let house: House;
let reference: string;
let trackingCode: string;
beforeAll(async () => {
  house = await openHouse();
  ({ reference, trackingCode } = await officeOf(house).lodge('public', { description: 'x', unit: 'general' }));
});
afterAll(() => house.close());

const written = async () => [
  await ComplaintModel.countDocuments(),
  await EntryModel.countDocuments(),
  await KeyModel.countDocuments(),
];

/** Asks, and expects that answer and that nothing was written. */
async function refused(ask: () => Promise<{ status: number; body: unknown; headers: Headers }>, expected: object) {
  const before = await written();
  const { status, body, headers } = await ask();
  expect({ status, body }).toMatchObject(expected);
  expect(headers.get('content-type')).toContain('application/problem+json');
  expect(await written()).toEqual(before);
  return body;
}

const half = '\ud800';

describe('a receipt that is not as it should be is refused, and nothing is written', () => {
  const invalid = (pointer: string) => ({ status: 400, body: { type: '/problems/invalid', errors: [{ pointer }] } });
  const impossible = (pointer: string) => ({
    status: 422,
    body: { type: '/problems/impossible', errors: [{ pointer }] },
  });
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();

  test.each([
    ['an unknown field', { description: 'x', colour: 'red' }, invalid('/colour')],
    ['a wrong type', { description: 7 }, invalid('/description')],
    ['50,001 characters', { description: 'x'.repeat(50_001) }, invalid('/description')],
    ['nothing but space', { description: ' \n' }, invalid('/description')],
    ['a control character', { description: 'a\u0000b' }, invalid('/description')],
    ['a lone surrogate', { description: `a${half}b` }, invalid('/description')],
    ['no description from the public', { category: 'other', complainant: null }, impossible('/description')],
    ['a malformed address of mail', { description: 'x', complainant: { email: 'no' } }, invalid('/complainant/email')],
    ['an operator in place of a text', { description: { $ne: null } }, invalid('/description')],
    ['a unit that is no code', { description: 'x', unit: 'not a code' }, invalid('/unit')],
    ['a day that does not exist', { description: 'x', occurredOn: '2026-02-30' }, impossible('/occurredOn')],
    ['a day to come', { description: 'x', occurredOn: tomorrow.slice(0, 10) }, impossible('/occurredOn')],
    ['an unknown procedure', { description: 'x', procedure: 'nobodys' }, impossible('/procedure')],
    ['an unknown category', { description: 'x', category: 'nothing' }, impossible('/category')],
    ['an unknown unit', { description: 'x', unit: 'nobodys' }, impossible('/unit')],
    ['an import code from the public', { description: 'x', category: 'cfpb-mortgage' }, impossible('/category')],
    [
      'an unknown person as subject',
      { description: 'x', subjects: [{ staff: 'nobody' }] },
      impossible('/subjects/0/staff'),
    ],
  ])('%s', async (_, body, expected) => {
    await refused(() => house.as('public').lodge(body), expected);
  });

  test('what only staff may say, from the public', async () => {
    for (const more of [
      { receivedAt: '2026-03-27T09:15:00Z' },
      { tags: ['safety'] },
      { channel: 'phone' },
      { externalReference: 'x' },
    ]) {
      await refused(() => house.as('public').lodge({ description: 'x', ...more }), {
        status: 403,
        body: { rule: 'staffOnly' },
      });
    }
  });

  test('a future receipt, an unknown tag and an import by somebody who may not, from staff', async () => {
    const phone = { description: 'x', channel: 'phone' };
    await refused(() => house.as('contact').lodge({ ...phone, receivedAt: tomorrow }), impossible('/receivedAt'));
    await refused(
      () => house.as('contact').lodge({ ...phone, receivedAt: '2026-02-30T10:00:00Z' }),
      impossible('/receivedAt'),
    );
    await refused(
      () => house.as('contact').lodge({ ...phone, receivedAt: '2026-03-27T09:15:00' }),
      invalid('/receivedAt'),
    );
    await refused(() => house.as('contact').lodge({ ...phone, tags: ['nobodys'] }), impossible('/tags'));
    await refused(() => house.as('contact').lodge({ ...phone, channel: 'import' }), { status: 403 });
    await refused(() => house.as('auditor').lodge(phone), { status: 403, body: { rule: 'role' } });
  });

  test('a body of 20 MB, broken JSON, another type of content, a key that is none', async () => {
    const json = { 'content-type': 'application/json' };
    const post = (headers: Record<string, string>, body: string) => () =>
      house.request('POST', '/api/complaints', headers, body);
    await refused(post(json, JSON.stringify({ description: 'x'.repeat(20_000_000) })), { status: 413 });
    await refused(post(json, '{"description": "x"'), { status: 400 });
    await refused(post(json, '[]'), { status: 400 });
    await refused(post({ 'content-type': 'text/plain' }, 'x'), { status: 415 });
    await refused(() => house.as('public').lodge({ description: 'x' }, 'not a key'), { status: 400 });
  });

  test('the answer names the fault in the language asked for, and never repeats what was sent', async () => {
    const body = { description: 'x', unit: 'planted-word' };
    for (const [language, script] of [
      ['ar', /[\u0600-\u06FF]/],
      ['fa', /[\u0600-\u06FF]/],
      ['ur', /[\u0600-\u06FF]/],
      ['en', /unit/],
    ] as const) {
      const answer = await house.request('POST', '/api/complaints', { 'accept-language': language }, body);
      expect(answer.status).toBe(422);
      expect(answer.headers.get('content-language')).toBe(language);
      expect(answer.body.errors[0].detail).toMatch(script);
      expect(JSON.stringify(answer.body)).not.toContain('planted-word');
    }
  });
});

test('text in any script is kept exactly', async () => {
  const description = 'زهر 🌷 “quoted”\n\tשלום <script>alert(1)</script> e\u0301 \u202Eabc\u202C';
  const lodged = await officeOf(house).lodge('public', { description });
  expect((await house.as('handler').read(lodged.reference)).body.words.description).toBe(description);
});

describe('an action that cannot be', () => {
  const act =
    (who: string, action: object, at = reference) =>
    () =>
      house.as(who).act(at, action);

  test('of the wrong stage, of the wrong role, of nobody', async () => {
    await refused(act('handler', { kind: 'investigate' }), {
      status: 409,
      body: { type: '/problems/not-now', rule: 'stage' },
    });
    await refused(act('auditor', assessment), { status: 403, body: { type: '/problems/not-yours', rule: 'role' } });
    await refused(act('public', assessment), { status: 401, body: { type: '/problems/not-signed-in' } });
    await refused(act('handler', { kind: 'fly' }), { status: 400 });
    await refused(act('handler', { ...assessment, severity: 'huge' }), { status: 400 });
    await refused(act('handler', { kind: 'inform', words: '' }), { status: 400 });
    await refused(act('handler', { kind: 'assign', handler: 'nobody' }), { status: 422 });
  });

  test('on a complaint that is not there, or not a reference at all', async () => {
    const unknown = { status: 404, body: { type: '/problems/unknown' } };
    await refused(act('handler', assessment, 'C-0000-0000-0000-0'), unknown);
    await refused(act('handler', assessment, '%00'), unknown);
    await refused(act('handler', assessment, '..%2F..'), unknown);
    await refused(() => house.as('handler').read('C-7F3K-9Q2M-XW4B-D'), unknown);
  });

  test('with a token that is expired, forged or of somebody who does not work here', async () => {
    const path = `/api/complaints/${reference}`;
    const good = await house.tokenOf('handler');
    const [head = '', payload = '', signature = ''] = good.split('.');
    const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    const forged = [`${head}.${payload}.${signature.slice(0, -4)}AAAA`, `${none}.${payload}.`, 'x', 'x'.repeat(9_000)];
    const ask = (token: string) => house.request('GET', path, { authorization: `Bearer ${token}` });
    for (const token of forged) expect(await ask(token)).toMatchObject({ status: 401 });
    expect(await ask('x'.repeat(20_000))).toMatchObject({ status: 431 });
  });

  test('a wrong tracking code, a missing one and an unknown reference look the same', async () => {
    const answers = await Promise.all([
      house.tracking(reference, 'AAAA-AAAA-AAAA-AAAA').read(),
      house.tracking(reference, '').read(),
      house.tracking('C-0000-0000-0000-0', trackingCode).read(),
    ]);
    const said = answers.map(({ status, body: { instance: _instance, ...body } }) => ({ status, body }));
    expect(new Set(said.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(said[0]).toMatchObject({ status: 404 });
    expect(await house.tracking(reference.toLowerCase(), trackingCode.toLowerCase()).read()).toMatchObject({
      status: 200,
    });
  });
});

describe('a list that cannot be', () => {
  test('an unknown parameter, a wrong limit, a cursor that is not ours', async () => {
    for (const query of [
      'colour=red',
      'limit=0',
      'limit=201',
      'limit=x',
      'cursor=abc',
      'sort=up',
      'overdue=maybe',
      'tier=-1',
    ]) {
      await refused(() => house.as('handler').get(`/api/complaints?${query}`), { status: 400 });
    }
    await refused(() => house.as('handler').get('/api/complaints?receivedFrom=2026-02-30'), { status: 422 });
    await refused(() => house.as('public').get('/api/complaints'), { status: 401 });
  });

  test('a unit that nobody has finds nothing', async () => {
    expect(await house.as('handler').get('/api/complaints?unit=nobodys')).toMatchObject({
      status: 200,
      body: { items: [] },
    });
  });
});

test('a method that is not offered, a path that is not there', async () => {
  await refused(() => house.request('DELETE', `/api/complaints/${reference}`, {}), { status: 405 });
  await refused(() => house.as('handler').get('/api/nothing'), { status: 404 });
});
