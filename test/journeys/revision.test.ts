import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import type { Complaint } from '../../domain/complaint.ts';
import { fold } from '../../domain/fold.ts';
import { faultsOf } from '../../domain/reconcile.ts';
import { recompute } from '../../domain/reckoner/certificate.ts';
import { rulesFor } from '../../infra/rulebook.ts';
import { freePort } from '../../infra/serve.ts';
import { readJudging } from '../../activities/judging.ts';
import { findComplaint, findTrail } from '../../store/read.ts';
import { recordStep } from '../../store/record.ts';
import { openBeside } from '../support/beside.ts';
import { openHouse, type House } from '../support/house.ts';
import { gbEng, rulesOf, suspension, weekdays } from '../support/rules.ts';

let house: House;
let rules: ReturnType<typeof rulesOf>;
/** So often whoever has written down what a revision did does not come to say so. */
let unheard = 0;
const isHeard = (): boolean => unheard === 0;
beforeAll(async () => {
  house = await openHouse({
    async recordStep(step, answer) {
      await recordStep(step, answer);
      if (isHeard() || step.entries.every(({ action }) => action.kind !== 'revise')) return;
      unheard -= 1;
      throw new Error('It was killed after it had written.');
    },
  });
  rules = rulesOf(house);
});
afterAll(() => house.close());

/** Waits until every open complaint knows the revision; how many were told. */
async function followed(revision: number, of = gbEng): Promise<number> {
  for (;;) {
    const { status, document } = await rules.read(`${of}/revisions/${revision}`);
    expect(status).toBe(200);
    if (document.done) return document.told;
    await sleep(100);
  }
}

const found = async (reference: string): Promise<Complaint> => (await findComplaint(reference))!;
const dueOf = ({ clocks }: Complaint, name: string) => clocks.find((clock) => clock.name === name)?.due;

test('a late holiday moves what is open, once, whoever is told twice; what is closed stays, and the trail says why', async () => {
  const lodged = await Promise.all([1, 2, 3].map(() => house.as('public').lodge({ description: 'x' })));
  const references = lodged.map(({ body }) => body.reference as string);
  const closed = (await house.as('public').lodge({ description: 'x' })).body;
  await house.tracking(closed.reference, closed.trackingCode).act({ kind: 'withdraw' });
  const before = await Promise.all(references.map(found));
  const closedBefore = await found(closed.reference);

  const [holiday] = weekdays(1, 2);
  const document = await rules.withHolidays(holiday!);
  const { body: revised } = await rules.put(document);
  expect(await followed(revised.revision)).toBe(references.length);
  // The same again: its answer was lost, say. Nobody moves a second time.
  expect(await rules.put(document)).toMatchObject({ status: 200 });
  await followed(revised.revision);

  for (const [index, reference] of references.entries()) {
    const after = await found(reference);
    expect(dueOf(after, 'decision')! > dueOf(before[index]!, 'decision')!).toBe(true);
    const trail = await findTrail(reference);
    const entries = trail.filter(({ action }) => action.kind === 'revise');
    expect(entries).toHaveLength(1);
    const [{ action, by }] = entries as [(typeof entries)[number]];
    expect(by.role).toBe('clock');
    const moves = action.kind === 'revise' ? action.moves : [];
    expect(moves).toContainEqual({
      clock: 'decision',
      tier: 1,
      occurrence: 1,
      from: dueOf(before[index]!, 'decision'),
      to: dueOf(after, 'decision'),
    });
    const calendars = new Map([
      ...house.rulebook.calendars,
      ['GB-ENG', [...house.rulebook.calendars.get('GB-ENG')!, revised]],
    ]);
    const procedure = house.rulebook.procedures.get('recourse-default')![0]!;
    const judgedBy = rulesFor(procedure, after.receivedAt.slice(0, 10), { calendars }, after.calendars);
    expect(fold(trail, reference, judgedBy).complaint).toEqual(after);
  }
  expect(await found(closed.reference)).toEqual(closedBefore);
});

const house24 = '/api/procedures/recourse-default/2024-01-01';

