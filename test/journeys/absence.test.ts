import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { StaffModel } from '../../store/staffSchemas.ts';
import { absencesId, scheduleAbsences } from '../../worker/schedule.ts';
import { openBeside } from '../support/beside.ts';
import { openHouse, type House } from '../support/house.ts';
import { officeOf } from '../support/office.ts';
import { inDays, recordsOf } from '../support/staff.ts';

const people = ['ada', 'bea', 'cleo', 'dora', 'edna', 'fay'];
let house: House;
let office: ReturnType<typeof officeOf>;
let records: ReturnType<typeof recordsOf>;
beforeAll(async () => {
  house = await openHouse({ others: people });
  office = officeOf(house);
  records = recordsOf(house);
  for (const id of people) await records.begin(id);
});
afterAll(() => house.close());

/** A complaint that this person looks into. */
async function given(who: string, fields: object = {}): Promise<string> {
  const { reference } = await office.lodge('contact', {
    description: 'x',
    channel: 'phone',
    unit: 'housing',
    ...fields,
  });
  await office.does('contact', reference, { kind: 'acknowledge' });
  await office.takeUp(reference, who);
  return reference;
}

const away = (deputy?: string, to = 30) => ({
  absences: [{ from: inDays(0), to: inDays(to), ...(deputy && { deputy }) }],
});
const handlerOf = async (reference: string) => (await house.as('manager').read(reference)).body.handler;
const told = async (reference: string) =>
  (await house.as('manager').get(`/api/complaints/${reference}/notices`)).body.items;

/** Enters it, and waits until all complaints are told. */
async function entered(who: string, fields: object): Promise<number> {
  const { version } = await records.change(who, fields);
  return house.client.workflow.getHandle(`${house.taskQueue}/absences/${who}/${version}`).result();
}

/** Asks until it is so: a signal is answered by nobody. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(100);
}

const deputised = async (reference: string) =>
  (await office.trailOf(reference)).filter(({ action }) => action.kind === 'deputise');

test('an absence that has begun: what is owed meanwhile goes to the deputy, once, and may be taken back', async () => {
  const [one, other] = [await given('ada'), await given('ada')];
  const decided = await given('ada');
  await office.answer(decided, 'ada', []);
  expect(await entered('ada', away('bea', 1))).toBe(0);
  expect(await entered('ada', away('bea'))).toBe(2);
  for (const reference of [one, other]) {
    await until(async () => (await handlerOf(reference)) === 'bea');
    expect(await deputised(reference)).toMatchObject([
      {
        by: { id: 'clock' },
        action: { absent: 'ada', to: inDays(30), deputy: { handler: 'bea', roles: ['handler'] } },
      },
    ]);
  }
  expect(await handlerOf(decided)).toBe('ada');
  await office.does('ada', one, { kind: 'takeOver' });
  const another = await given('cleo');
  await office.does('ada', another, { kind: 'takeOver' });
  expect(await entered('ada', away('bea', 40))).toBe(0);
  expect(await handlerOf(another)).toBe('ada');
  expect([await handlerOf(one), (await deputised(one)).length]).toEqual(['ada', 1]);
});

test('a deputy who may not have it, or none: it waits for somebody else, and the manager of the unit is told', async () => {
  const about = await given('cleo', { subjects: [{ staff: 'dora' }] });
  const plain = await given('cleo');
  expect(await entered('cleo', away('dora'))).toBe(2);
  await until(async () => (await handlerOf(about)) === undefined);
  await until(async () => (await handlerOf(plain)) === 'dora');
  expect(await told(about)).toMatchObject([
    { kind: 'unassigned', roles: ['manager'], to: ['manager'], unit: 'housing' },
  ]);
  expect(await told(plain)).toEqual([]);
  expect(await house.as('manager').get('/api/complaints?handler=none&limit=200')).toMatchObject({
    body: { items: expect.arrayContaining([expect.objectContaining({ reference: about })]) },
  });
  expect(await entered('dora', away())).toBe(1);
  await until(async () => (await handlerOf(plain)) === undefined);
  expect((await told(plain)).map(({ kind }: { kind: string }) => kind)).toEqual(['unassigned']);
});

test('one that was entered before it began is dealt with when its first day begins', async () => {
  const reference = await given('edna');
  await records.change('edna', { absences: [{ from: inDays(1), to: inDays(30), deputy: 'fay' }] });
  expect(await handlerOf(reference)).toBe('edna');
  // A day later.
  await StaffModel.updateOne({ _id: 'edna' }, { $set: { 'record.absences': away('fay').absences } });
  const { client, taskQueue } = house;
  await scheduleAbsences(client, taskQueue, 'Europe/London');
  await scheduleAbsences(client, taskQueue, 'Europe/London'); // by the next worker
  const schedule = client.schedule.getHandle(absencesId(taskQueue));
  await schedule.trigger();
  await until(async () => (await handlerOf(reference)) === 'fay');
  await schedule.delete();
});

test('one that was entered while Temporal was away is dealt with when it is back', async () => {
  const reference = await given('fay');
  const nowhere = new Client({ connection: Connection.lazy({ address: '127.0.0.1:1' }) });
  const beside = await openBeside(house, nowhere);
  try {
    const sent = await records.changed('fay', away('handler'));
    expect((await beside.ask('PUT', '/api/staff/fay', 'administrator', sent)).status).toBe(200);
    expect(await handlerOf(reference)).toBe('fay');
    await house.absences.now();
    await until(async () => (await handlerOf(reference)) === 'handler');
    expect(await StaffModel.countDocuments({ untold: true })).toBe(0);
  } finally {
    beside.close();
  }
});
