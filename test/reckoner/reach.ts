import type { Limit, Timing } from '../../domain/reckoner/rule.ts';
import { monthsLater, type Place } from './place.ts';

export type Stop = { from: number; to: number; max?: Limit; any: boolean };
export type Given = { by: Limit } | { to: Limit } | { date: number };
export type Anchor = { at: number; onDay: boolean; atEnd: boolean };
export type Basis = {
  place: Place;
  rule: Timing;
  limit: Limit | undefined;
  anchor: Anchor;
  stops: Stop[];
  given: Given[];
  agreed: number | undefined;
};
/** `counted` lists the days that count; not for a day that was agreed or named. */
export type Reach = { due: number; unrolled?: number; last?: number; counted?: number[] | undefined };

export const isHours = (unit: string): boolean => unit === 'hours' || unit === 'workingHours';
const hour = 3_600_000;

/** When a clock runs out if these stops and extensions are all there are (FORMAT.md 5.3 to 5.6). */
export function reach(basis: Basis): Reach | undefined {
  let taken: Stop[] = [];
  let found = reachWith({ ...basis, stops: taken });
  for (const stop of effective(basis)) {
    if (found && stop.from >= found.due) continue; // it came too late
    taken = [...taken, stop];
    found = reachWith({ ...basis, stops: taken });
  }
  return found;
}

function reachWith(basis: Basis): Reach | undefined {
  const { limit, place, anchor, stops } = basis;
  if (stops.some(({ to }) => to === Infinity)) return undefined;
  if (limit && isHours(limit.unit)) return { due: used(place, limit.unit, anchor.at, wholeOf(basis), stops) };
  return reachDay(basis);
}

/** A clock that has not begun is not paused. */
const effective = ({ place, anchor, stops }: Basis): Stop[] =>
  stops
    .map((stop) => ({ ...stop, from: Math.max(stop.from, anchor.at), to: Math.min(stop.to, ownEnd(place, stop)) }))
    .filter(({ from, to }) => from < to)
    .toSorted((one, other) => one.from - other.from);

const wholeOf = ({ limit, given }: Basis): number => {
  let whole = limit?.count ?? 0;
  for (const each of given) {
    if ('by' in each) whole += each.by.count;
    if ('to' in each) whole = each.to.count;
  }
  return whole * hour;
};

/** The instant at which this share of the whole limit has been used up. */
export const shareOf = (basis: Basis, percent: number): number => {
  const stops = effective(basis);
  return used(basis.place, basis.limit!.unit, basis.anchor.at, (wholeOf(basis) * percent) / 100, stops);
};

/** The end that a pause with a `max` has by itself. */
export function ownEnd(place: Place, { from, max }: Stop): number {
  if (!max) return Infinity;
  if (isHours(max.unit)) return used(place, max.unit, from, max.count * hour, []);
  return place.end(daysOf(place, place.dayOf(from), place.dayOf(from), max, () => false).at(-1)!);
}

function used(place: Place, unit: string, from: number, need: number, stops: Stop[]): number {
  let left = need;
  const isRunning = (at: number): boolean => !stops.some((stop) => stop.from <= at && at < stop.to);
  for (let day = place.dayOf(from); ; day++) {
    const open: [number, number][] = unit === 'hours' ? [[place.begin(day), place.end(day)]] : place.segments(day);
    for (const [begin, end] of open) {
      const edges = [begin, end, from, ...stops.flatMap((stop) => [stop.from, stop.to])]
        .filter((at) => at >= Math.max(begin, from) && at <= end)
        .toSorted((one, other) => one - other);
      for (const [index, edge] of edges.entries()) {
        const next = edges[index + 1];
        if (next === undefined || !isRunning(edge)) continue;
        if (next - edge >= left) return edge + left;
        left -= next - edge;
      }
    }
  }
}

/** The days a limit counts, from the first that can count; months are counted from day zero. */
function daysOf(
  place: Place,
  zero: number,
  first: number,
  { count, unit }: Limit,
  skips: (day: number) => boolean,
): number[] {
  let [need, isCounted] = [count, (day: number) => place.exists(day) && !skips(day)];
  if (unit === 'weeks') need = 7 * count;
  if (unit === 'workingDays') isCounted = (day) => place.worked(day) && !skips(day);
  if (unit === 'months') {
    const later = monthsLater(zero, count);
    const last = first === zero && later.isSame ? later.day - 1 : later.day;
    need = 0;
    for (let day = first; day <= last; day++) if (place.exists(day)) need++;
  }
  const counted = [];
  for (let day = first; counted.length < need; day++) if (isCounted(day)) counted.push(day);
  return counted;
}

const endOf = (place: Place, endsAt = 'endOfDay', day: number): number => {
  if (endsAt === 'endOfDay') return place.end(day);
  return endsAt === 'closeOfBusiness' ? place.closing(day) : place.time(day, endsAt);
};

function zeroOf({ place, rule, anchor }: Basis): number {
  if (anchor.atEnd) return place.dayOf(anchor.at - 1);
  const day = place.dayOf(anchor.at);
  const cutOff = rule.counting?.cutOff;
  if (!cutOff) return day;
  const until = cutOff === 'closeOfBusiness' ? place.closing(day) : place.time(day, cutOff);
  const isLate = !anchor.onDay && anchor.at >= until;
  return place.worked(day) && !isLate ? day : place.nth(day + 1, 1, (each) => place.worked(each));
}

function reachDay(basis: Basis): Reach | undefined {
  const { place, rule, limit, stops, given, agreed } = basis;
  const ends = (day: number): number => endOf(place, rule.endsAt, day);
  const skips = (day: number): boolean =>
    stops.some(({ from, to, any }) => {
      if (any) return from < ends(day) && to > place.begin(day) && from < to;
      return from <= ends(day) - 1 && ends(day) - 1 < to;
    });
  const zero = zeroOf(basis);
  const first = rule.counting?.includesAnchorDay ? zero : place.nth(zero + 1, 1);
  const named = (day: number): number => place.nth(day, 1, (each) => place.exists(each) && !skips(each));
  let last: number;
  let counted: number[] | undefined;
  if (agreed !== undefined) last = named(agreed);
  else if (limit) {
    counted = daysOf(place, zero, first, limit, skips);
    last = counted.at(-1)!;
  } else return undefined;
  for (const each of given) {
    if ('date' in each) [last, counted] = [named(each.date), undefined];
    else if ('to' in each) {
      counted = daysOf(place, zero, first, each.to, skips);
      last = counted.at(-1)!;
    } else {
      const more = daysOf(place, last, last + 1, each.by, skips);
      counted &&= [...counted, ...more];
      last = more.at(-1)!;
    }
  }
  const isGood = (day: number): boolean => place.worked(day) && !skips(day);
  let rolled = last;
  if (rule.roll === 'nextWorkingDay' && !place.worked(last)) rolled = place.nth(last, 1, isGood);
  if (rule.roll === 'previousWorkingDay' && !place.worked(last)) {
    const back = place.back(last, (day) => day < first || isGood(day));
    if (back >= first) rolled = back;
  }
  return { due: ends(rolled), unrolled: last, last: rolled, counted };
}

/** The last day a limit reaches without pauses, extensions and roll. */
export function bareLast(basis: Basis, limit: Limit): number {
  const { roll: _, ...rule } = basis.rule;
  return reachDay({ ...basis, rule, limit, stops: [], given: [], agreed: undefined })!.unrolled!;
}
