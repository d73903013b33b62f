import type { Complaint, Day, ProcedureKey } from '../domain/complaint.ts';
import type { Revised, Revision } from '../domain/revision.ts';
import { rulesOf, type Procedure } from '../domain/procedure.ts';
import type { Calendar } from '../domain/reckoner/calendar.ts';
import type { Suspension } from '../domain/reckoner/rule.ts';
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

/**
 * The very document that a complaint took, with the suspensions of the revisions that it has come to know since; each
 * says in which revision it was added.
 */
export function takenBy(
  { revisions: all }: Rulebook,
  { id, version, revision }: ProcedureKey,
  since: Complaint['revisions'] = [],
): ProcedureDocument | undefined {
  const newest = since.at(-1)?.revision ?? revision;
  const documents = all.filter((each) => each.id === id && each.version === version && each.revision <= newest);
  const own = documents.find((each) => each.revision === revision);
  if (!own || documents[0]?.revision !== newest) return undefined;
  const suspensions = suspensionsIn(documents.toReversed());
  return suspensions.length > 0 ? { ...own, suspensions } : own;
}

/** The suspensions of these revisions, the oldest first, each with the one in which it was added (FORMAT.md 1). */
function suspensionsIn(documents: readonly ProcedureDocument[]): Suspension[] {
  const found = new Map<string, Suspension>();
  for (const { revision, suspensions = [] } of documents) {
    for (const each of suspensions) {
      if (!found.has(each.id)) found.set(each.id, revision === 1 ? each : { ...each, revision });
    }
  }
  return [...found.values()];
}

/** What open complaints are to be told of a revision that is in force; nothing of the first one of a version. */
export function revisionIn(book: Rulebook, { id, version, revision }: ProcedureKey): Revision | undefined {
  const document = takenBy(book, { id, version, revision });
  if (!document) return undefined;
  return { id, version, revision, calendar: document.calendar, suspensions: document.suspensions ?? [] };
}

/** What of a revision a complaint received that day is told. */
export function revisedFor(revision: Revision, receivedOn: Day): Revised {
  if (!('suspensions' in revision)) return snapshotFrom(revision, receivedOn);
  const { revision: number, suspensions } = revision;
  return { revision: number, suspensions };
}

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
