import type { Action, ActionOf, Assignee } from '../domain/action.ts';
import { assigneeOf, neededBy } from '../domain/assignment.ts';
import type { Day } from '../domain/complaint.ts';
import { hundredths } from '../domain/money.ts';
import type { Organisation, Staff } from '../domain/organisation.ts';
import { Refusal } from '../domain/refusal.ts';
import { absenceOn } from '../domain/staff.ts';
import { findEntry } from '../store/read.ts';
import type { Opened } from './desk.ts';
import { callerOf, type Person } from './person.ts';
import { checkSubjects } from './receipt.ts';
import type { RequestedAction } from './schemas.ts';

type Circumstances = {
  opened: Opened;
  person: Person;
  organisation: Organisation;
  staff: readonly Staff[];
  updateId: string;
  today: Day;
};

/**
 * A request as the action that goes to the complaint: sealed, held against what the organisation knows, and with what
 * only the desk can add. Throws a Refusal.
 */
export async function completed(request: RequestedAction, circumstances: Circumstances): Promise<Action> {
  const { opened, organisation, staff, person, updateId } = circumstances;
  importOnly(request, opened);
  const action = opened.seals.seal(withoutAt(request), updateId);
  if (action.kind === 'assign') return { ...action, ...assignee(action.handler, circumstances) };
  if (action.kind === 'takeOver') return { ...action, ...whileAway(person, circumstances.today) };
  if (action.kind === 'correct') {
    return { ...action, of: await kindOfOwn(opened.complaint.reference, action.sequence, person) };
  }
  if (action.kind === 'nameSubjects') checkSubjects(action.subjects, organisation, staff);
  if (action.kind === 'propose' || action.kind === 'settle' || action.kind === 'recordOutcome')
    checkRedress(action.redress ?? [], organisation, staff);
  return action;
}

function assignee(id: string, { opened, organisation, staff, today }: Circumstances): Assignee {
  const person = staff.find((each) => each.id === id);
  if (!person) throw new Refusal('impossible', 'unknownStaff', { pointer: '/handler', code: id });
  const { complaint } = opened;
  return assigneeOf(person, complaint, neededBy(complaint, organisation), today);
}

/** Whoever is away by their record and takes it over is not stood in for here. */
function whileAway(person: Person, today: Day): Pick<ActionOf<'takeOver'>, 'absence'> {
  const away = person === 'complainant' ? undefined : absenceOn(person, today);
  return away ? { absence: { from: away.from, to: away.to } } : {};
}

type Redress = { kind: string; amount?: { value: string; currency: string }; owner?: string };

function checkRedress(list: readonly Redress[], { redress, currency }: Organisation, staff: readonly Staff[]): void {
  for (const [index, { kind, amount, owner }] of list.entries()) {
    const refuse = (field: string, rule: string, code: string): never => {
      throw new Refusal('impossible', rule, { pointer: `/redress/${index}/${field}`, code });
    };
    if (!redress.includes(kind)) refuse('kind', 'unknownRedress', kind);
    if (amount && amount.currency !== currency) refuse('amount/currency', 'otherCurrency', currency);
    if (amount && hundredths(amount) === 0) refuse('amount/value', 'noAmount', amount.value);
    if (owner && !staff.some(({ id }) => id === owner)) refuse('owner', 'unknownStaff', owner);
  }
}

async function kindOfOwn(reference: string, sequence: number, person: Person): Promise<Action['kind']> {
  const entry = await findEntry(reference, sequence);
  if (!entry) throw new Refusal('impossible', 'unknownEntry', { pointer: '/sequence', number: sequence });
  if (entry.by.id !== callerOf(person)) throw new Refusal('not-yours', 'ownEntries');
  return entry.action.kind;
}

/** What only an import may say: when it happened, and what its source says about its own time limit. */
function importOnly(request: RequestedAction, { complaint }: Opened): void {
  for (const field of ['at', 'timely'] as const) {
    if (field in request && !complaint.importedAt) throw new Refusal('not-yours', 'importOnly', { field });
  }
}

type Undated<R> = R extends unknown ? Omit<R, 'at'> : never;

function withoutAt(request: RequestedAction): Undated<RequestedAction> {
  if (!('at' in request)) return request;
  const { at: _at, ...rest } = request;
  return rest;
}
