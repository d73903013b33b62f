import type { ActionOf, Assignee } from './action.ts';
import { pressing } from './clock.ts';
import type { Complaint, Day, Instant } from './complaint.ts';
import { assignable } from './objectivity.ts';
import type { Rules } from './rules.ts';

/** Somebody who is away, on days with both ends included. */
export type Away = { absent: string; from: Day; to: Day };

/** What a complaint is told of it; `deputy` is not there where nobody stands in. */
export type Absent = { away: Away; deputy?: Assignee };

const keyOf = ({ absent, from }: Away): string => `${absent}/${from}`;

/** Whether this absence is yet to be dealt with here: once, so whoever takes it back while they are away keeps it. */
export const isNewAbsence = ({ stage, handler, absences = [] }: Complaint, away: Away): boolean =>
  stage !== 'closed' && handler === away.absent && !absences.includes(keyOf(away));

/** With this one. */
export const absencesWith = ({ absences = [] }: Complaint, away: Away): string[] => [
  ...new Set([...absences, keyOf(away)]),
];

/** Whether somebody here owes something before this instant, or does so already. */
export const isOwedBefore = ({ clocks }: Pick<Complaint, 'clocks'>, end: Instant): boolean =>
  pressing(clocks).some(({ kind, due }) => kind === 'duty' && due !== null && due < end);

/** The deputy has it, where there is one who may. */
export function deputising(
  complaint: Complaint,
  away: Away,
  deputy: Assignee | undefined,
  rules: Rules,
): ActionOf<'deputise'> {
  const may = deputy && !assignable(complaint, deputy, rules);
  return { kind: 'deputise', ...away, ...(may && { deputy }) };
}
