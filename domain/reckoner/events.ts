import type { Snapshot } from './calendar.ts';
import { dayNumber, type DayNumber, type Days, type Millis } from './days.ts';
import { meant, wordsOf, type Placed } from './facts.ts';
import type { Arming, Revision, World } from './life.ts';
import type { Timing } from './rule.ts';
import { haltsOf, type Halt, type Suspended } from './stops.ts';
import type { Stop } from './stretch.ts';

/** At one instant clocks run out first; then these come, in this order (FORMAT.md 5.1); an agreement, before what it may end. */
const ranks = {
  agree: 1,
  meet: 2,
  cancel: 3,
  relieve: 3,
  resume: 4,
  halt: 5,
  extend: 6,
  revise: 7,
  suspend: 7,
} as const;

export type Event = { at: Millis } & (
  | { do: 'meet' | 'cancel' | 'relieve' }
  | { do: 'agree'; day: DayNumber }
  | { do: 'halt' | 'resume'; halt: Halt }
  | { do: 'extend'; index: number }
  | { do: 'revise'; snapshot: Snapshot }
  | { do: 'suspend'; stop: Stop }
);

/** One arming of a clock, with the revisions of its calendar and the suspensions of its cohort. */
type Armed = {
  rule: Timing;
  arming: Arming;
  armedAt: Millis;
  revisions: readonly Revision[];
  laid: readonly Suspended[];
};

/** What may change a clock, in the order in which it is to be gone through. */
export function eventsOf(
  { rule, arming, armedAt, revisions, laid }: Armed,
  { timetable, account, placed, taken }: World,
  days: Days,
): Event[] {
  const { anchor, own, replacedAt, bare } = arming;
  const events: Event[] = [];
  const { meets, cancels } = wordsOf(rule);
  const tiered = rule.armed === 'perTier' || rule.armed === 'shared';
  for (const { index, fact, at, day, tier } of bare ? [] : placed) {
    if (own.includes(index)) continue;
    // On the anchor's own day it counts as at the anchor's instant, where the question is whether it meets the clock.
    const metAt = day === anchor.day && at < anchor.at ? anchor.at : at;
    const counts = rule.recurs?.from === 'lastContact' ? metAt > anchor.at : metAt >= anchor.at;
    const isLate = arming.period !== undefined && metAt < armedAt;
    if (meets.has(fact) && counts && !isLate && !(tiered && tier < arming.tier)) events.push({ do: 'meet', at: metAt });
    else if (cancels.has(fact) && at >= anchor.at) events.push({ do: 'cancel', at });
  }
  for (const { at, day } of agreements(rule, arming, placed)) events.push({ do: 'agree', at, day });
  if (replacedAt !== undefined) events.push({ do: 'cancel', at: replacedAt });
  if (taken !== undefined && taken >= armedAt && !bare) events.push({ do: 'relieve', at: taken });
  for (const halt of haltsOf(rule.name, timetable, account, placed, days)) {
    events.push({ do: 'halt', at: halt.from, halt });
    if (halt.to !== Infinity) events.push({ do: 'resume', at: halt.to, halt });
  }
  for (const [index, { clock, at }] of account.extensions.entries()) {
    if (clock === rule.name) events.push({ do: 'extend', at: Date.parse(at), index });
  }
  for (const { since, snapshot } of revisions.slice(1)) events.push({ do: 'revise', at: Date.parse(since), snapshot });
  for (const { stop, since } of laid) if (since !== undefined) events.push({ do: 'suspend', at: since, stop });
  return events.toSorted((one, other) => one.at - other.at || ranks[one.do] - ranks[other.do]);
}

/** The days that were agreed for this clock, in the order in which they were. */
export function agreements({ limit, armed }: Timing, { anchor }: Arming, placed: readonly Placed[]) {
  if (!('agreedBy' in limit)) return [];
  const names = meant([limit.agreedBy]);
  return placed.flatMap(({ fact, at, date }) =>
    date && names.includes(fact) && (armed !== 'everyTime' || at >= anchor.at) ? { at, day: dayNumber(date) } : [],
  );
}
