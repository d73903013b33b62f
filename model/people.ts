import type { Actor, StaffRole } from '../domain/actor.ts';
import { complainant } from '../domain/actor.ts';
import type { Complaint } from '../domain/complaint.ts';
import { actionKinds, rowOf } from '../domain/lifecycle.ts';
import { within } from '../domain/money.ts';
import { hasConflict, isSubject } from '../domain/objectivity.ts';
import { owed } from '../domain/road.ts';
import type { Rules } from '../domain/rules.ts';

/** Who may promise how much alone, as in the demo organisation. */
const limits = {
  contact: '50',
  handler: '200',
  manager: '5000',
  head: '50000',
  'complaints-manager': '50000',
} as const satisfies { [role in StaffRole]?: string };
const roles = Object.keys(limits) as (keyof typeof limits)[];

const pounds = (value: string) => ({ value, currency: 'GBP' });
/** More than a handler may promise alone. */
export const much = pounds('1000');

/** Somebody of the model. `kind` is shared by all whom neither the table nor the procedure tells apart. */
export type Person = Actor & { kind: string; isSecond: boolean };

const known = new WeakMap<Rules, Person[]>();

/**
 * The complainant, and two of each kind of staff: two, so that four eyes can be had wherever a procedure wants them. Roles
 * that stand in the same rows and tiers, and may promise `much` or may not, are one kind.
 */
export function peopleOf(rules: Rules): Person[] {
  const before = known.get(rules);
  if (before) return before;
  const kinds = new Map(roles.toReversed().map((role) => [kindOf(role, rules), role]));
  const staff = [...kinds].toReversed().flatMap(([kind, role]) =>
    [1, 2].map((number): Person => {
      const who = { id: `${role} ${number}`, role, authority: pounds(limits[role]) };
      return { ...who, kind, isSecond: number === 2 };
    }),
  );
  const people = [{ ...complainant, kind: 'complainant', isSecond: false }, ...staff];
  known.set(rules, people);
  return people;
}

function kindOf(role: keyof typeof limits, { tiers }: Rules): string {
  const rows = actionKinds.filter((kind) => rowOf(kind).by.includes(role));
  const own = tiers.filter((tier) => tier.roles.some((each) => each === role)).map(({ number }) => number);
  return `${rows.join()} ${own.join()} ${within([much], pounds(limits[role]))}`;
}

/** The tiers from now on at which this person looks into complaints, if they have not dealt with them before. */
const reviewsOf = ({ role }: Actor, { tier }: Complaint, { tiers }: Rules) =>
  tiers.filter(
    ({ number, roles: its, excluded }) =>
      number >= tier && excluded.includes('handledEarlierTier') && its.some((each) => each === role),
  );

/** The second of a kind does nothing before the last tier for which somebody must be left who has not dealt with it. */
export const keepsOut = (person: Person, complaint: Complaint, rules: Rules): boolean =>
  person.isSecond && reviewsOf(person, complaint, rules).some(({ number }) => number > complaint.tier);

/**
 * What sets a person apart from another one of their kind, as far as any rule may ask now or later. Of those who are alike
 * one acts for all. Who approved, and who proposed what is decided or sent back, no rule asks any more.
 */
export function standingOf(person: Person, complaint: Complaint, rules: Rules): string[] {
  const { id } = person;
  const { stage, dealt, proposedBy } = complaint;
  if (hasConflict(complaint, id) || isSubject(complaint, id)) return ['out'];
  const reviews = reviewsOf(person, complaint, rules);
  const isExcluded = (tier: number): boolean => reviews.some(({ number }) => number > tier);
  const did = Object.entries(dealt).some(([tier, ids]) => ids.includes(id) && isExcluded(Number(tier)));
  const toVerify = stage === 'accepted' ? owed(complaint).filter(({ verifiedAt }) => !verifiedAt) : [];
  return [
    ...(did ? ['dealt'] : []),
    ...(stage === 'proposed' && proposedBy === id ? ['proposed'] : []),
    ...(toVerify.some(({ carriedOutBy }) => carriedOutBy === id) ? ['carried out'] : []),
    ...(keepsOut(person, complaint, rules) ? ['keeps out'] : []),
  ];
}

/** One of each that are alike, those first of whom a rule has most to say. */
export function spokesmen(complaint: Complaint, rules: Rules): Person[] {
  const seen = new Map<string, { person: Person; marks: number }>();
  for (const person of peopleOf(rules)) {
    if (keepsOut(person, complaint, rules)) continue;
    const standing = standingOf(person, complaint, rules);
    const key = [person.kind, ...standing].join(' ');
    if (!seen.has(key)) seen.set(key, { person, marks: standing.length });
  }
  return [...seen.values()].toSorted((one, other) => other.marks - one.marks).map(({ person }) => person);
}
