import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { House } from '../../crash/house.ts';
import { find } from '../../crash/processes.ts';
import { end } from '../../crash/stack.ts';
import { openScene, type Scene } from '../../crash/run.ts';
import { furnished } from './furnished.ts';
import { inDatabase, inMailbox, inTemporal } from './insides.ts';
import { base64Of, filesOf, findIn, mark, type Marked, type Place } from './marked.ts';

let house: House;
let scene: Scene;
beforeAll(async () => {
  house = furnished();
  scene = await openScene(house, 1, { LOG_LEVEL: 'debug' });
  await scene.stack.ready();
}, 120_000);
afterAll(() => {
  scene?.stack.kill();
  house?.tearDown();
});

/** What is sealed, by where it was written. */
const sealed: Marked = {};
/** What was never taken: refused, searched for, or shown to prove who one is. */
const passing: Marked = {};
/** What is plain on purpose, and must therefore be found. */
const plain: Marked = {};

const word = (list: Marked, where: string): string => (list[where] ??= mark());
const said = (where: string): string => `Before ${word(sealed, where)}, after.`;
const staff = (name: string) => ({ staff: name });
/** Kept at the end: what other people were told. */
const toldToOthers: Place[] = [];
const told = (name: string, body: unknown): void =>
  void toldToOthers.push({ name, bytes: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) });

async function ask(who: string, method: string, path: string, body?: string, headers: Record<string, string> = {}) {
  const token = await scene.client.tokenOf(who);
  const response = await fetch(scene.stack.url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body }),
  });
  return { status: response.status, text: await response.text() };
}

