import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { beginOf, referenceFor, stretches, stretchOf } from '../../domain/reference.ts';
import { readConfig } from '../../infra/config.ts';
import { closeStore, openStore, prepareStore } from '../../store/connect.ts';
import { ComplaintModel } from '../../store/schemas.ts';
import { findFrom } from '../../store/walk.ts';

const references = [
  ...Array.from({ length: 230 }, (_, number) => referenceFor('somebody', `${number}`, 'a secret')),
  // What is none of ours is walked through too.
  'A-1',
  'C-0000-0000-0000-0',
  'C-ZZZZ-ZZZZ-ZZZZ-Z',
  'T-1',
  'T-2',
].toSorted();

beforeAll(async () => {
  await openStore(readConfig().MONGODB_URI.replace('/recourse', '/walk'));
  await prepareStore();
  const date = new Date();
  await ComplaintModel.insertMany(
    references.map((reference, number) => ({
      _id: reference,
      version: 1,
      due: date,
      receivedAt: date,
      line: {},
      complaint: { reference, stage: number % 3 === 0 ? 'closed' : 'received' },
    })),
  );
});
afterAll(() => closeStore());

test.each([1, 7, 100, 1_000])('pages of %i have each complaint once, in order', async (limit) => {
  const walked: string[] = [];
  for (let after = ''; ;) {
    const page = await findFrom({ after }, limit);
    expect(page.length).toBeLessThanOrEqual(limit);
    if (page.length === 0) break;
    walked.push(...page.map(({ reference }) => reference));
    after = page.at(-1)!.reference;
  }
  expect(walked).toEqual(references);
});

test('under a condition as well, and from one on', async () => {
  const open = await findFrom({ from: references[10]! }, 60, { 'complaint.stage': 'received' });
  const wanted = references.filter((_, number) => number % 3 !== 0 && number >= 10);
  expect(open.map(({ reference }) => reference)).toEqual(wanted.slice(0, 60));
});

test('a stretch begins where the one before ends', () => {
  for (const stretch of [0, 1, 31, 32, 40_000, stretches - 1]) expect(stretchOf(beginOf(stretch))).toBe(stretch);
  expect(beginOf(32) > beginOf(31)).toBe(true);
  expect([stretchOf(''), stretchOf('T-1')]).toEqual([0, stretches]);
});
