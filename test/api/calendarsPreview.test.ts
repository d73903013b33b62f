import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { revise } from '../../domain/advance.ts';
import type { Calendar } from '../../domain/reckoner/calendar.ts';
import { rulesFor } from '../../infra/rulebook.ts';
import { snapshotFrom } from '../../infra/snapshot.ts';
import { findComplaint } from '../../store/read.ts';
import { CalendarModel, ComplaintModel, EntryModel } from '../../store/schemas.ts';
import { openHouse, type House } from '../support/house.ts';
import { gbEng, rulesOf, weekdays, type Document } from '../support/rules.ts';

let house: House;
let rules: ReturnType<typeof rulesOf>;
beforeAll(async () => {
  house = await openHouse();
  rules = rulesOf(house);
});
afterAll(() => house.close());

const written = async () => [
  await CalendarModel.countDocuments(),
  await ComplaintModel.find().sort({ _id: 1 }).lean(),
  await EntryModel.countDocuments(),
];

test('a preview moves what the revision then moves, and writes nothing', async () => {
  const references: string[] = [];
  for (let number = 0; number < 3; number += 1) {
    references.push((await house.as('public').lodge({ description: 'x' })).body.reference);
  }
  const withdrawn = (await house.as('public').lodge({ description: 'x' })).body;
  await house.tracking(withdrawn.reference, withdrawn.trackingCode).act({ kind: 'withdraw' });
  const document = await rules.withHolidays(...weekdays(2));

  const before = await written();
  const { status, body } = await rules.previewMoves(document);
  expect(status).toBe(200);
  expect(await written()).toEqual(before);
  expect((await rules.read(gbEng)).document.revision).toBe(1);
  expect(body).toMatchObject({ breached: 0, recovered: 0 });
  expect(body.moved).toBe(body.items.length);
  expect(new Set(body.items.map(({ reference }: Document) => reference))).toEqual(new Set(references));
  for (const { from, to } of body.items) expect(to > from).toBe(true);

  const complaints = await Promise.all(references.toSorted().map((reference) => findComplaint(reference)));
  const revised = await rules.put(document);
  expect(revised).toMatchObject({ status: 200, body: { revision: 2 } });
  expect(revised.body).not.toHaveProperty('basedOn');
  const calendar: Calendar = revised.body;
  const procedure = house.rulebook.procedures.get('recourse-default')![0]!;
  const known = house.rulebook.calendars.get('GB-ENG')!;
  const calendars = new Map([...house.rulebook.calendars, ['GB-ENG', [...known, calendar]]]);
  const moves: object[] = [];
  for (const complaint of complaints.map((each) => each!)) {
    const { reference } = complaint;
    const day = complaint.receivedAt.slice(0, 10);
    const its = [...complaint.calendars, { id: 'GB-ENG', revision: 2, since: '' }];
    const judgedBy = rulesFor(procedure, day, { calendars }, its);
    const step = revise(complaint, snapshotFrom(calendar, day), new Date().toISOString(), judgedBy);
    for (const { action } of step.entries) {
      if (action.kind === 'revise') moves.push(...action.moves.map((moved) => ({ reference, ...moved })));
    }
  }
  expect(moves.length).toBeGreaterThan(3);
  expect(body.items).toEqual(moves);

  // The next complaint begins with it; the old revision stays known.
  const next = (await house.as('public').lodge({ description: 'x' })).body;
  expect((await findComplaint(next.reference))?.calendars).toMatchObject([{ id: 'GB-ENG', revision: 2 }]);
  expect((await rules.read(`${gbEng}?revision=1`)).document.revision).toBe(1);
  const explained = await house.as('handler').get(`/api/complaints/${references[0]}/clocks/decision`);
  expect(explained.status).toBe(200);
});

test('a day off that is taken back makes limits short again, and what that brings to an end is counted', async () => {
  const shorter = await rules.withHolidays();
  shorter.holidays = shorter.holidays.filter(({ name }: Document) => name !== 'Proclaimed');
  const { items, breached } = (await rules.previewMoves(shorter)).body;
  expect(items.length).toBeGreaterThan(0); // of the complaint that was received under the second revision
  expect(breached).toBe(0);
  for (const { from, to } of items) expect(to < from).toBe(true);

  await rules.put(await rules.withHolidays(...weekdays(8, -13)));
  const receivedAt = new Date(Date.now() - 12 * 86_400_000).toISOString();
  const { reference } = (await house.as('contact').lodge({ description: 'x', channel: 'letter', receivedAt })).body;
  const late = (await rules.previewMoves(shorter && { ...shorter, basedOn: shorter.basedOn + 1 })).body;
  const now = new Date().toISOString();
  const over = late.items.filter(({ to }: Document) => to <= now);
  expect(over).toContainEqual(expect.objectContaining({ reference, clock: 'acknowledgement' }));
  expect(late.breached).toBe(over.length);
});

// The reckoner does not look at a longer calendar once a shorter one has not reached far enough.
test('a calendar that reaches farther gives clocks a due instant again', async () => {
  const whole = await rules.withHolidays();
  const [to = ''] = weekdays(1, 3);
  const holidays = whole.holidays.filter(({ date }: Document) => date <= to);
  const longer = { ...whole, basedOn: whole.basedOn + 1 };
  await rules.put({ ...whole, holidays, covers: { ...whole.covers, to } });
  const { reference, clocks } = (await house.as('public').lodge({ description: 'x' })).body;
  const { body } = await rules.previewMoves(longer);
  await rules.put(longer);
  expect(clocks).toContainEqual(expect.objectContaining({ name: 'decision', due: null }));
  expect(body.recovered).toBeGreaterThan(0);
  expect(body.items).toContainEqual(expect.objectContaining({ reference, clock: 'decision', from: null }));
});
