import type { Day, Instant } from '../domain/complaint.ts';
import type { Calendar } from '../domain/reckoner/calendar.ts';
import type { Calendars } from '../domain/reckoner/life.ts';
import { dayText, daysOf } from '../domain/reckoner/days.ts';
import { reckon } from '../domain/reckoner/reckon.ts';
import { stateAt } from '../domain/reckoner/state.ts';
import type { Extension, Happening, Pause } from '../domain/reckoner/rule.ts';
import { timetableOf, type ProcedureFile } from '../domain/timetable.ts';
import { snapshotOf } from './snapshot.ts';

/** FORMAT.md 8. */
export type Vectors = { format: string; procedures: ProcedureFile[]; calendars: Calendar[]; vectors: Vector[] };

export type Vector = {
  name: string;
  procedure: string;
  version: Day;
  calendar?: string;
  tags?: string[];
  facts: Happening[];
  pauses?: Pause[];
  extensions?: Extension[];
  calendarChanges?: {
    at: Instant;
    calendar?: string;
    add?: { date: Day; name: string }[];
    remove?: Day[];
    addPartDays?: { date: Day; hours: string[]; name: string }[];
    addExtraWorkingDays?: { date: Day; name: string }[];
  }[];
  clock: string;
  tier?: number;
  occurrence?: number;
  asOf?: Instant;
  expect: Answer;
};

export type Answer = { due: Instant | null; lastDay?: Day; state?: string; warnings?: Instant[]; refused?: string[] };

/** What the reckoner says to a vector. Throws where it names what does not exist. */
export function answer(
  vector: Vector,
  procedures: readonly ProcedureFile[],
  calendars: readonly Calendar[],
): Required<Answer> {
  const procedure = procedures.find(({ id, version }) => id === vector.procedure && version === vector.version);
  if (!procedure) throw new Error(`There is no procedure ${vector.procedure} ${vector.version}.`);
  const timetable = timetableOf(vector.calendar ? { ...procedure, calendar: vector.calendar } : procedure);
  const { tier = 1, occurrence = 1, tags = [], pauses = [], extensions = [] } = vector;
  const account = {
    tags,
    facts: vector.facts,
    pauses,
    extensions: extensions.map((extension) => ({ ...extension, tier: extension.tier ?? tier })),
  };
  const used = [timetable.calendar, ...timetable.clocks.flatMap(({ calendar }) => calendar ?? [])];
  const known = calendars.filter(({ id }) => used.includes(id));
  const revisions = revisionsOf(known, vector, timetable.calendar);
  const { clocks, refused } = reckon(timetable, account, revisions, { periods: occurrence });
  const asked = clocks.filter(({ name }) => name === vector.clock);
  const tiered = ['perTier', 'shared'].includes(
    timetable.clocks.find(({ name }) => name === vector.clock)?.armed ?? '',
  );
  const clock = asked.find((each) => each.occurrence === occurrence && (!tiered || each.tier === tier));
  const rule = timetable.clocks.find(({ name }) => name === vector.clock);
  const zone = daysOf(revisions[rule?.calendar ?? timetable.calendar]![0]!.snapshot);
  const text = (at: number): Instant => new Date(at).toISOString();
  if (clock?.beyond) throw new Error(`The calendar ${clock.beyond.calendar} does not know ${clock.beyond.day}.`);
  const due = clock?.due;
  return {
    due: due === undefined ? null : text(due),
    lastDay: due === undefined ? '' : dayText(zone.dayOf(due - 1)),
    state: clock ? stateAt(clock, vector.asOf ? Date.parse(vector.asOf) : Infinity) : 'notArmed',
    warnings: (clock?.warnings ?? []).map(({ at }) => text(at)),
    refused: [
      ...[...refused.extensions.keys()].map((index) => `extensions/${index}`),
      ...refused.pauses.map((index) => `pauses/${index}`),
    ],
  };
}

function revisionsOf(calendars: readonly Calendar[], { calendarChanges = [] }: Vector, ours: string): Calendars {
  const changed = new Map(calendars.map((calendar) => [calendar.id, [{ since: '', calendar }]]));
  for (const {
    at,
    calendar: id = ours,
    add = [],
    remove = [],
    addPartDays = [],
    addExtraWorkingDays = [],
  } of calendarChanges.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))) {
    const revisions = changed.get(id);
    if (!revisions) continue; // no clock of this procedure uses it
    const { calendar } = revisions.at(-1)!;
    const days = add.map(({ date }) => date);
    const isOff = ({ date }: { date: Day }): boolean => days.includes(date);
    revisions.push({
      since: at,
      calendar: {
        ...calendar,
        revision: calendar.revision + 1,
        holidays: [...calendar.holidays.filter(({ date }) => !remove.includes(date)), ...add],
        partDays: [...(calendar.partDays ?? []).filter((day) => !isOff(day)), ...addPartDays],
        extraWorkingDays: [...(calendar.extraWorkingDays ?? []).filter((day) => !isOff(day)), ...addExtraWorkingDays],
      },
    });
  }
  return Object.fromEntries(
    [...changed].map(([id, revisions]) => [
      id,
      revisions.map(({ since, calendar }) => ({ since, snapshot: snapshotOf(calendar) })),
    ]),
  );
}

type Rules = { procedures: readonly ProcedureFile[]; calendars: readonly Calendar[] };

/** Whether everything that a vector expects is what the reckoner says, and what that is: due, else all that differs. */
export function runVector(vector: Vector, { procedures, calendars }: Rules): { isRight: boolean; said: string } {
  const { expect } = vector;
  try {
    const found = answer(vector, procedures, calendars);
    const differing = Object.entries(inForm(expect)).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(inForm(found)[name]),
    );
    const others = differing.map(
      ([name, value]) => `${name} ${JSON.stringify(inForm(found)[name])}, not ${JSON.stringify(value)}`,
    );
    return { isRight: differing.length === 0, said: [found.due, ...others].join('; ') };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { isRight: false, said: error.message };
  }
}

/** Instants as `toISOString` writes them, refusals in one order. */
function inForm({ due, warnings, refused, ...rest }: Answer): Record<string, unknown> {
  return {
    ...rest,
    due: due && new Date(due).toISOString(),
    ...(warnings && { warnings: warnings.map((at) => new Date(at).toISOString()) }),
    ...(refused && { refused: refused.toSorted() }),
  };
}
