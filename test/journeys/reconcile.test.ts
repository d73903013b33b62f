import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../domain/reconcile.ts';
import { recompute } from '../../domain/reckoner/certificate.ts';
import { MockActivityEnvironment } from '@temporalio/testing';
import { reconcileAll, type Reconciliation } from '../../activities/reconciliation.ts';
import { reconciliationId, scheduleReconciliation } from '../../worker/schedule.ts';
import { ComplaintModel, EntryModel } from '../../store/schemas.ts';
import { openHouse, type House } from '../support/house.ts';
import { officeOf } from '../support/office.ts';
import { gbEng, rulesOf, weekdays } from '../support/rules.ts';

let house: House;
let office: ReturnType<typeof officeOf>;
const lodged: { reference: string; trackingCode: string }[] = [];
const references = () => lodged.map(({ reference }) => reference);
beforeAll(async () => {
  house = await openHouse();
  office = officeOf(house);
  for (let count = 0; count < 5; count += 1) {
    lodged.push(await office.lodge('public', { description: 'The bus never came.' }));
  }
});
afterAll(() => house.close());

/** As Temporal does it each night. */
async function reconciled() {
  const { client, taskQueue } = house;
  await scheduleReconciliation(client, taskQueue);
  await scheduleReconciliation(client, taskQueue); // by the next worker
  const schedule = client.schedule.getHandle(reconciliationId(taskQueue));
  await schedule.trigger();
  for (;;) {
    const [action] = (await schedule.describe()).info.recentActions.toReversed();
    if (action?.action.type === 'startWorkflow') {
      const { workflowId } = action.action.workflow;
      const { first, ...sum }: Reconciliation = await client.workflow.getHandle(workflowId).result();
      await schedule.delete();
      return { sum, faults: first.map(brief) };
    }
    await sleep(100);
  }
}

const brief = ({ reference, fault, clock }: Fault) => [reference, fault, ...(clock ? [clock] : [])];

/** Temporal lists what has changed a moment later. */
async function isListed(count: number): Promise<void> {
  const query = `WorkflowType = 'complaintWorkflow' AND ExecutionStatus = 'Running' AND TaskQueue = '${house.taskQueue}'`;
  for (;;) {
    const listed = await house.client.workflow.count(query);
    if (listed.count === count) return;
    await sleep(100);
  }
}

test('complaints on their way, decided, withdrawn and under a revised calendar: nothing is found', async () => {
  const [taken, decided] = references();
  await office.takeUp(taken!);
  await office.takeUp(decided!);
  await office.answer(decided!, 'handler', []);
  const withdrawn = lodged.at(-1)!;
  await house.tracking(withdrawn.reference, withdrawn.trackingCode).act({ kind: 'withdraw' });
  const rules = rulesOf(house);
  const { body } = await rules.put(await rules.withHolidays(weekdays(1, 2)[0]!));
  while (!(await rules.read(`${gbEng}/revisions/${body.revision}`)).document.done) await sleep(100);
  await isListed(5);
  const { sum, faults } = await reconciled();
  expect(faults).toEqual([]);
  expect(sum).toMatchObject({ complaints: 5, faults: 0 });
  expect(sum.clocks).toBeGreaterThan(25);
});

test('a worker that is to end does not wait until all are looked at', async () => {
  const environment = new MockActivityEnvironment({ taskQueue: house.taskQueue });
  environment.cancel();
  await expect(environment.run(reconcileAll(house.client))).rejects.toThrow(/cancel/i);
});

test('a due that was moved, an entry that was lost and workflows that were stopped are found, each at its complaint', async () => {
  const [moved, cut, stopped, lost] = references().slice(0, 4).toSorted() as [string, string, string, string];
  const later = '2040-01-01T00:00:00.000Z';
  const { complaint } = (await ComplaintModel.findById(moved).lean())!;
  const index = complaint.clocks.findIndex(({ name }) => name === 'decision');
  await ComplaintModel.updateOne({ _id: moved }, { $set: { [`complaint.clocks.${index}.due`]: later } });
  await EntryModel.deleteOne({ reference: cut, sequence: 1 });
  await house.client.workflow.getHandle(`complaint/${stopped}`).terminate();
  await ComplaintModel.deleteOne({ _id: lost });
  await isListed(4);
  const { faults, sum } = await reconciled();
  expect(faults).toEqual([
    [moved, 'otherFacts'],
    [moved, 'otherDue', 'decision'],
    [cut, 'untold'],
    [cut, 'altered'],
    [stopped, 'notRunning'],
    [lost, 'otherFacts'],
  ]);
  expect(sum).toMatchObject({ complaints: 4, faults: 6 });
});

test('a clock is certified to whoever asks for that, and to nobody else', async () => {
  const { reference } = await office.lodge('public', { description: 'The bus never came.', unit: 'general' });
  const path = `/api/complaints/${reference}/clocks/decision`;
  const type = 'application/vnd.recourse.certificate+json';
  const headers = { authorization: `Bearer ${await house.tokenOf('handler')}` };
  const { status, headers: sent, body } = await house.request('GET', path, { ...headers, accept: type });
  expect({ status, type: sent.get('content-type'), vary: sent.get('vary') }).toMatchObject({
    status: 200,
    type: expect.stringContaining(type),
    vary: expect.stringContaining('Accept'),
  });
  expect(body).toMatchObject({ format: 'recourse-certificate/1', reference, clock: { name: 'decision' } });
  expect(recompute(body)).toMatchObject({ agrees: true, due: body.due, state: 'running' });

  const explained = (await house.request('GET', path, headers)).body;
  expect(explained).toMatchObject({ due: body.due, explanation: expect.any(Array) });
  expect(await house.request('GET', `${path}?tier=9`, { ...headers, accept: type })).toMatchObject({ status: 404 });
  expect(await house.request('GET', path, { accept: type })).toMatchObject({ status: 401 });
});
