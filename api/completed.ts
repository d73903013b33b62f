import type { Action, ActionKind, ActionOf, Assignee, Promised } from '../domain/action.ts';
import { assigneeOf, neededBy, type Concerning } from '../domain/assignment.ts';
import type { Asking } from '../domain/bulk.ts';
import type { Complaint, Day } from '../domain/complaint.ts';
import { tagged } from '../domain/flags.ts';
import { hundredths } from '../domain/money.ts';
import type { Organisation, Staff } from '../domain/organisation.ts';
import { Refusal } from '../domain/refusal.ts';
import { absenceOn } from '../domain/staff.ts';
import { canonical } from '../domain/trail.ts';
import { findEntry } from '../store/read.ts';
import type { Opened } from './desk.ts';
import { answeredWith, linked, markedDuplicate } from './others.ts';
import { actorFor, callerOf, type Person } from './person.ts';
import { checkSubjects } from './receipt.ts';
import type { RequestedAction } from './schemas.ts';
import { plain } from '../infra/words.ts';

/** As much of an opened complaint as it takes to ask something of it. */
type Asked = Pick<Opened, 'rules' | 'seals'> & {
  complaint: Pick<Complaint, 'reference' | 'tier' | 'importedAt' | 'subjects' | 'duplicateOf' | keyof Concerning>;
};
type Circumstances = {
  opened: Asked;
  person: Person;
  organisation: Organisation;
  staff: readonly Staff[];
  today: Day;
  updateId: string;
  /** The tags that the procedure knows. */
  known: readonly string[];
};

/** A request as it goes to the complaint, and as whose; the same to the byte when it comes again. Throws a Refusal. */
export async function asking(request: RequestedAction, circumstances: Circumstances): Promise<Asking> {
  const { opened, person } = circumstances;
  const { complaint, rules, seals } = opened;
  return {
    by: actorFor(person, request.kind, complaint, rules),
    digest: seals.digest(canonical(plain(request))),
    action: await completed(request, circumstances),
    at: ('at' in request && request.at) || null,
  };
}

/**
 * A request as the action that goes to the complaint: sealed, held against what the organisation knows, and with what
 * only the desk can add. Throws a Refusal.
 */
async function completed(request: RequestedAction, circumstances: Circumstances): Promise<Action> {
  const { opened, person, updateId } = circumstances;
  importOnly(request, opened);
  const action = opened.seals.seal(withoutAt(request), updateId);
  if (action.kind === 'assign') {
    return { ...action, ...assignee(action.handler, circumstances) };
  }
  if (action.kind === 'takeOver') return { ...action, ...whileAway(person, circumstances.today) };
  if (action.kind === 'correct') {
    return { ...action, of: await kindOfOwn(opened.complaint.reference, action.sequence, person) };
  }
  const complete = completing[action.kind];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- kind and action belong together, which no type says
  return complete ? (complete as Completion<Action>)(action, circumstances) : action;
}

type Completion<A> = (action: A, circumstances: Circumstances) => Action | Promise<Action>;

/** What is added or looked into, by action; the others say all of themselves. */
const completing: { readonly [K in ActionKind]?: Completion<ActionOf<K>> } = {
  transfer: (action, { organisation }) => ({ ...action, ...wayTo(action.to, organisation) }),
  link: (action, { opened: { complaint }, person }) => linked(action, { complaint, person }),
  markDuplicate: (action, { opened: { complaint }, person }) => markedDuplicate(action, { complaint, person }),
  close: (action, { opened: { complaint } }) => answeredWith(action, complaint),
  tag(action, { known }) {
    checkTags([...(action.add ?? []), ...(action.remove ?? [])], known);
    return action;
  },
  nameSubjects(action, { organisation, staff }) {
    checkSubjects(action.subjects, { ...organisation, staff });
    return action;
  },
  interview(action, { organisation, staff }) {
    if (action.staff !== undefined) checkSubjects([{ staff: action.staff }], { ...organisation, staff }, '/staff');
    return action;
  },
  propose: withRedress,
  settle: withRedress,
  recordOutcome: withRedress,
};

function withRedress<A extends { redress?: Promised[] }>(action: A, { organisation, staff }: Circumstances): A {
  checkRedress(action.redress ?? [], organisation, staff);
  return action;
}

/** What their record says that the assignment is judged by. */
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

/** Inside it goes to a unit, outside to another organisation that this one knows. */
function wayTo(to: string, { units, receivers = [] }: Organisation): { outside?: true } {
  if (units.includes(to)) return {};
  if (receivers.includes(to)) return { outside: true };
  throw new Refusal('impossible', 'unknownReceiver', { pointer: '/to', code: to, known: [...units, ...receivers] });
}

/** Those that follow from something else are not given by hand. */
const derived: readonly string[] = ['electronic', 'no-survey', ...tagged];

function checkTags(tags: readonly string[], all: readonly string[]): void {
  const known = all.filter((tag) => !derived.includes(tag));
  const strange = tags.find((tag) => !known.includes(tag));
  if (strange) throw new Refusal('impossible', 'unknownTag', { pointer: '/add', code: strange, known });
}

function checkRedress(list: readonly Promised[], { redress, currency }: Organisation, staff: readonly Staff[]): void {
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
function importOnly(request: RequestedAction, { complaint }: Asked): void {
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
