import type { Actor, StaffRole } from '../domain/actor.ts';
import { complainant } from '../domain/actor.ts';
import type { Complaint } from '../domain/complaint.ts';
import { hasConflict } from '../domain/objectivity.ts';
import type { Rules } from '../domain/rules.ts';

/** Who may promise how much alone, as in the demo organisation; and what else tells a role from others. */
const roles = {
  contact: { limit: '50', as: 'front' },
  handler: { limit: '200', as: 'office' },
  manager: { limit: '5000', as: 'approver' },
  head: { limit: '50000', as: 'approver' },
  'complaints-manager': { limit: '50000', as: 'approver' },
} as const satisfies { [role in StaffRole]?: object };

const pounds = (value: string) => ({ value, currency: 'GBP' });
/** More than a handler may promise alone. */
export const much = pounds('1000');

/** Two of each role, so that four eyes can be had wherever a procedure wants them; and the complainant. */
export const people: readonly Actor[] = [
  complainant,
  ...Object.entries(roles).flatMap(([role, { limit }]) =>
    [1, 2].map((number) => ({ id: `${role} ${number}`, role: role as keyof typeof roles, authority: pounds(limit) })),
  ),
];

/**
 * What sets a person apart from another one, as far as any rule may ask now or later: what their role may do, at which
 * tiers it deals with complaints, and what they did themselves. Of those who are alike one acts for all.
 */
export function standingOf({ role, id }: Actor, complaint: Complaint, { tiers }: Rules): string {
  const { tier, dealt, proposedBy, approvedBy, redress } = complaint;
  if (!(role in roles)) return role;
  const reviews = tiers.filter(({ number, roles: its }) => number >= tier && its.some((each) => each === role));
  const isExcluded = (number: number): boolean =>
    reviews.some(({ number: later, excluded }) => later > number && excluded.includes('handledEarlierTier'));
  const did = Object.entries(dealt).some(([number, ids]) => ids.includes(id) && isExcluded(Number(number)));
  return [
    roles[role as keyof typeof roles].as,
    ...reviews.map(({ number }) => number),
    ...(did ? ['dealt'] : []),
    ...(proposedBy === id ? ['proposed'] : []),
    ...(approvedBy === id ? ['approved'] : []),
    ...(redress.some(({ carriedOutBy }) => carriedOutBy === id) ? ['carried out'] : []),
    ...(hasConflict(complaint, id) ? ['conflict'] : []),
  ].join(' ');
}

/** One of each that are alike. */
export function spokesmen(complaint: Complaint, rules: Rules): Actor[] {
  const seen = new Map<string, Actor>();
  for (const person of people) {
    const standing = standingOf(person, complaint, rules);
    if (!seen.has(standing)) seen.set(standing, person);
  }
  return [...seen.values()];
}
