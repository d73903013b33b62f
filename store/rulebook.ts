import type { Complaint } from '../domain/complaint.ts';
import { CalendarModel, ProcedureModel } from './schemas.ts';
import { unlessItIsThere } from './unlessThere.ts';
import { findFrom, type Place } from './walk.ts';

// Documents were checked before they are kept, and are never changed afterwards: whoever has read one has it for good.

/** Which revision of which version of which procedure. */
type ProcedureKey = { procedure: string; version: string; revision: number };
type CalendarKey = { calendar: string; revision: number };
/** Complaints may be open under the revision before, and are to be told. */
type Telling = { untold?: true };
export type Keeping<K> = K & { document: object };

/** A procedure as it was proposed, and who approved it, if anybody has. */
export type KeptProcedure = Keeping<ProcedureKey> & { proposedBy?: string; approvedBy?: string; approvedAt?: Date };

const procedureId = ({ procedure, version, revision }: ProcedureKey): string => `${procedure}/${version}/${revision}`;
const calendarId = ({ calendar, revision }: CalendarKey): string => `${calendar}/${revision}`;

/** The procedures in force, and all revisions of calendars, but those that are known. */
export async function findRules(known: { procedures: ProcedureKey[]; calendars: CalendarKey[] }) {
  const [procedures, calendars] = await Promise.all([
    ProcedureModel.find({ approvedAt: { $exists: true }, _id: { $nin: known.procedures.map(procedureId) } }).lean(),
    CalendarModel.find({ _id: { $nin: known.calendars.map(calendarId) } }).lean(),
  ]);
  return { procedures, calendars };
}

/** Keeps what came with the product, so that complaints find it when a later release has another one, or none. */
export async function keepFiles(files: {
  procedures: Keeping<ProcedureKey & Telling>[];
  calendars: Keeping<CalendarKey & Telling>[];
}): Promise<void> {
  const at = new Date();
  const procedures = files.procedures.map((each) => ({ _id: procedureId(each), ...each, approvedAt: at }));
  const calendars = files.calendars.map((each) => ({ _id: calendarId(each), ...each, at }));
  await Promise.all([
    procedures.length > 0 && ProcedureModel.insertMany(procedures, { ordered: false }).catch(unlessItIsThere),
    calendars.length > 0 && CalendarModel.insertMany(calendars, { ordered: false }).catch(unlessItIsThere),
  ]);
}

/** What was proposed and waits, of one version or all, the highest revision first. */
export async function findProposals(of?: { procedure: string; version: string }): Promise<KeptProcedure[]> {
  return ProcedureModel.find({ approvedAt: { $exists: false }, ...of })
    .sort({ revision: -1 })
    .lean();
}

/** Who proposed and who approved what is in force, by procedure, version and revision. */
export async function findApprovals(): Promise<(ProcedureKey & { proposedBy?: string; approvedBy?: string })[]> {
  return ProcedureModel.find({ approvedBy: { $exists: true } }, { document: 0, key: 0 }).lean();
}

export async function findProcedure(of: ProcedureKey): Promise<KeptProcedure | undefined> {
  return (await ProcedureModel.findById(procedureId(of)).lean()) ?? undefined;
}

/** What the request with this key proposed. */
export async function findProposedWith(key: string): Promise<KeptProcedure | undefined> {
  return (await ProcedureModel.findOne({ key }).lean()) ?? undefined;
}

/** False where this revision, or something with this key, is there already. */
export async function keepProposal(
  proposal: Keeping<ProcedureKey> & { proposedBy: string; key: string },
): Promise<boolean> {
  return created(() => ProcedureModel.create({ _id: procedureId(proposal), ...proposal, proposedAt: new Date() }));
}

/** The first approval counts. */
export async function approveProposal(of: ProcedureKey & Telling, approvedBy: string): Promise<void> {
  await ProcedureModel.updateOne(
    { _id: procedureId(of), approvedAt: { $exists: false } },
    { $set: { approvedBy, approvedAt: new Date(), ...(of.untold && { untold: true }) } },
  );
}

/** The revisions in force of which open complaints are yet to be told. */
export async function findUntold(): Promise<{ procedures: ProcedureKey[]; calendars: CalendarKey[] }> {
  const untold = { untold: true } as const;
  const [procedures, calendars] = await Promise.all([
    ProcedureModel.find(untold, { procedure: 1, version: 1, revision: 1 }).lean(),
    CalendarModel.find(untold, { calendar: 1, revision: 1 }).lean(),
  ]);
  return { procedures, calendars };
}

/** Somebody sees to it that they are told. */
export async function markTold(of: ProcedureKey | CalendarKey): Promise<void> {
  const told = { $unset: { untold: 1 as const } };
  if ('procedure' in of) await ProcedureModel.updateOne({ _id: procedureId(of) }, told);
  else await CalendarModel.updateOne({ _id: calendarId(of) }, told);
}

/** False where there is this revision already. */
export async function keepCalendar(calendar: Keeping<CalendarKey & Telling> & { by: string }): Promise<boolean> {
  return created(() => CalendarModel.create({ _id: calendarId(calendar), ...calendar, at: new Date() }));
}

/** The open complaints whose clocks use a calendar, from one on or after one, in the order of their references. */
export const findFollowers = (calendar: string, place: Place, limit: number): Promise<Complaint[]> =>
  findFrom(place, limit, { 'complaint.calendars.id': calendar, 'complaint.stage': { $ne: 'closed' } });

async function created(create: () => Promise<unknown>): Promise<boolean> {
  try {
    await create();
    return true;
  } catch (error) {
    unlessItIsThere(error);
    return false;
  }
}
