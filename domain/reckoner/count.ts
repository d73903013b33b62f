import { minutesOf, sameDayLater, type DayNumber, type Days, type Millis } from './days.ts';
import { countHours } from './hours.ts';
import type { Timing } from './rule.ts';
import { isNamed, ofHours, type Anchor, type Count, type Run, type Stop, type Stretch } from './stretch.ts';

/**
 * From the anchor to the due instant. Stops are taken in the order in which they begin; one that begins when the
 * clock would have run out without it comes too late (FORMAT.md 5.5). `bare`: the same without stops, where it is known.
 */
export function count(
  rule: Timing,
  stretches: readonly Stretch[],
  anchor: Anchor,
  stops: readonly Stop[],
  days: Days,
  bare?: Count,
): Count {
  const once = stretches.some((stretch) => !isNamed(stretch) && ofHours(stretch)) ? countHours : countDays;
  let taken: Stop[] = [];
  let result = bare ?? once(rule, stretches, anchor, taken, days);
  for (const stop of stops) {
    if (result.due !== undefined && stop.from >= result.due) break;
    taken = [...taken, stop];
    result = once(rule, stretches, anchor, taken, days);
  }
  return result;
}

/** Day zero (FORMAT.md 5.4, step 1). */
export function dayZero({ counting }: Timing, anchor: Anchor, days: Days): DayNumber {
  const cutOff = counting?.cutOff;
  if (!cutOff || anchor.ofClock) return anchor.day;
  if (!days.isWorked(anchor.day)) return days.nearestWorked(anchor.day + 1, 1);
  if (anchor.onDay) return anchor.day;
  const cut = cutOff === 'closeOfBusiness' ? days.closing(anchor.day) : days.at(anchor.day, minutesOf(cutOff));
  return anchor.at < cut ? anchor.day : days.nearestWorked(anchor.day + 1, 1);
}

/** The instant at which a clock that ends with this day runs out (5.4, step 6). */
function endingOf({ endsAt = 'endOfDay' }: Timing, day: DayNumber, days: Days): Millis {
  if (endsAt === 'endOfDay') return days.begin(day + 1);
  return endsAt === 'closeOfBusiness' ? days.closing(day) : days.at(day, minutesOf(endsAt));
}

function countDays(
  rule: Timing,
  stretches: readonly Stretch[],
  anchor: Anchor,
  stops: readonly Stop[],
  days: Days,
): Count {
  const zero = dayZero(rule, anchor, days);
  const included = rule.counting?.includesAnchorDay === true;
  const first = included ? zero : zero + 1;
  const result: Count = { due: undefined, runs: [], spans: [], stops: [...stops] };

  /** What stops this day from counting. */
  const stopOf = (day: DayNumber): Stop | undefined =>
    stops.find(({ from, to, anyPart }) => {
      const near = (day - 2) * 86_400_000;
      if (to < near || from > near + 5 * 86_400_000) return false;
      const ending = endingOf(rule, day, days);
      return from < ending && (anyPart ? to > days.begin(day) : to >= ending);
    });
  const note = (day: DayNumber, as: Run['as'], cause?: string): void => {
    const before = result.runs.at(-1);
    if (before && before.to === day - 1 && before.as === as && before.cause === cause) before.to = day;
    else result.runs.push({ from: day, to: day, as, ...(cause && { cause }) });
  };

  /** So many days from the one after `after`; undefined if a pause without an end is met. */
  const onwards = (after: DayNumber, number: number, worked: boolean): DayNumber | undefined => {
    let day = after;
    for (let left = number; left > 0;) {
      day += 1;
      if (!days.exists(day)) continue;
      if (worked && !days.isWorked(day)) {
        note(day, 'notWorked');
        continue;
      }
      const stop = stops.length > 0 ? stopOf(day) : undefined;
      if (stop) {
        if (stop.to === Infinity) return undefined;
        note(day, 'paused', stop.cause);
        continue;
      }
      note(day, 'counted');
      left -= 1;
    }
    return day;
  };

  let last: DayNumber | undefined = first - 1;
  for (const [index, stretch] of stretches.entries()) {
    if (last === undefined) break;
    if (isNamed(stretch)) {
      result.runs = [];
      last = stretch.day;
      if (!days.exists(last)) last += 1; // the zone skipped it
      for (let stop = stopOf(last); stop; stop = stopOf(last)) {
        if (stop.to === Infinity) return result;
        note(last, 'paused', stop.cause);
        last += 1;
      }
      continue;
    }
    const { count: number, unit } = stretch;
    switch (unit) {
      case 'days':
        last = onwards(last, number, false);
        break;
      case 'weeks':
        last = onwards(last, 7 * number, false);
        break;
      case 'workingDays':
        last = onwards(last, number, true);
        break;
      case 'months':
        last = onwards(last, daysInMonths(index === 0 ? zero : last, number, index === 0 && included, days), false);
        break;
      case 'hours':
      case 'workingHours':
        throw new RangeError(`The clock ${rule.name} mixes hours and days.`);
    }
  }
  if (last === undefined) return result;
  result.unrolled = last;
  result.last = roll(rule, last, first, stopOf, days);
  if (result.last === undefined) return result;
  for (let day = last + 1; day <= result.last; day += 1) note(day, 'rolled');
  result.due = endingOf(rule, result.last, days);
  return result;
}

/** The days that a period of months has without pauses (5.4, step 3). */
function daysInMonths(zero: DayNumber, months: number, included: boolean, days: Days): number {
  const { day, exists } = sameDayLater(zero, months);
  const last = included && exists ? day - 1 : day;
  let number = 0;
  for (let each = included ? zero : zero + 1; each <= last; each += 1) if (days.exists(each)) number += 1;
  return number;
}

function roll(
  { roll: how = 'none' }: Timing,
  last: DayNumber,
  first: DayNumber,
  stopOf: (day: DayNumber) => Stop | undefined,
  days: Days,
): DayNumber | undefined {
  if (how === 'none' || days.isWorked(last)) return last;
  const step = how === 'nextWorkingDay' ? 1 : -1;
  for (let day = last + step; ; day += step) {
    if (step === -1 && day < first) return last;
    const stop = stopOf(day);
    if (stop?.to === Infinity && step === 1) return undefined;
    if (!stop && days.isWorked(day)) return day;
  }
}

/** The counted day of this number, from 1. */
export function countedDay(runs: readonly Run[], number: number): DayNumber | undefined {
  let left = number;
  for (const { from, to, as } of runs) {
    if (as !== 'counted') continue;
    const length = to - from + 1;
    if (left <= length) return from + left - 1;
    left -= length;
  }
  return undefined;
}

export const countedDays = (runs: readonly Run[]): number =>
  runs.reduce((sum, { from, to, as }) => sum + (as === 'counted' ? to - from + 1 : 0), 0);
