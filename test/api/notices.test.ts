import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findComplaint, findTrail } from '../../store/read.ts';
import { NoticeModel } from '../../store/schemas.ts';
import { recordStep } from '../../store/record.ts';
import { openHouse, type House } from '../support/house.ts';
import { officeOf } from '../support/office.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test('a letter of long ago has been told of in order, each time to somebody who is there', async () => {
  const receivedAt = '2026-10-01T12:00:00Z';
  const { reference } = await officeOf(house).lodge('contact', { description: 'x', channel: 'letter', receivedAt });
  const { status, body } = await house.as('manager').get(`/api/complaints/${reference}/notices`);
  expect(status).toBe(200);
  const told = body.items as { id: string; kind: string; clock: string; to: string[]; at: string; due: string }[];
  expect(told.map(({ kind, clock }) => `${kind} ${clock}`)).toEqual(
    expect.arrayContaining(['ranOut acknowledgement', 'ranOut assessment', 'ranOut decision', 'escalated decision']),
  );
  expect(told.every(({ to }) => to.length > 0)).toBe(true);
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
  const trail = await findTrail(reference);
  for (const { id, at } of told) expect(trail[Number(id.split('/')[1]) - 1]?.at).toBe(at);
});

test('a step that is recorded twice tells nobody twice', async () => {
  const receivedAt = '2026-10-01T12:00:00Z';
  const { reference } = await officeOf(house).lodge('contact', { description: 'x', channel: 'letter', receivedAt });
  const before = await NoticeModel.find({ reference }).lean();
  expect(before.length).toBeGreaterThan(2);
  const complaint = (await findComplaint(reference))!;
  await recordStep({ complaint, entries: [], letters: [], notices: before.map(({ notice }) => notice) });
  expect(await NoticeModel.find({ reference }).lean()).toEqual(before);
});

test('whoever may not see the complaint sees none of it', async () => {
  const { reference } = await officeOf(house).lodge('public', { description: 'x', unit: 'housing' });
  expect(await house.as('public').get(`/api/complaints/${reference}/notices`)).toMatchObject({ status: 401 });
});
