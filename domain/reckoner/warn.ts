import type { Role } from '../actor.ts';
import { countedDay, countedDays } from './count.ts';
import { isNamed, ofHours, type Count, type Stretch } from './stretch.ts';
import { lengthOf, usedUp } from './hours.ts';
import { sameDayLater, within, type DayNumber, type Days, type Millis } from './days.ts';
import type { Limit, Timing } from './rule.ts';

/** `of`: which warnings of the rule fall on this instant, from 0. */
export type Warned = { at: Millis; notify: Role[]; of: number[] };

type Armed = { anchor: { at: Millis; day: DayNumber }; armedAt: Millis; endedAt?: Millis };

/** When whom to warn that a clock will run out, in order (FORMAT.md 5.9); never at night, on a Sunday or at once. */
export function warningsOf(
  rule: Timing,
  stretches: readonly Stretch[],
  result: Count,
  { anchor, armedAt, endedAt }: Armed,
  days: Days,
): Warned[] {
  const { due } = result;
  const warned: Warned[] = [];
  if (due === undefined) return warned;
  for (const [index, warning] of (rule.warnings ?? []).entries()) {
    const at = within(() =>
      'before' in warning
        ? before(due, result.last ?? days.dayOf(due - 1), warning.before, days)
        : share(warning.atPercent, stretches, result, days),
    );
    if (at === undefined || at >= due || at < armedAt || (endedAt !== undefined && endedAt <= at)) continue;
    const early = result.last === undefined ? at <= anchor.at : days.dayOf(at) <= anchor.day;
    if (early) continue;
    const same = warned.find((other) => other.at === at);
    if (same) {
      same.notify = [...new Set([...same.notify, ...warning.notify])];
      same.of.push(index);
    } else warned.push({ at, notify: warning.notify, of: [index] });
  }
  return warned.toSorted((one, other) => one.at - other.at);
}

function before(due: Millis, last: DayNumber, { count, unit }: Limit, days: Days): Millis {
  switch (unit) {
    case 'hours':
      return due - lengthOf({ count, unit });
    case 'workingHours':
      return workingTimeBefore(due, lengthOf({ count, unit }), days);
    case 'workingDays': {
      let day = last;
      for (let left = count; left > 0; left -= 1) day = days.nearestWorked(day - 1, -1);
      return days.opening(day);
    }
    case 'days':
    case 'weeks': {
      let day = last;
      for (let left = unit === 'weeks' ? 7 * count : count; left > 0;) {
        day -= 1;
        if (days.exists(day)) left -= 1;
      }
      return days.opening(days.nearestWorked(day, -1));
    }
    case 'months':
      return days.opening(days.nearestWorked(sameDayLater(last, -count).day, -1));
  }
}

/** The latest instant from which so much working time is left before another, pauses or not. */
function workingTimeBefore(due: Millis, length: Millis, days: Days): Millis {
  let left = length;
  for (let day = days.dayOf(due - 1); ; day -= 1) {
    for (const [from, end] of days.segments(day).toReversed()) {
      const to = Math.min(end, due);
      if (to <= from) continue;
      if (to - from >= left) return to - left;
      left -= to - from;
    }
  }
}

function share(percent: number, stretches: readonly Stretch[], { runs, spans }: Count, days: Days): Millis | undefined {
  const limits = stretches.flatMap((stretch) => (isNamed(stretch) ? [] : stretch));
  if (limits.length < stretches.length) return undefined;
  if (limits.some(ofHours)) {
    const whole = limits.reduce((sum, limit) => sum + lengthOf(limit), 0);
    return usedUp(spans, Math.ceil((whole * percent) / 100));
  }
  const day = countedDay(runs, Math.floor((countedDays(runs) * percent) / 100) + 1);
  return day === undefined ? undefined : days.opening(days.nearestWorked(day, -1));
}
