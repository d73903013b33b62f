import type { Complaint } from '../domain/complaint.ts';
import { isLive, isRunning, type Clock } from '../domain/clock.ts';
import { isAsked, needsApproval } from '../domain/guards.ts';
import { wordsOf } from '../domain/reckoner/facts.ts';
import { isTold } from '../domain/objectivity.ts';
import { owed } from '../domain/road.ts';
import { lastTier, type ClockRule, type Rules } from '../domain/rules.ts';
import { bears, type Bearing } from './bearing.ts';
import { peopleOf, standingOf } from './people.ts';

/**
 * What two lives have in common that go on alike: where the complaint stands, what is promised, how those stand who could
 * act, what the clocks still ask of what has happened, and the clocks in the order in which they will run out. Not when:
 * of time only the order is kept, and people act at once or after the next clock has run out.
 */
export function keyOf(complaint: Complaint, rules: Rules, bearing: Bearing, mayTurn: boolean): string {
  const { stage, tier, clocks, tags, referral } = complaint;
  if (stage === 'closed' && !(mayTurn && isReopenable(complaint, rules))) {
    return JSON.stringify([stage, clocks.flatMap(({ name, next }) => (next ? name : [])).toSorted()]);
  }
  const next = waiting(complaint, rules, bearing);
  const mayReview = mayTurn || !isAnswered(complaint, rules) || next.some(({ name }) => bearing.moving.has(name));
  return JSON.stringify([
    stage,
    tier,
    said(complaint),
    tags.filter((tag) => bearing.tags.has(tag)).toSorted(),
    promised(complaint, rules),
    standings(complaint, rules, mayReview),
    next.map(({ name, tier: its, state }) => `${name}/${its}/${state}`),
    bearing.clocks.map((rule) => barred(rule, complaint)),
    stage === 'received' && clocks.some((clock) => bearing.acknowledging.has(clock.name) && isLive(clock)),
    clocks.flatMap(({ name, state }) => (name in rules.relieves && state === 'met' ? name : [])),
    complaint.outside.length > 0,
    complaint.earlier.length > 0,
    complaint.pauses.flatMap(({ reason, to }) => (to === null ? reason : [])),
    isAsked(complaint),
    complaint.subjects.every((each) => !('staff' in each) || isTold(complaint, each.staff)),
    stage === 'decided' && complaint.settled,
    complaint.classification,
    stage === 'referred' && referral && [!!referral.outcome],
  ]);
}

/** The clocks that will do something that bears, in the order in which they do. */
export const waiting = (complaint: Complaint, rules: Rules, bearing: Bearing): Clock[] =>
  complaint.clocks
    .filter((clock) => clock.next && clock.next.does !== 'remind' && bears(clock, complaint, rules, bearing))
    .toSorted((one, other) => ((one.due ?? '~') < (other.due ?? '~') ? -1 : 1));

export const isReopenable = ({ clocks }: Complaint, { reopenedBy }: Rules): boolean =>
  reopenedBy.length > 0 && clocks.some((clock) => clock.name === 'reopening' && isRunning(clock));

/** No person leads it to another review from here. */
const isAnswered = ({ stage, tier }: Complaint, rules: Rules): boolean =>
  stage === 'accepted' ||
  stage === 'remedied' ||
  stage === 'referred' ||
  (stage === 'decided' && tier === lastTier(rules));

/** What the promises ask of what has happened: whether there was word to the complainant, and from them. */
function said({ facts }: Complaint): boolean[] {
  const has = (...names: string[]) => facts.some(({ fact }) => names.includes(fact));
  const answers = ['decisionCommunicated', 'settled', 'accepted', 'rejected', 'externalBodyDecided'];
  return [
    has('acknowledged', 'decisionCommunicated', 'settled', 'externalBodyDecided'),
    has('decisionCommunicated', 'settled'),
    has('accepted', 'externalBodyDecided'),
    has('rejected', 'externalBodyDecided'),
    facts.findLast(({ fact }) => answers.includes(fact))?.fact === 'rejected',
  ];
}

/** Whether a clock that may yet begin does not, for what has happened already (FORMAT.md 5.2). */
function barred(rule: ClockRule, { facts, clocks, tier }: Complaint): string {
  const its = clocks.filter(({ name }) => name === rule.name);
  if (rule.armed === 'once' && its.length > 0) return '';
  const { meets, cancels } = wordsOf(rule);
  const isTiered = rule.armed === 'perTier' || rule.armed === 'shared';
  const isOpen = isTiered && !its.some((clock) => clock.tier === tier);
  const isDone =
    rule.armed !== 'everyTime' &&
    (!isTiered || isOpen) &&
    facts.some((each) => meets.has(each.fact) && (!isTiered || each.tier === tier));
  const off = facts.findLast(({ fact }) => cancels.has(fact) || fact === 'reopened');
  return `${isDone ? 'done' : ''}${off && off.fact !== 'reopened' ? 'off' : ''}`;
}

/** What is owed, and how far; before the decision also whether all is found, and whether it needs to be approved. */
function promised(complaint: Complaint, rules: Rules): unknown[] {
  const { stage, approvedBy, allegations } = complaint;
  const pieces = owed(complaint).map(({ carriedOutAt, verifiedAt }) => `${!!carriedOutAt} ${!!verifiedAt}`);
  const isFound = stage === 'underInvestigation' && allegations.every(({ finding }) => finding);
  return [
    ...pieces.toSorted(),
    isFound,
    stage === 'proposed' && needsApproval(complaint, rules),
    stage === 'approved' && !!approvedBy,
  ];
}

/** How many of each kind stand how: who is who, no rule asks. */
const standings = (complaint: Complaint, rules: Rules, mayReview: boolean): string[] =>
  peopleOf(rules)
    .flatMap((person) => {
      const marks = standingOf(person, complaint, rules).filter(
        (mark) => mark !== 'keeps out' && (mayReview || mark !== 'dealt'),
      );
      return marks.length > 0 ? [`${person.kind}: ${marks.join(' ')}`] : [];
    })
    .toSorted();
