import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Calendar } from '../../domain/reckoner/calendar.ts';
import { timetableOf, type ProcedureFile } from '../../domain/timetable.ts';
import { snapshotOf } from '../../infra/snapshot.ts';
import type { Answer, Vector, Vectors } from '../../infra/vectors.ts';
import { naive, type Revisions } from './naive.ts';
import { numberOf, textOf } from './place.ts';
import { stateOf } from './run.ts';

const read = (path: string) => parse(readFileSync(path, 'utf8'));

/** The published vectors with all procedures and calendars of this folder beside their own. */
export function published(folder: string, file: string) {
  const { vectors, ...own } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
  const folders = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory());
  const procedures: ProcedureFile[] = folders
    .filter(({ name }) => name !== 'calendars')
    .flatMap(({ name }) => readdirSync(join(folder, name)).map((each) => read(join(folder, name, each))));
  const calendars: Calendar[] = readdirSync(join(folder, 'calendars')).map((each) =>
    read(join(folder, 'calendars', each)),
  );
  return {
    vectors,
    procedures: [...own.procedures, ...procedures],
    calendars: [...own.calendars, ...calendars],
  };
}

/** What the naive reckoner says to a vector. */
export function naiveAnswer(
  vector: Vector,
  procedures: readonly ProcedureFile[],
  calendars: readonly Calendar[],
): Required<Answer> {
  const procedure = procedures.find(({ id, version }) => id === vector.procedure && version === vector.version)!;
  const timetable = timetableOf({ ...procedure, calendar: vector.calendar ?? procedure.calendar });
  const { tier = 1, occurrence = 1, tags = [], facts, pauses = [] } = vector;
  const extensions = (vector.extensions ?? []).map((each) => ({ tier, ...each }));
  const used = new Set([timetable.calendar, ...timetable.clocks.flatMap(({ calendar }) => calendar ?? [])]);
  const revisions: Revisions = {};
  for (const id of used)
    revisions[id] = revisionsOf(
      calendars.find((each) => each.id === id)!,
      vector,
      timetable.calendar,
    );
  const { found, refused, beyond } = naive(timetable, { tags, facts, pauses, extensions }, revisions, occurrence);
  if (beyond.includes(vector.clock)) throw new RangeError(`No calendar reaches so far: ${vector.name}.`);
  const armed = timetable.clocks.find(({ name }) => name === vector.clock)?.armed;
  const isTiered = armed === 'perTier' || armed === 'shared';
  const life = found.find(
    (each) => each.name === vector.clock && each.occurrence === occurrence && (!isTiered || each.tier === tier),
  )?.life;
  const text = (at: number) => new Date(at).toISOString();
  return {
    due: life?.due === undefined ? null : text(life.due),
    lastDay: life?.last === undefined ? '' : textOf(life.last),
    state: stateOf(life, vector.asOf ? Date.parse(vector.asOf) : Infinity),
    warnings: (life?.warnings ?? []).map(text),
    refused,
  };
}

function revisionsOf(calendar: Calendar, { calendarChanges = [] }: Vector, ours: string): Revisions[string] {
  let now = calendar;
  const list = [{ since: '', snapshot: snapshotOf(calendar) }];
  const changes = calendarChanges.filter((change) => (change.calendar ?? ours) === calendar.id);
  for (const change of changes.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))) {
    const { add = [], remove = [], addPartDays = [], addExtraWorkingDays = [] } = change;
    const stays = ({ date }: { date: string }): boolean => add.every((day) => numberOf(day.date) !== numberOf(date));
    now = {
      ...now,
      holidays: [...now.holidays.filter(({ date }) => !remove.includes(date)), ...add],
      partDays: [...(now.partDays ?? []).filter(stays), ...addPartDays],
      extraWorkingDays: [...(now.extraWorkingDays ?? []).filter(stays), ...addExtraWorkingDays],
    };
    list.push({ since: change.at, snapshot: snapshotOf(now) });
  }
  return list;
}
