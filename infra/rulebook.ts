import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Complaint, Day } from '../domain/complaint.ts';
import { rulesOf, type Procedure } from '../domain/procedure.ts';
import type { Calendar, Snapshot } from '../domain/reckoner/calendar.ts';
import type { Rules } from '../domain/rules.ts';
import { readProcedures, type Procedures } from './procedures.ts';
import { snapshotOf } from './snapshot.ts';

/** Every revision of every calendar, by id, the newest last. */
export type CalendarBook = Map<string, Calendar[]>;
/** All rules that complaints are judged by. */
export type Rulebook = { procedures: Procedures; calendars: CalendarBook };

/** Reads a folder of procedures (FORMAT.md) with its calendars. */
export async function readRulebook(folder: string): Promise<Rulebook> {
  const files = await readdir(join(folder, 'calendars'));
  const calendars = await Promise.all(
    files.map(async (file) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- validated against its schema before it is published; ours are in the repository
      return parse(await readFile(join(folder, 'calendars', file), 'utf8'), { maxAliasCount: 0 }) as Calendar;
    }),
  );
  return {
    procedures: await readProcedures(folder),
    calendars: new Map(calendars.map((calendar) => [calendar.id, [calendar]])),
  };
}

const made = new WeakMap<Calendar, Map<Day, Snapshot>>();

/** The snapshot from the year before a day on, made once for all complaints of that year. */
function snapshotFrom(calendar: Calendar, receivedOn: Day): Snapshot {
  const from = `${Number(receivedOn.slice(0, 4)) - 1}-01-01`;
  let snapshots = made.get(calendar);
  if (!snapshots) made.set(calendar, (snapshots = new Map<Day, Snapshot>()));
  let snapshot = snapshots.get(from);
  if (!snapshot) snapshots.set(from, (snapshot = snapshotOf(calendar, from)));
  return snapshot;
}

/** Which revisions a complaint knows; the newest of each calendar where it is yet to begin. */
type Known = Complaint['calendars'] | 'newest';

/** What a complaint received that day under this procedure is judged by. Throws where a calendar is missing. */
export function rulesFor(
  procedure: Procedure,
  receivedOn: Day,
  { calendars }: Rulebook,
  known: Known = 'newest',
): Rules {
  const used = new Set([procedure.calendar, ...procedure.clocks.flatMap(({ calendar }) => calendar ?? [])]);
  const snapshots = [...used].flatMap((id) => {
    const revisions = calendars.get(id) ?? [];
    const meant =
      known === 'newest'
        ? revisions.slice(-1)
        : revisions.filter(({ revision }) => known.some((each) => each.id === id && each.revision === revision));
    if (meant.length === 0) throw new Error(`The calendar ${id} of ${procedure.id} ${procedure.version} is missing.`);
    return meant.map((calendar) => snapshotFrom(calendar, receivedOn));
  });
  return rulesOf(procedure, snapshots);
}
