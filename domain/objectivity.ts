import type { Assignee } from './action.ts';
import type { Complaint } from './complaint.ts';
import { Refusal } from './refusal.ts';
import { tierRule, type Rules } from './rules.ts';

// Objectivity (ISO 10002, 4.7): who may not deal with a complaint.

/** Whether it is about them. */
export const isSubject = ({ subjects }: Pick<Complaint, 'subjects'>, id: string): boolean =>
  subjects.some((subject) => 'staff' in subject && subject.staff === id);

/** Whether it is about anybody of the staff by name. */
export const hasStaffSubject = ({ subjects }: Pick<Complaint, 'subjects'>): boolean =>
  subjects.some((subject) => 'staff' in subject);

/** Whether this person knows what is said of them. */
export const isTold = ({ heard = [] }: Pick<Complaint, 'heard'>, id: string): boolean =>
  heard.some(({ staff, toldAt }) => staff === id && toldAt !== undefined);

/** Whether they have declared that they could not be fair here. */
export const hasConflict = ({ conflicts }: Pick<Complaint, 'conflicts'>, id: string): boolean =>
  conflicts?.includes(id) ?? false;

/** Why it cannot be given to this person, if so. */
export function assignable(
  complaint: Complaint,
  { handler, roles, sameUnit, absence, lacks, otherUnit }: Assignee,
  rules: Rules,
): Refusal | undefined {
  const { tier } = complaint;
  const { roles: open, excluded } = tierRule(rules, tier);
  if (isSubject(complaint, handler)) return new Refusal('not-now', 'assigneeIsSubject', { handler });
  if (hasConflict(complaint, handler)) return new Refusal('not-now', 'assigneeConflict', { handler });
  if (dealtEarlier(complaint, handler, rules)) return new Refusal('not-now', 'assigneeDealtEarlier', { handler, tier });
  if (sameUnit && excluded.includes('sameUnit')) return new Refusal('not-now', 'assigneeSameUnit', { handler });
  if (!open.some((role) => roles.includes(role)))
    return new Refusal('not-now', 'assigneeRole', { handler, tier, roles: open });
  if (otherUnit) return new Refusal('not-now', 'assigneeUnit', { handler });
  if (lacks) return new Refusal('not-now', 'assigneeLacks', { handler, lacks });
  return (
    absence && new Refusal('not-now', absence.deputy ? 'assigneeDeputy' : 'assigneeAbsent', { handler, ...absence })
  );
}

/** Whether they dealt with it at an earlier tier, where the procedure excludes that. */
export function dealtEarlier({ tier, dealt }: Complaint, id: string, rules: Rules): boolean {
  if (!tierRule(rules, tier).excluded.includes('handledEarlierTier')) return false;
  return Object.entries(dealt).some(([number, people]) => Number(number) < tier && people.includes(id));
}
