import type { Stop } from './stretch.ts';
import { dayNumber, sameDayLater, type Days, type Millis } from './days.ts';
import { meant, type Placed } from './facts.ts';
import { applies, type Account, type Limit, type PauseRule, type Timetable } from './rule.ts';

/** A pause as it was begun and ended; `to` is Infinity where it has not been ended. */
export type Halt = { rule: PauseRule; from: Millis; to: Millis };

/** The pauses of this clock that have an effect, by hand and by facts, in the order in which they begin (FORMAT.md 4.7). */
export function haltsOf(
  clock: string,
  { pauses: rules }: Timetable,
  account: Account,
  placed: readonly Placed[],
  days: Days,
): Halt[] {
  return rules
    .filter(({ when, clocks }) => clocks.includes(clock) && applies(when, account.tags))
    .flatMap((rule) => {
      const halts = rule.startsBy ? byFacts(rule, placed, days) : byHand(rule, account);
      return halts.filter(({ from, to }) => to > from).slice(0, rule.times ?? Infinity);
    })
    .toSorted((one, other) => one.from - other.from);
}

/** Numbers of the pauses by hand that are refused (5.5). */
export const refusedPauses = ({ pauses: rules }: Timetable, { pauses, tags }: Account): number[] =>
  pauses.flatMap(({ reason, from, to }, index) => {
    const rule = rules.find((each) => each.reason === reason);
    const backwards = to !== null && Date.parse(to) < Date.parse(from);
    return rule && !rule.startsBy && applies(rule.when, tags) && !backwards ? [] : index;
  });

const byHand = (rule: PauseRule, { pauses }: Account): Halt[] =>
  pauses
    .filter(({ reason }) => reason === rule.reason)
    .map(({ from, to }) => ({ rule, from: Date.parse(from), to: to === null ? Infinity : Date.parse(to) }))
    .toSorted((one, other) => one.from - other.from);

function byFacts(rule: PauseRule, placed: readonly Placed[], days: Days): Halt[] {
  const starts = meant([rule.startsBy ?? '']);
  const ends = meant(rule.endsBy ?? []);
  const halts: Halt[] = [];
  for (const { fact, at } of placed) {
    if (!starts.includes(fact)) continue;
    const last = halts.at(-1);
    // At one instant pauses end before they begin: an end that has ended one does not end the next (5.1).
    const taken = last && last.to === at;
    if (last && stopOf(last, last.to, days).to > at) continue;
    const end = placed.find((each) => ends.includes(each.fact) && (taken ? each.at > at : each.at >= at));
    halts.push({ rule, from: at, to: end?.at ?? Infinity });
  }
  return halts;
}

/** How long a halt stops a clock on these days, as far as is known once it has ended or not. */
export function stopOf({ rule, from }: Pick<Halt, 'rule' | 'from'>, to: Millis, days: Days): Stop {
  const longest = rule.max ? longestEnd(from, rule.max, days) : Infinity;
  return { from, to: Math.min(to, longest), cause: rule.reason, anyPart: rule.dayRule === 'pausedAnyPart' };
}

/** When a pause ends by itself: counted from its first day, that day included; hours from the instant. */
function longestEnd(from: Millis, { count, unit }: Limit, days: Days): Millis {
  const first = days.dayOf(from);
  switch (unit) {
    case 'hours':
      return from + Math.round(count * 3_600_000);
    case 'workingHours': {
      let left = Math.round(count * 3_600_000);
      for (let day = first; ; day += 1) {
        for (const [begin, end] of days.segments(day)) {
          const start = Math.max(begin, from);
          if (end <= start) continue;
          if (end - start >= left) return start + left;
          left -= end - start;
        }
      }
    }
    case 'days':
    case 'weeks':
    case 'workingDays': {
      let day = first - 1;
      for (let left = unit === 'weeks' ? 7 * count : count; left > 0;) {
        day += 1;
        if (unit === 'workingDays' ? days.isWorked(day) : days.exists(day)) left -= 1;
      }
      return days.begin(day + 1);
    }
    case 'months': {
      const { day, exists } = sameDayLater(first, count);
      return days.begin(exists ? day : day + 1);
    }
  }
}

/** A suspension that a complaint knows, and since when; without `since` from ever on. */
export type Suspended = { stop: Stop; since?: Millis };

/** The suspensions of a cohort that stop this clock, as whole local days (4.8), with when they came to be known (1). */
export function suspended(
  { suspensions }: Timetable,
  clock: string,
  { tags, revisions = [{ revision: Infinity }] }: Account,
  placed: readonly Placed[],
  days: Days,
): Suspended[] {
  const received = placed.find(({ fact }) => fact === 'received');
  if (!received) return [];
  const day = received.day ?? days.dayOf(received.at);
  return suspensions
    .filter(({ clocks, appliesTo }) => {
      const { receivedFrom, receivedTo } = appliesTo;
      return (
        clocks.includes(clock) &&
        applies(appliesTo, tags) &&
        (!receivedFrom || day >= dayNumber(receivedFrom)) &&
        (!receivedTo || day <= dayNumber(receivedTo))
      );
    })
    .flatMap(({ id, from, to, revision: added = 1 }) => {
      const known = revisions.find(({ revision }) => revision >= added);
      if (!known) return [];
      const span = { from: days.begin(dayNumber(from)), to: days.begin(dayNumber(to) + 1) };
      return [
        {
          stop: { ...span, cause: id, anyPart: false },
          ...(known.since !== undefined && { since: Date.parse(known.since) }),
        },
      ];
    });
}