test('a procedure that is revised suspends time for those it concerns, as it was foretold, once it is approved', async () => {
  const { reference } = (await house.as('public').lodge({ description: 'x' })).body;
  const before = await found(reference);
  const [from] = weekdays(1, 9);
  const lasting = { ...suspension, from, to: from };
  const { document } = await rules.read(house24);
  const revised = { ...document, revision: 2, suspensions: [lasting] };
  expect(await rules.send('POST', 'complaints-manager', '/api/procedures', revised)).toMatchObject({ status: 202 });
  const foretold = (await rules.read(`${house24}/revisions/2/moves`, 'head')).document;
  const its = foretold.items.filter((item: { reference: string }) => item.reference === reference);
  expect(its).toMatchObject([{ clock: 'decision', from: dueOf(before, 'decision') }]);
  expect(await found(reference)).toEqual(before);
  expect(await rules.read(`${house24}/revisions/2/moves`)).toMatchObject({ status: 403 });
  expect(await rules.read(`${house24}/revisions/3/moves`, 'head')).toMatchObject({ status: 404 });

  expect(await rules.send('POST', 'head', `${house24}/approval`, {})).toMatchObject({ status: 200 });
  expect(await followed(2, house24)).toBeGreaterThan(0);
  const after = await found(reference);
  expect(dueOf(after, 'decision')).toBe(its[0].to);
  expect(after).toMatchObject({ procedure: { revision: 1 }, revisions: [{ revision: 2 }] });
  const trail = await findTrail(reference);
  expect(trail.filter(({ action }) => action.kind === 'revise').map(({ action }) => action)).toEqual([
    {
      kind: 'revise',
      revision: 2,
      moves: [{ clock: 'decision', tier: 1, occurrence: 1, from: its[0].from, to: its[0].to }],
    },
  ]);
  const rulesFound = (await readJudging())(after);
  expect(fold(trail, reference, rulesFound).complaint).toEqual(after);
  expect(faultsOf({ complaint: after, trail, rules: rulesFound, isRunning: true })).toEqual([]);
  const clock = `/api/complaints/${reference}/clocks/decision`;
  expect((await rules.read(clock)).text).toMatchObject({
    explanation: expect.arrayContaining([expect.objectContaining({ step: 'moved', cause: 'suspension' })]),
  });
  const certificate = (await rules.read(clock, 'auditor', 'application/vnd.recourse.certificate+json')).document;
  expect(certificate).toMatchObject({ beside: { suspensions: [{ id: 'strike', revision: 2 }] }, due: its[0].to });
  expect(recompute(certificate)).toMatchObject({ agrees: true, due: its[0].to });
  // Who comes now has it from the beginning, and is told nothing.
  const next = (await house.as('public').lodge({ description: 'x' })).body;
  const begun = await found(next.reference);
  expect(begun).toMatchObject({ procedure: { revision: 2 } });
  expect(dueOf(begun, 'decision')).toBe(its[0].to);
  expect(await house.as('handler').act(reference, { kind: 'inform', words: 'x' })).toMatchObject({ status: 200 });
});

test('a revision that comes while Temporal is away is in force at once, and followed when it is back', async () => {
  const { reference } = (await house.as('public').lodge({ description: 'x' })).body;
  // Nothing is tried again by itself, which would throw once the connection is closed.
  const connection = Connection.lazy({ address: `127.0.0.1:${await freePort()}`, interceptors: [] });
  const cutOff = await openBeside(house, new Client({ connection }));
  try {
    const document = await rules.withHolidays(...weekdays(1, 12));
    const revision = document.basedOn + 1;
    expect((await cutOff.ask('PUT', gbEng, 'complaints-manager', document)).status).toBe(200);
    const progress = async (of: string) => (await rules.read(`${gbEng}/revisions/${of}`)).document;
    expect(await progress(`${revision}`)).toEqual({ told: 0, done: false });
    expect(await progress('1')).toEqual({ told: 0, done: true });
    for (const strange of ['x', '99', '9'.repeat(1_200)])
      expect(await progress(strange)).toMatchObject({ status: 404 });
    await house.following.now();
    expect(await followed(revision)).toBeGreaterThan(0);
    expect((await found(reference)).calendars.at(-1)).toMatchObject({ id: 'GB-ENG', revision });
  } finally {
    cutOff.close();
    await connection.close();
  }
});

test('a complaint lodged afterwards begins with the revised calendar and is told nothing', async () => {
  const { body } = await house.as('public').lodge({ description: 'x' });
  const complaint = await found(body.reference);
  expect(complaint.calendars).toMatchObject([{ id: 'GB-ENG', revision: 3 }]);
  const { document } = await rules.read(`${gbEng}/revisions/7`);
  expect(document).toMatchObject({ status: 404 });
});

test('what was written in the task and not heard of is written again, is there once, and the complaint goes on', async () => {
  const { reference } = (await house.as('public').lodge({ description: 'x' })).body;
  unheard = 2; // in the task, and then once more
  const { body: revised } = await rules.put(await rules.withHolidays(...weekdays(1, 20)));
  await followed(revised.revision);
  while (!isHeard()) await sleep(50);
  expect(await house.as('handler').act(reference, { kind: 'inform', words: 'x' })).toMatchObject({ status: 200 });
  const [complaint, trail] = [await found(reference), await findTrail(reference)];
  expect(trail.map((entry) => entry.action.kind)).toEqual(['receive', 'acknowledge', 'revise', 'inform']);
  const judgedBy = (await readJudging())(complaint);
  expect(faultsOf({ complaint, trail, rules: judgedBy, isRunning: true })).toEqual([]);
});