describe('words that people write', () => {
  let reference = '';
  let code = '';
  const act = async (who: string, kind: string, fields: object = {}): Promise<void> => {
    const path = `/api/${who === 'complainant' ? 'tracking' : 'complaints'}/${reference}/actions`;
    const answer = await scene.client.post({
      who: who === 'complainant' ? { code } : staff(who),
      path,
      body: { kind: kind as never, ...fields },
      reference,
    });
    expect({ kind, ...answer }).toMatchObject({ kind, status: 200 });
  };

  it('are readable by those who may, after a whole journey and a crash', async () => {
    const lodged = await scene.client.post({
      who: staff('contact'),
      path: '/api/complaints',
      body: {
        channel: 'letter',
        description: said('description'),
        desiredOutcome: said('desiredOutcome'),
        orderReference: word(sealed, 'orderReference'),
        externalReference: word(sealed, 'externalReference'),
        referredBy: said('referredBy'),
        unit: 'housing',
        product: word(plain, 'product'),
        place: { address: said('place.address'), region: word(plain, 'region') },
        complainant: {
          name: `${word(sealed, 'name')} شكوى`,
          email: `${word(sealed, 'email')}@example.org`,
          phone: word(sealed, 'phone'),
          address: said('address'),
          accessibilityNeeds: said('accessibilityNeeds'),
          vulnerable: [word(sealed, 'vulnerable')],
          contactBy: 'email',
        },
        representative: {
          name: said('representative'),
          email: `${word(sealed, 'theirEmail')}@example.org`,
          authority: said('authority'),
        },
        contactPerson: { name: said('contactPerson'), email: `${word(sealed, 'contactEmail')}@example.org` },
        subjects: [{ words: said('subject') }, { unit: 'parking' }],
      } as never,
    });
    expect(lodged?.status).toBe(201);
    reference = String(lodged?.body.reference);
    code = String(lodged?.body.trackingCode);
    passing['trackingCode'] = code;
    passing['token'] = await scene.client.tokenOf('handler');

    await act('contact', 'acknowledge', { words: said('acknowledge') });
    await act('handler', 'assess', {
      severity: 'low',
      safety: false,
      complexity: 'simple',
      impact: { actual: 'one', possible: 'one' },
      immediateAction: { needed: false, possible: true },
      compensationLikely: false,
      allegations: [{ words: said('allegation') }],
      reason: said('assess.reason'),
    });
    await act('complaints-manager', 'assign', { handler: 'handler', reason: said('assign.reason') });
    await act('handler', 'investigate', { plan: said('plan') });
    await act('contact', 'inform', { words: said('inform') });

    const [worker] = find(scene.stack.folder, 'worker');
    const found = act('handler', 'find', { allegation: 1, outcome: 'upheld', words: said('find') });
    expect(end(worker?.pid ?? 0)).toBe(true);
    await found;

    const propose = (where: string) => ({
      redress: [{ kind: 'refund', amount: { value: '10.00', currency: 'GBP' } }],
      letter: { reasons: said(`${where}.letter`) },
      sameForOthers: { answer: true, reason: said(`${where}.sameForOthers`) },
      prevention: said(`${where}.prevention`),
    });
    await act('handler', 'propose', propose('propose'));
    await act('complaints-manager', 'sendBack', { reason: said('sendBack') });
    await act('handler', 'propose', propose('proposeAgain'));
    await act('handler', 'decide');
    await act('complainant', 'reject', { words: said('reject') });
    await act('manager', 'find', { allegation: 1, outcome: 'upheld', words: said('findAtTier2') });
    await act('manager', 'propose', propose('proposeAtTier2'));
    await act('head', 'approve');
    await act('manager', 'decide');
    await act('contact', 'accept', { onBehalf: true, channel: 'phone', words: said('accept') });
    await act('handler', 'carryOut', { redress: 1, words: said('carryOut') });
    await act('handler2', 'verify', { redress: 1, words: said('verify') });
    await act('contact', 'correct', { sequence: 1, description: said('correct.description'), words: said('correct') });
    await act('handler', 'close', { reason: 'accepted' });
    await act('complainant', 'rate', { process: 2, outcome: 5, words: said('rate') });

    const { text: trail } = await ask('handler', 'GET', `/api/complaints/${reference}/trail?limit=200`);
    expect(Object.entries(sealed).filter(([, each]) => !trail.includes(each))).toEqual([]);
    const { text: complaint } = await ask('handler', 'GET', `/api/complaints/${reference}`);
    expect(complaint).toContain(sealed['proposeAtTier2.letter']);
    const { text: list } = await ask('handler', 'GET', `/api/complaints?text=${sealed['correct.description']}`);
    expect(JSON.parse(list).items).toHaveLength(0); // what was put right later is not searched, so far
    expect((await ask('handler', 'GET', `/api/complaints?text=${sealed['description']}`)).text).toContain(reference);
  }, 120_000);

  it('are refused where they do not fit, and shown to nobody else', async () => {
    const lodge = (body: string, headers?: Record<string, string>) =>
      ask('handler', 'POST', '/api/complaints', body, headers);
    const over = 'x'.repeat(50_001);
    const wrong: [number, Promise<{ status: number; text: string }>][] = [
      [400, lodge(`{"channel":"phone","description":"${word(passing, 'tooLong')} ${over}"}`)],
      [413, lodge(`{"channel":"phone","description":"${word(passing, 'farTooLong')} ${over.repeat(12)}"}`)],
      [400, lodge(`{"channel":"phone","description":"${word(passing, 'brokenJson')}`)],
      [400, lodge(JSON.stringify({ channel: 'phone', description: { text: word(passing, 'wrongType') } }))],
      [400, lodge(JSON.stringify({ channel: 'phone', description: `${word(passing, 'controlCharacter')}\u0000` }))],
      [
        400,
        lodge(JSON.stringify({ channel: 'phone', [word(passing, 'unknownField')]: word(passing, 'unknownValue') })),
      ],
      [400, lodge(JSON.stringify({ channel: word(passing, 'wrongChannel'), description: 'x' }))],
      [422, lodge(JSON.stringify({ channel: 'phone', description: 'x', category: word(passing, 'unknownCategory') }))],
      [415, lodge(word(passing, 'notJson'), { 'content-type': 'text/plain' })],
      [400, lodge('{}', { 'idempotency-key': `${word(passing, 'wrongKey')} !` })],
      [401, lodge('{}', { authorization: `Bearer ${word(passing, 'wrongToken')}` })],
      [400, ask('handler', 'GET', `/api/complaints?cursor=${word(passing, 'wrongCursor')}`)],
      [400, ask('handler', 'GET', `/api/complaints?${word(passing, 'unknownParameter')}=1`)],
      [200, ask('handler', 'GET', `/api/complaints?text=${word(passing, 'searchText')}`)],
      [
        404,
        ask('handler', 'GET', `/api/tracking/${reference}`, undefined, { 'tracking-code': word(passing, 'wrongCode') }),
      ],
    ];
    for (const [index, [status, answer]] of wrong.entries())
      expect([index, (await answer).status]).toEqual([index, status]);

    // By somebody who may not read words, by strangers, and with the key of another.
    for (const path of ['', '/trail', '/letters', '/notices', '/clocks/decision', '/history']) {
      told(`administrator${path}`, (await ask('administrator', 'GET', `/api/complaints/${reference}${path}`)).text);
    }
    told('administrator list', (await ask('administrator', 'GET', '/api/complaints')).text);
    told('auditor history', (await ask('auditor', 'GET', `/api/complaints/${reference}/history`)).text);
    const repeated = JSON.stringify({ kind: 'inform', words: 'something else' });
    told(
      'repeated key',
      (await ask('contact', 'POST', `/api/complaints/${reference}/actions`, repeated, { 'idempotency-key': 'crash-2' }))
        .text,
    );
    told(
      'wrong code',
      await fetch(`${scene.stack.url}/api/tracking/${reference}`, { headers: { 'tracking-code': 'X' } }).then(
        (answer) => answer.text(),
      ),
    );
    for (const path of ['/metrics', '/openapi.json', '/readyz']) {
      told(path, await fetch(scene.stack.url + path).then((answer) => answer.text()));
    }
    expect(toldToOthers.map(({ name, bytes }) => [name, bytes.length > 1])).not.toContainEqual([
      expect.anything(),
      false,
    ]);
    expect(findIn(toldToOthers, { ...sealed, ...passing })).toEqual([]);
  }, 60_000);

  it('are plain in the mailbox of the embedded stack, which is what letters are for', async () => {
    while ((await ask('auditor', 'GET', `/api/complaints/${reference}/letters`)).text.includes('"owed"'))
      await sleep(200);
    const seen = findIn(await inMailbox(scene.stack.folder), { ...sealed, ...passing });
    expect(seen).toEqual(expect.arrayContaining(['theirEmail: mails', 'inform: mails', 'proposeAgain.letter: mails']));
    expect(seen.filter((one) => one.endsWith(': subjects'))).toEqual([]);
  }, 120_000);

  it('stand nowhere else: not in the database, not in Temporal, not in a log or a file', async () => {
    const places = [
      ...(await inDatabase(scene.stack.database())),
      ...(await inTemporal(scene.stack.temporal())),
      ...filesOf(scene.stack.folder).filter(({ name }) => !/mailbox.[0-9a-f]+\.eml$/.test(name)),
      { name: 'what the launcher printed', bytes: readFileSync(scene.stack.output) },
    ];
    expect(findIn(places, { ...sealed, ...passing })).toEqual([]);

    // The same search finds what is plain on purpose, so that it is known to see.
    const seen = findIn(places, plain);
    for (const where of Object.keys(plain)) {
      for (const place of [
        'the collection entries',
        'the collection complaints',
        `the history of complaint/${reference}`,
        'temporal.db',
      ]) {
        expect(seen.filter((one) => one.startsWith(`${where}: `) && one.includes(place))).not.toEqual([]);
      }
    }
    expect(findIn(places, { reference }).filter((one) => one.includes('api.log'))).not.toEqual([]);
  }, 60_000);

  it('would be found as base64, wherever they begin', () => {
    const one = mark();
    for (const before of ['', '1', '12']) {
      const text = Buffer.from(`${before}${one} and more`).toString('base64');
      expect(base64Of(one).some((each) => text.includes(each))).toBe(true);
      expect(findIn([{ name: 'file', bytes: Buffer.from(text) }], { one })).toEqual(['one: file']);
    }
  });
});
