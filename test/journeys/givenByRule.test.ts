import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { embedded } from '../../infra/organisation.ts';
import { openHouse, type House } from '../support/house.ts';
import { officeOf } from '../support/office.ts';
import { inDays, recordsOf } from '../support/staff.ts';

let house: House;
let office: ReturnType<typeof officeOf>;
let records: ReturnType<typeof recordsOf>;
beforeAll(async () => {
  const assignment = [
    { units: ['housing'], languages: ['ar'], competence: 'arabic' },
    { units: ['housing'], role: 'handler' as const },
    { units: ['parking'], categories: ['service-poor'], competence: 'law' },
  ];
  house = await openHouse({ organisation: { ...embedded, assignment } });
  office = officeOf(house);
  records = recordsOf(house);
});
afterAll(() => house.close());

const lodged = async (fields: object, key: string = randomUUID()) => {
  const { status, body } = await house.as('public').lodge({ description: 'x', ...fields }, key);
  expect(status).toBe(201);
  return String(body.reference);
};
const handlerOf = async (reference: string) => (await house.as('manager').read(reference)).body.handler;
const told = async (reference: string) =>
  (await house.as('manager').get(`/api/complaints/${reference}/notices`)).body.items;

test('complaints that come in are spread over those who may have them, by an entry of the clock', async () => {
  const handlers: unknown[] = [];
  for (let count = 0; count < 4; count += 1) handlers.push(await handlerOf(await lodged({ unit: 'housing' })));
  expect(handlers).toEqual(['handler', 'handler2', 'handler', 'handler2']);
  await house.as('manager').act(await lodged({ unit: 'parking' }), { kind: 'assign', handler: 'handler' });
  expect(await handlerOf(await lodged({ unit: 'housing' }))).toBe('handler2');
  const subject = await lodged({ unit: 'housing', subjects: [{ staff: 'handler' }] });
  expect(await handlerOf(subject)).toBe('handler2');
  expect((await office.trailOf(subject)).map(({ action, by }) => [action.kind, by.id])).toEqual([
    ['receive', 'complainant'],
    ['acknowledge', 'clock'],
    ['assign', 'clock'],
  ]);
  await records.change('handler', { absences: [{ from: inDays(0), to: inDays(0) }] });
  expect(await handlerOf(await lodged({ unit: 'housing' }))).toBe('handler2');
});

test('a request that is sent again gives nothing twice, and to nobody else', async () => {
  await records.change('handler', { absences: [] });
  const key = randomUUID();
  const reference = await lodged({ unit: 'housing' }, key);
  const before = await handlerOf(reference);
  await lodged({ unit: 'housing' });
  await lodged({ unit: 'housing' });
  expect(await lodged({ unit: 'housing' }, key)).toBe(reference);
  expect(await handlerOf(reference)).toBe(before);
  expect(await office.trailOf(reference)).toHaveLength(3);
});

test('the first rule that is meant for it counts; where nobody may have it, the complaints manager is told', async () => {
  const complainant = { language: 'ar' };
  const nobody = await lodged({ unit: 'housing', complainant });
  expect(await handlerOf(nobody)).toBeUndefined();
  expect(await told(nobody)).toMatchObject([
    { kind: 'unassigned', roles: ['complaints-manager'], to: ['complaints-manager'], unit: 'housing' },
  ]);
  await records.begin('ada', { competences: [{ code: 'arabic' }, { code: 'law' }], units: ['housing'] });
  expect(await handlerOf(await lodged({ unit: 'housing', complainant }))).toBe('ada');
  const elsewhere = await lodged({ unit: 'parking', category: 'service-poor' });
  expect([await handlerOf(elsewhere), (await told(elsewhere)).length]).toEqual([undefined, 1]);
});

test('no rule gives what none is meant for, nor what was imported', async () => {
  const plain = await lodged({ unit: 'parking', category: 'other' });
  expect([await handlerOf(plain), await told(plain)]).toEqual([undefined, []]);
  const { reference } = await office.lodge('administrator', {
    description: 'x',
    unit: 'housing',
    channel: 'import',
    receivedAt: '2026-11-02T09:00:00Z',
  });
  expect(await handlerOf(reference)).toBeUndefined();
});
