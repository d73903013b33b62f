import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Complaint } from '../../domain/complaint.ts';
import { fold } from '../../domain/fold.ts';
import { rulesFor } from '../../infra/rulebook.ts';
import { findComplaint, findTrail } from '../../store/read.ts';
import { openHouse, type House } from '../support/house.ts';
import { gbEng, rulesOf, weekdays } from '../support/rules.ts';

let house: House;
let rules: ReturnType<typeof rulesOf>;
beforeAll(async () => {
  house = await openHouse();
  rules = rulesOf(house);
});
afterAll(() => house.close());

/** Waits until every open complaint knows the revision; how many were told. */
async function followed(revision: number): Promise<number> {
  for (;;) {
    const { status, document } = await rules.read(`${gbEng}/revisions/${revision}`);
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

test('a complaint lodged afterwards begins with the revised calendar and is told nothing', async () => {
  const { body } = await house.as('public').lodge({ description: 'x' });
  const complaint = await found(body.reference);
  expect(complaint.calendars).toMatchObject([{ id: 'GB-ENG', revision: 2 }]);
  const { document } = await rules.read(`${gbEng}/revisions/7`);
  expect(document).toMatchObject({ status: 404 });
});
