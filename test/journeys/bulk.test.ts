import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BulkAnswer } from '../../api/bulkAnswers.ts';
import { BulkItemModel, BulkModel } from '../../store/bulkSchemas.ts';
import { EntryModel } from '../../store/schemas.ts';
import { findTrail } from '../../store/read.ts';
import { bulkWorkflowId } from '../../workflows/messages.ts';
import { openHouse, type House } from '../support/house.ts';
import { officeOf } from '../support/office.ts';

let house: House;
let office: ReturnType<typeof officeOf>;
beforeAll(async () => {
  house = await openHouse();
  office = officeOf(house);
});
afterAll(() => house.close());

const inform = { kind: 'inform', words: 'The strike is over.' };
const strange = 'C-0000-0000-0000-0';

/** Complaints that somebody has lodged, some at a time. */
async function lodged(count: number, fields: object = {}): Promise<string[]> {
  const references: string[] = [];
  while (references.length < count) {
    const some = Array.from({ length: Math.min(10, count - references.length) }, () =>
      office.lodge('public', { description: 'The bus never came.', ...fields }),
    );
    references.push(...(await Promise.all(some)).map(({ reference }) => reference));
  }
  return references;
}

/** Begins a bulk, and gives its address. */
async function begun(who: string, body: object, key?: string): Promise<string> {
  const { status, headers, body: answer } = await house.as(who).post('/api/bulk', body, key);
  expect({ status, answer }).toMatchObject({ status: 202, answer: { total: expect.any(Number) } });
  expect(headers.get('location')).toBe(`/api/bulk/${answer.id}`);
  return `/api/bulk/${answer.id}`;
}

async function until(who: string, path: string, holds: (bulk: BulkAnswer) => boolean): Promise<BulkAnswer> {
  for (;;) {
    const { status, body } = await house.as(who).get(`${path}?limit=200`);
    expect(status).toBe(200);
    if (holds(body)) return body;
    await sleep(50);
  }
}

const ended = (who: string, path: string) => until(who, path, ({ state }) => state === 'done');
const done = async (who: string, body: object, key?: string) => ended(who, await begun(who, body, key));
const kindsIn = async (reference: string) => (await findTrail(reference)).map(({ action }) => action.kind);
const informed = (references: string[]) =>
  EntryModel.countDocuments({ reference: { $in: references }, 'entry.action.kind': 'inform' });

describe('one action over many complaints', () => {
  test('a dry run does nothing, and each complaint then has what it foretold', async () => {
    const references = await lodged(4);
    const [open, taken, , withdrawn] = references as [string, string, string, string];
    await office.takeUp(taken);
    await office.does('handler', withdrawn, { kind: 'withdraw', onBehalf: true, channel: 'phone' });
    const hidden = await lodged(1, { unit: 'housing' });
    const all = [...references, strange, ...hidden, open.toLowerCase()];
    const bulk = { references: all, action: { kind: 'investigate', plan: 'Ask the depot.' } };
    const before = await Promise.all([...references, ...hidden].map(kindsIn));
    const foretold = await done('handler', { ...bulk, dryRun: true });
    expect(await Promise.all([...references, ...hidden].map(kindsIn))).toEqual(before);
    const { items, ...standing } = await done('handler', bulk);
    expect(items).toEqual(foretold.items);
    expect(foretold).toMatchObject({ dryRun: true });
    expect(standing).toMatchObject({ state: 'done', action: 'investigate', dryRun: false, done: 6, total: 6 });
  });
});
