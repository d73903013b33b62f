import type { Complaint, Instant } from './complaint.ts';
import { addDays, addMilliseconds, addMonths, dayOf } from './day.ts';
import { applies, type ClockRule, type Fact, type Limit, type Rules } from './rules.ts';

export type ClockState = 'running' | 'met' | 'metLate' | 'breached' | 'cancelled';

/**
 * A time limit at work. `due` is the first instant that is too late (FORMAT.md 5.1). Once it has passed the clock is
 * `breached`, and ends (`endedAt`) when the late fact or the end of the complaint comes.
 */
export type Clock = {
  name: string;
  tier: number;
  /** Which arming of this name it is, from 1. */
  occurrence: number;
  state: ClockState;
  armedAt: Instant;
  due: Instant;
  endedAt?: Instant;
};

export const isRunning = ({ state }: Clock): boolean => state === 'running';
/** Somebody still owes something because of it. */
export const isLive = ({ state, endedAt }: Clock): boolean => state === 'running' || (state === 'breached' && !endedAt);

/** The instant that many units after the anchor: for now in whole calendar days of UTC, five working days to the week. */
export function dueAfter(anchor: Instant, { count, unit }: Limit): Instant {
  switch (unit) {
    case 'hours':
    case 'workingHours':
      return addMilliseconds(anchor, count * 3_600_000);
    case 'days':
      return endOf(addDays(dayOf(anchor), count));
    case 'workingDays':
      return endOf(addDays(dayOf(anchor), Math.ceil((count * 7) / 5)));
    case 'weeks':
      return endOf(addDays(dayOf(anchor), 7 * count));
    case 'months':
      return endOf(addMonths(dayOf(anchor), count));
  }
}

const endOf = (day: string): Instant => `${addDays(day, 1)}T00:00:00.000Z`;

type Happened = { facts: readonly Fact[]; at: Instant };

/** The clocks after something happened: first those that it meets or calls off, then those that it starts. */
export function turn(complaint: Complaint, { facts, at }: Happened, { clocks: rules }: Rules): Clock[] {
  const has = (names: readonly string[]): boolean => facts.some((fact) => names.includes(fact));
  const turned = complaint.clocks.map((clock): Clock => {
    const rule = rules.find(({ name }) => name === clock.name);
    if (!rule || !isLive(clock)) return clock;
    if (has(rule.metBy)) return ended(clock, rule, 'met', at);
    return has(rule.cancelledBy) ? ended(clock, rule, 'cancelled', at) : clock;
  });
  for (const rule of rules) {
    if (!has(rule.starts) || !isArmed(rule, complaint, turned)) continue;
    const before = turned.findLastIndex(({ name }) => name === rule.name);
    const last = turned[before];
    if (rule.armed === 'everyTime' && last && isLive(last)) {
      turned[before] = ended(last, rule, 'cancelled', at);
    }
    const occurrence = rule.armed === 'perTier' ? 1 : (last?.occurrence ?? 0) + 1;
    const { name, limit } = rule;
    turned.push({ name, tier: complaint.tier, occurrence, state: 'running', armedAt: at, due: dueAfter(at, limit) });
  }
  return turned;
}

/** A clock that a fact meets or calls off. What was no duty is over at its due, whatever comes later (FORMAT.md 5.13). */
function ended(clock: Clock, { kind }: ClockRule, by: 'met' | 'cancelled', at: Instant): Clock {
  if (at < clock.due) return { ...clock, state: by, endedAt: at };
  if (kind === 'duty') return { ...clock, state: by === 'met' ? 'metLate' : 'breached', endedAt: at };
  return { ...clock, state: kind === 'timer' ? 'met' : 'breached', endedAt: clock.due };
}

function isArmed(rule: ClockRule, { tier, tags }: Complaint, clocks: readonly Clock[]): boolean {
  if (!applies(rule.when, tags) || (rule.tiers && !rule.tiers.includes(tier))) return false;
  const earlier = clocks.filter(({ name }) => name === rule.name);
  if (rule.armed === 'once') return earlier.length === 0;
  return rule.armed === 'everyTime' || !earlier.some((clock) => clock.tier === tier);
}

/** The clocks after this one ran out: a duty stays owed, a window or timer is over. */
export function runOut(clocks: readonly Clock[], which: Clock, rule: ClockRule | undefined): Clock[] {
  const state: ClockState = rule?.kind === 'timer' ? 'met' : 'breached';
  const ended = rule?.kind === 'duty' ? {} : { endedAt: which.due };
  return clocks.map((clock) => (clock === which ? { ...clock, state, ...ended } : clock));
}

/** An import can be finished for a day before its clocks act (`docs/decisions`). */
const importPatience = 86_400_000;

function clocksWaitUntil({ importedAt, stage }: Pick<Complaint, 'importedAt' | 'stage'>): Instant | undefined {
  return importedAt && stage !== 'closed' ? addMilliseconds(importedAt, importPatience) : undefined;
}

/** The running clock that runs out first, and the instant at which that is to be dealt with. */
export function nextDue(complaint: Complaint): { clock: Clock; at: Instant } | undefined {
  let first: Clock | undefined;
  for (const clock of complaint.clocks) if (isRunning(clock) && (!first || clock.due < first.due)) first = clock;
  if (!first) return undefined;
  const wait = clocksWaitUntil(complaint);
  return { clock: first, at: wait && wait > first.due ? wait : first.due };
}

/** The clocks once nothing more can come of any: in time called off, else breached for good. */
export const endAll = ({ clocks }: Pick<Complaint, 'clocks'>, at: Instant): Clock[] =>
  clocks.map((clock) =>
    isLive(clock) ? { ...clock, state: at < clock.due ? 'cancelled' : 'breached', endedAt: at } : clock,
  );
