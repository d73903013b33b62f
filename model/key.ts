import type { Complaint } from '../domain/complaint.ts';
import { isAsked } from '../domain/guards.ts';
import type { Rules } from '../domain/rules.ts';
import { people, standingOf } from './people.ts';

/** The clocks, facts and tags that bear on where a complaint may go (`bearing.ts`). */
export type Bearing = { clocks: Set<string>; facts: Set<string>; tags: Set<string> };

/**
 * What two lives have in common that go on alike: where the complaint stands, what has happened, what is promised, how
 * those stand who could act, and the clocks in the order in which they will run out. Not when: of time only the order is
 * kept, and people act at once or after the next clock has run out.
 */
export function keyOf(
  complaint: Complaint,
  rules: Rules,
  { clocks: named, facts: asked, tags: telling }: Bearing,
): string {
  const { stage, tier, facts, tags, allegations, redress, clocks, earlier, outside, pauses } = complaint;
  const { approvedBy, decidedAt, referral, closed, surveyedAt, classification, settled, procedureOutcome } = complaint;
  const others = people.slice(1).map((person) => standingOf(person, complaint, rules));
  const waiting = clocks
    .filter(({ name, next }) => named.has(name) && next && next.does !== 'remind')
    .toSorted((one, other) => ((one.due ?? '~') < (other.due ?? '~') ? -1 : 1))
    .map(({ name, tier: its, state }) => `${name}/${its}/${state}`);
  const unmet = clocks.filter(
    ({ name, next, endedAt }) => named.has(name) && !endedAt && (!next || next.does === 'remind'),
  );
  return JSON.stringify([
    stage,
    tier,
    [...new Set(facts.map(({ fact }) => fact))].filter((fact) => asked.has(fact)).toSorted(),
    tags.filter((tag) => telling.has(tag)).toSorted(),
    allegations.every(({ finding }) => finding),
    redress.map(({ kind, amount, carriedOutAt, verifiedAt, refused }) => [
      kind,
      amount?.value,
      !!carriedOutAt,
      !!verifiedAt,
      !!refused,
    ]),
    others.toSorted(),
    waiting,
    unmet.map(({ name, tier: its, state }) => `${name}/${its}/${state}`).toSorted(),
    clocks.flatMap(({ name, state }) => (name in rules.relieves && state === 'met' ? name : [])),
    earlier.length,
    outside.map(({ body }) => body),
    pauses.flatMap(({ reason, to }) => (to === null ? reason : [])),
    isAsked(complaint),
    [!!approvedBy, !!decidedAt, !!surveyedAt, !!settled, procedureOutcome, classification],
    referral && [referral.body, referral.outcome],
    closed?.reason,
  ]);
}
