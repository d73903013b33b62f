import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findLetters, findTrail } from '../../store/read.ts';
import { openHouse, type House } from '../support/house.ts';
import { assessment, officeOf } from '../support/office.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const ten = <T>(again: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 10 }, again));

test('the same receipt ten times at once makes one complaint, one entry, one letter owed', async () => {
  const key = randomUUID();
  const answers = await ten(() =>
    house.as('contact').lodge({ description: 'A hole in the road.', channel: 'letter' }, key),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  const { reference, trackingCode } = answers[0]!.body;
  for (const { body } of answers) expect(body).toMatchObject({ reference, trackingCode });
  expect((await findTrail(reference)).map(({ action }) => action.kind)).toEqual(['receive']);
  expect((await findLetters(reference)).map(({ kind }) => kind)).toEqual(['acknowledgement']);
});

test('the same action ten times at once is one entry, and answers ten times', async () => {
  const { reference } = await officeOf(house).lodge('public', { description: 'x' });
  const key = randomUUID();
  const answers = await ten(() => house.as('handler').act(reference, assessment, key));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
  expect((await findTrail(reference)).map(({ action }) => action.kind)).toEqual(['receive', 'acknowledge', 'assess']);
});

test('ten different ones at once: each is an entry of its own, or refused, and the sequence has no gap', async () => {
  const { reference } = await officeOf(house).lodge('public', { description: 'x' });
  const answers = await ten(() => house.as('handler').act(reference, { kind: 'inform', words: 'We are on it.' }));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect((await findTrail(reference)).map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: 12 }, (_, index) => index + 1),
  );
});

test('a key that has had another body is refused, for receipts and for actions, and changes nothing', async () => {
  const key = randomUUID();
  const { reference } = (await house.as('public').lodge({ description: 'one' }, key)).body;
  const repeated = { status: 409, body: { type: '/problems/repeated-key' } };
  expect(await house.as('public').lodge({ description: 'two' }, key)).toMatchObject(repeated);
  await house.as('handler').act(reference, { kind: 'inform', words: 'one' }, key);
  expect(await house.as('handler').act(reference, { kind: 'inform', words: 'two' }, key)).toMatchObject(repeated);
  expect(await findTrail(reference)).toHaveLength(3);
});

test('keys are each caller’s own, and each complaint’s', async () => {
  const key = randomUUID();
  const [one, two] = [
    await house.as('public').lodge({ description: 'x' }, key),
    await house.as('contact').lodge({ description: 'x', channel: 'web' }, key),
  ];
  expect(one.body.reference).not.toBe(two.body.reference);
  for (const { reference } of [one.body, two.body]) {
    for (const who of ['handler', 'handler2']) {
      expect(await house.as(who).act(reference, { kind: 'inform', words: who }, key)).toMatchObject({ status: 200 });
    }
  }
  expect(await findTrail(one.body.reference)).toHaveLength(4);
});

test('a refusal does not use up its key', async () => {
  const { reference } = await officeOf(house).lodge('contact', { description: 'x', channel: 'phone' });
  const key = randomUUID();
  expect(await house.as('handler').act(reference, assessment, key)).toMatchObject({ status: 409 });
  await house.as('handler').act(reference, { kind: 'acknowledge' });
  expect(await house.as('handler').act(reference, assessment, key)).toMatchObject({
    status: 200,
    body: { stage: 'assessed' },
  });
});
