import type { Actor, Role } from '../domain/actor.ts';
import { complainant } from '../domain/actor.ts';
import type { ActionKind, Entry } from '../domain/action.ts';
import { hasConflict, isSubject } from '../domain/objectivity.ts';
import type { Complaint } from '../domain/complaint.ts';
import { rowOf } from '../domain/lifecycle.ts';
import { isOfUnitComplainedAbout, seesAllUnits, type Staff } from '../domain/organisation.ts';
import { mayEver } from '../domain/perform.ts';
import type { Rules } from '../domain/rules.ts';

/** Who asks: somebody of the staff, or whoever holds a tracking code. */
export type Person = Staff | 'complainant';

/** Names keys and answers: each caller's keys are their own. */
export const callerOf = (person: Person | undefined): string =>
  person === undefined ? 'public' : person === 'complainant' ? 'complainant' : person.id;

/** The person as an actor, in the role that may do this, if one of theirs may. */
export function actorFor(
  person: Person,
  kind: ActionKind,
  complaint?: Pick<Complaint, 'tier' | 'subjects'>,
  rules?: Rules,
): Actor {
  if (person === 'complainant') return complainant;
  const may = (role: Role): boolean =>
    complaint && rules ? mayEver(rowOf(kind), role, complaint.tier, rules) : rowOf(kind).by.includes(role);
  const role = person.roles.find(may) ?? person.roles[0] ?? 'contact';
  return {
    id: person.id,
    role,
    ...(person.authority && { authority: person.authority }),
    ...(complaint && isOfUnitComplainedAbout(person, complaint) && { sameUnit: true }),
  };
}

/** Whether this person may know of the complaint at all. */
export const maySee = (person: Staff, { unit }: Pick<Complaint, 'unit'>): boolean =>
  unit === undefined || person.units.includes(unit) || seesAllUnits(person);

const readers: readonly Role[] = ['contact', 'handler', 'manager', 'head', 'complaints-manager', 'auditor'];
const confidants: readonly Role[] = ['manager', 'complaints-manager'];

/** Whether they may read its words: those who work on complaints; of a confidential one the few who must (4.10). */
export function mayReadWords(
  person: Person,
  complaint: Pick<Complaint, 'subjects' | 'conflicts' | 'flags' | 'handler'>,
): boolean {
  if (person === 'complainant') return true;
  if (isSubject(complaint, person.id) || hasConflict(complaint, person.id)) return false;
  const allowed = complaint.flags.includes('confidential') ? confidants : readers;
  return complaint.handler === person.id || person.roles.some((role) => allowed.includes(role));
}

/**
 * Whether they may read what was said with those of the staff it is about: a part of its own, for whoever has the
 * complaint, those who answer for it, and each of them their own (4.7, 4.10).
 */
export function mayReadStaffPart(person: Person, complaint: Complaint, { action, by }: Entry): boolean {
  if (person === 'complainant') return false;
  const staff = 'staff' in action ? action.staff : by.id;
  if (person.id === staff || person.id === by.id) return true;
  if (isSubject(complaint, person.id) || hasConflict(complaint, person.id)) return false;
  return complaint.handler === person.id || person.roles.some((role) => confidants.includes(role));
}

/** Whether they may know who complains: where that is withheld, only those who must (4.10). */
export const mayReadIdentity = (person: Person, complaint: Complaint): boolean =>
  mayReadWords(person, complaint) &&
  (person === 'complainant' ||
    !complaint.flags.includes('identityWithheld') ||
    complaint.receivedBy.id === person.id ||
    person.roles.some((role) => confidants.includes(role)));
