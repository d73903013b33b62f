import type { Complaint, Day, ProcedureKey } from '../domain/complaint.ts';
import { rulesOf, type Procedure } from '../domain/procedure.ts';
import type { Calendar } from '../domain/reckoner/calendar.ts';
import type { Rules } from '../domain/rules.ts';
import type { FileFault, ProcedureDocument } from './procedureFaults.ts';
import { checkFolder } from './procedureFiles.ts';
import { snapshotFrom } from './snapshot.ts';

/** Every revision of every calendar, by id, the newest last. */
type CalendarBook = Map<string, Calendar[]>;
/** Of each version of a procedure its newest revision, the newest version first: what is in force. */
export type InForce = { procedures: Map<string, ProcedureDocument[]>; calendars: CalendarBook };
/** All rules that complaints are judged by, those of revisions that were superseded too: who took one keeps it. */
export type Rulebook = InForce & { revisions: readonly ProcedureDocument[] };

/** Reads a folder of procedures (FORMAT.md) with its calendars. What has a fault is told and left out. */
export async function readRulebook(folder: string, tell: (fault: FileFault) => void = refuse): Promise<Rulebook> {
  const { procedures, calendars, faults } = await checkFolder(folder);
  for (const fault of faults) tell(fault);
  return rulebookOf(procedures, calendars);
}

function refuse({ file, line, reason }: FileFault): never {
  throw new Error(`${file}:${line} ${reason}`);
}

/** What of these documents is in force: of each revision of a version the highest. */
export function rulebookOf(documents: Iterable<ProcedureDocument>, ofCalendars: Iterable<Calendar>): Rulebook {
  const all = [...documents].toSorted(newestFirst);
  const procedures: InForce['procedures'] = new Map();
  for (const document of all) {
    const versions = procedures.get(document.id) ?? [];
    if (versions.at(-1)?.version !== document.version) procedures.set(document.id, [...versions, document]);
  }
  const calendars: CalendarBook = new Map();
  for (const calendar of ofCalendars) calendars.set(calendar.id, [...(calendars.get(calendar.id) ?? []), calendar]);
  for (const [id, known] of calendars) {
    calendars.set(
      id,
      known.toSorted((one, other) => one.revision - other.revision),
    );
  }
  return { procedures, calendars, revisions: all };
}

/** The very document that a complaint took. */
export const revisionOf = (
  { revisions }: Rulebook,
  { id, version, revision }: ProcedureKey,
): ProcedureDocument | undefined =>
  revisions.find((each) => each.id === id && each.version === version && each.revision === revision);

function newestFirst(one: ProcedureDocument, other: ProcedureDocument): number {
  if (one.version === other.version) return other.revision - one.revision;
  return one.version < other.version ? 1 : -1;
}

/** Which revisions a complaint knows; the newest of each calendar where it is yet to begin. */
type Known = Complaint['calendars'] | 'newest';

/** What a complaint received that day under this procedure is judged by. Throws where a calendar is missing. */
export function rulesFor(
  procedure: Procedure,
  receivedOn: Day,
  { calendars }: Pick<InForce, 'calendars'>,
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
