import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { embedded } from '../../infra/organisation.ts';
import { openHouse, type House } from '../support/house.ts';
import { officeOf } from '../support/office.ts';
import { inDays, recordsOf } from '../support/staff.ts';

let house: House;
let records: ReturnType<typeof recordsOf>;
beforeAll(async () => {
  const needs = [{ competence: 'arabic', languages: ['ar'] }];
  house = await openHouse({ organisation: { ...embedded, needs } });
  records = recordsOf(house);
});
afterAll(() => house.close());

test('they are assigned to and told of by their roles of today, and still known when they have none', async () => {
  await records.begin('gail', { roles: [{ role: 'manager', from: inDays(-9), to: inDays(-1) }] });
  const office = officeOf(house);
  const { reference } = await office.lodge('contact', {
    description: 'x',
    channel: 'letter',
    receivedAt: '2026-10-01T12:00:00Z',
    subjects: [{ staff: 'gail' }],
  });
  const told = async () => (await house.as('manager').get(`/api/complaints/${reference}/notices`)).body.items;
  const everybody = async () => (await told()).flatMap(({ to }: { to: string[] }) => to);
  expect(await everybody()).not.toContain('gail');
  await records.change('gail', { roles: [{ role: 'manager', from: inDays(0) }] });
  expect(await everybody()).toContain('gail');
  await records.change('gail', { absences: [{ from: inDays(0), to: inDays(0) }] });
  expect(await everybody()).not.toContain('gail');
});

test('nobody is given a complaint who is away or lacks what it needs; whoever is away may take it over', async () => {
  await records.begin('hal', { absences: [{ from: inDays(0), to: inDays(4), deputy: 'handler2' }] });
  await records.begin('ida', { competences: [{ code: 'arabic', until: inDays(-1) }] });
  await records.begin('joe', { units: ['parking'] });
  const complainant = { language: 'ar' };
  const { reference } = (await house.as('public').lodge({ description: 'x', unit: 'housing', complainant })).body;
  const give = async (handler: string) => {
    const { status, body } = await house.as('manager').act(reference, { kind: 'assign', handler });
    return [status, body.rule, body.detail];
  };
  expect(await give('hal')).toEqual([409, 'assigneeLacks', expect.stringContaining('arabic')]);
  expect(await give('ida')).toEqual([409, 'assigneeLacks', expect.stringContaining('arabic')]);
  expect(await give('joe')).toEqual([409, 'assigneeUnit', expect.any(String)]);
  await records.change('hal', { competences: [{ code: 'arabic' }] });
  expect(await give('hal')).toEqual([409, 'assigneeDeputy', expect.stringMatching(/away until .* handler2/)]);
  await records.change('ida', { competences: [{ code: 'arabic', until: inDays(0) }] });
  expect(await give('ida')).toMatchObject([200]);
  await records.change('handler', { absences: [{ from: inDays(0), to: inDays(0) }] });
  expect(await house.as('handler').act(reference, { kind: 'takeOver' })).toMatchObject({ status: 200 });
});
