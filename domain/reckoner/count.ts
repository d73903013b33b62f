import type { Day } from '../complaint.ts';
import { minutesOf, sameDayLater, type DayNumber, type Days, type Millis, type Span } from './days.ts';
import type { Limit, Timing } from './rule.ts';

/** Time that does not run; `to` is Infinity while nobody knows its end. */
export type Stop = { from: Millis; to: Millis; cause: string; anyPart: boolean };

/** Days of one kind in a row, both included. `paused` carries what stopped the clock. */
export type Run = { from: DayNumber; to: DayNumber; as: 'counted' | 'notWorked' | 'paused' | 'rolled'; cause?: string };

/** How a due was found: what runs together from the anchor to it. */
export type Count = {
  /** The first instant that is too late; undefined while a pause is open. */
  due: Millis | undefined;
  /** Of a clock of days: the day it ends with, before the roll and after it. */
  unrolled?: DayNumber;
  last?: DayNumber | undefined;
  runs: Run[];
  /** Of a clock of hours: the spans in which it ran. */
  spans: Span[];
  /** What its calendar does not know: then there is no due. */
  beyond?: { calendar: string; day: Day };
  /** The stops that were taken into account. */
  stops: Stop[];
};

/** What a limit is made of: the limit, then what extensions add; or a day that was agreed or named. */
export type Stretch = Limit | { day: DayNumber };

export const isNamed = (stretch: Stretch): stretch is { day: DayNumber } => 'day' in stretch;
export const ofHours = ({ unit }: Limit): boolean => unit === 'hours' || unit === 'workingHours';

export type Anchor = {
  at: Millis;
  day: DayNumber;
  /** Known only by its day. */ onDay?: boolean;
  /** The end of another clock. */ ofClock?: boolean;
};

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
  for (let day = last + step; step === 1 || day >= first; day += step) {
    const stop = stopOf(day);
    if (stop?.to === Infinity && step === 1) return undefined;
    if (!stop && days.isWorked(day)) return day;
  }
  return last;
}

function countHours(
  rule: Timing,
  stretches: readonly Stretch[],
  anchor: Anchor,
  stops: readonly Stop[],
  days: Days,
): Count {
  const result: Count = { due: undefined, runs: [], spans: [], stops: [...stops] };
  let left = 0;
  let working = false;
  for (const stretch of stretches) {
    if (isNamed(stretch) || !ofHours(stretch)) throw new RangeError(`The clock ${rule.name} mixes hours and days.`);
    left += lengthOf(stretch);
    working = stretch.unit === 'workingHours';
  }
  for (const [from, to] of running(anchor.at, working, stops, days)) {
    if (to - from >= left) {
      result.spans.push([from, from + left]);
      result.due = from + left;
      return result;
    }
    result.spans.push([from, to]);
    left -= to - from;
  }
  return result;
}

export const lengthOf = ({ count: number }: Limit): Millis => Math.round(number * 3_600_000);

/** The spans from an instant on in which time runs: worked or all, and not stopped. Ends where a pause has no end. */
function* running(from: Millis, working: boolean, stops: readonly Stop[], days: Days): Generator<Span> {
  if (!working) return yield* unstopped([from, Infinity], stops);
  const open = stops.some(({ to }) => to === Infinity);
  const openFrom = open ? Math.min(...stops.filter(({ to }) => to === Infinity).map((stop) => stop.from)) : Infinity;
  for (let day = days.dayOf(from); days.begin(day) < openFrom; day += 1) {
    for (const [begin, end] of days.segments(day)) {
      if (end > from) yield* unstopped([Math.max(begin, from), end], stops);
    }
  }
}

function* unstopped([from, to]: Span, stops: readonly Stop[]): Generator<Span> {
  let begin = from;
  for (const stop of stops) {
    if (stop.to <= begin || stop.from >= to) continue;
    if (stop.from > begin) yield [begin, stop.from];
    begin = Math.max(begin, stop.to);
    if (begin >= to) return;
  }
  if (begin < to) yield [begin, to];
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

/** When so much of the running time has been used up. */
export function usedUp(spans: readonly Span[], amount: Millis): Millis | undefined {
  let left = amount;
  for (const [from, to] of spans) {
    if (to - from >= left) return from + left;
    left -= to - from;
  }
  return undefined;
}
