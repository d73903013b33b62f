import type { Day } from '../complaint.ts';
import { dayNumber, type DayNumber, type Days, type Millis } from './days.ts';
import type { Account, Timing } from './rule.ts';

/** A fact with its place in time and tier. `day` only where no more than the day is known. */
export type Placed = { index: number; fact: string; at: Millis; day?: DayNumber; tier: number; date?: Day };

const escalations = ['escalated', 'escalatedByClock'];
const derived: { readonly [word: string]: readonly string[] } = {
  tierEntered: ['received', ...escalations],
  contact: [
    'acknowledged',
    'informationRequested',
    'progressReported',
    'extensionNoticed',
    'delayExplained',
    'decisionCommunicated',
  ],
};

/** The facts that these words stand for, with those that the two derived ones cover (FORMAT.md 2). */
export const meant = (words: readonly string[]): string[] => words.flatMap((word) => derived[word] ?? word);

/** The facts in the order in which they happened, each in the tier the complaint was in at that instant. */
export function place(facts: Account['facts'], days: Days): Placed[] {
  const placed = facts.map((fact, index): Placed => {
    const at = 'at' in fact ? Date.parse(fact.at) : days.begin(dayNumber(fact.on));
    const day = 'at' in fact ? undefined : days.dayOf(at); // the next one, of a day that the zone skipped
    const when = { at, ...(day !== undefined && { day }) };
    return { index, fact: fact.fact, tier: fact.tier ?? 0, ...when, ...(fact.date && { date: fact.date }) };
  });
  // Of two at one instant first the one whose instant is known: the other cannot start a clock of hours.
  placed.sort((one, other) => one.at - other.at || Number(one.day !== undefined) - Number(other.day !== undefined));
  let tier = 1;
  const entered: { at: Millis; tier: number }[] = [];
  for (const each of placed) {
    if (!escalations.includes(each.fact)) continue;
    tier = each.tier = each.tier || tier + 1;
    entered.push({ at: each.at, tier });
  }
  for (const each of placed) {
    if (each.fact === 'received') each.tier ||= 1;
    each.tier ||= entered.findLast(({ at }) => at <= each.at)?.tier ?? 1;
  }
  return placed;
}

/** What a rule's words stand for; the rules are the same for thousands of complaints, so it is worked out once. */
type Words = { starts: ReadonlySet<string>; meets: ReadonlySet<string>; cancels: ReadonlySet<string> };
const words = new WeakMap<Timing, Words>();

export function wordsOf(rule: Timing): Words {
  let known = words.get(rule);
  if (!known) {
    const ends = rule.recurs ? [...rule.recurs.until, 'withdrawn', 'transferred', 'closed'] : [];
    known = {
      starts: new Set(meant(rule.starts)),
      meets: new Set(meant(rule.metBy)),
      cancels: new Set(meant([...rule.cancelledBy, ...ends])),
    };
    words.set(rule, known);
  }
  return known;
}

/** Whether the complaint was closed at an instant, facts of that instant included. */
export function isClosedAt(placed: readonly Placed[], at: Millis): boolean {
  const last = placed.findLast((each) => each.at <= at && (each.fact === 'closed' || each.fact === 'reopened'));
  return last?.fact === 'closed';
}
