import { isNamed, ofHours, type Anchor, type Count, type Stop, type Stretch } from './stretch.ts';
import type { Days, Millis, Span } from './days.ts';
import type { Limit, Timing } from './rule.ts';

/** From the anchor on the line of instants: to the earliest at which the time has been used up (FORMAT.md 5.3). */
export function countHours(
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

/** When so much of the running time has been used up. */
export function usedUp(spans: readonly Span[], amount: Millis): Millis | undefined {
  let left = amount;
  for (const [from, to] of spans) {
    if (to - from >= left) return from + left;
    left -= to - from;
  }
  return undefined;
}
