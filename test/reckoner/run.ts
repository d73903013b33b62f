import type { Extension, Timing } from '../../domain/reckoner/rule.ts';
import { numberOf, type Place } from './place.ts';
import {
  bareLast,
  isHours,
  ownEnd,
  reach,
  type Anchor,
  type Basis,
  type Given,
  type Reach,
  type Stop,
} from './reach.ts';
import type { Episode, Fact } from './said.ts';
import { foretell } from './foretell.ts';

/** All that happens to one clock, as `naive.ts` collected it. */
export type Case = {
  rule: Timing;
  limit: Basis['limit'];
  anchor: Anchor;
  armedAt: number;
  /** The calendar in force when it is armed, and those that come later. */
  place: Place;
  revisions: { at: number; place: Place }[];
  metBy: Fact[];
  cancelledBy: { at: number }[];
  /** By a short track, which changes nothing of a clock that has run out. */
  relieved: number[];
  agreements: Fact[];
  episodes: Episode[];
  extensions: { extension: Extension; at: number; isGiven?: true; id: number }[];
  /** While a complaint is closed it learns of no revision. */
  isClosed: (at: number) => boolean;
  /** A period of a grid that was not met is over when the next begins. */
  isPeriod: boolean;
};
type End = { at: number; how: string; by?: Fact };
export type Life = {
  armedAt: number;
  due: number | undefined;
  last: number | undefined;
  end: End | undefined;
  stops: { from: number; to: number }[];
  warnings: number[];
  accepted: number[];
};

const orders = { agreed: 0, met: 1, cancelled: 2, ends: 3, begins: 4, extended: 5, revised: 6 };
type Event = { at: number; order: keyof typeof orders; act: () => void };

/** Lives through one event after the other, reckoning anew at each with what is known by then (FORMAT.md 5.1). */
export function run(given: Case): Life | undefined {
  const { rule, anchor } = given;
  const basis: Basis = {
    place: given.place,
    rule,
    limit: given.limit,
    anchor,
    stops: given.episodes
      .filter(({ isKnown, since }) => isKnown && since === undefined)
      .map(({ from, to, any }) => ({ from, to, any })),
    given: [],
    agreed: undefined,
  };
  let armedAt: number | undefined = given.limit ? given.armedAt : undefined;
  let out: Reach | undefined;
  let end: End | undefined;
  let isCalledOff = false;
  let used = 0;
  const accepted: number[] = [];
  const final: { reach?: Reach | undefined; basis?: Basis } = {};
  const hold = (): void => {
    final.basis ??= { ...basis, stops: basis.stops.map((stop) => ({ ...stop })), given: [...basis.given] };
    if (!('reach' in final)) final.reach = reach(basis);
  };
  const finish = (at: number, how: string, by?: Fact): void => {
    if (end) return;
    // A suspension is known before it begins, but one that begins after the end does nothing.
    if (!out) basis.stops = basis.stops.filter(({ from }) => from < at);
    hold();
    end = { at, how, ...(by && { by }) };
  };
  const lapse = (at: number): void => {
    if (end || out || armedAt === undefined || at < anchor.at) return;
    const now = reach(basis);
    if (!now || now.due > at) return;
    out = now;
    hold();
    if (rule.kind === 'window' || given.isPeriod) finish(now.due, 'breached');
    if (rule.kind === 'timer') finish(now.due, 'met');
  };
  const meet = (fact: Fact) => (): void => {
    if (armedAt === undefined) isCalledOff = true;
    else finish(fact.at, out ? 'metLate' : 'met', fact);
  };
  const cancel = (at: number) => (): void => {
    if (armedAt === undefined) isCalledOff = true;
    else finish(at, out ? 'breached' : 'cancelled');
  };
  const relieve = (at: number) => (): void => void (out || cancel(at)());
  const agree = (fact: Fact) => (): void => {
    if (end || out || isCalledOff) return;
    basis.agreed = fact.date;
    basis.given = [];
    armedAt ??= Math.max(fact.at, given.armedAt);
  };
  const begin = (episode: Episode): Event[] => {
    const stop: Stop = { from: episode.from, to: Infinity, any: episode.any };
    if (episode.max) stop.max = episode.max;
    const starts: Event = { at: episode.from, order: 'begins', act: () => void (end || out || basis.stops.push(stop)) };
    const ends = (): void => void (end || out || (stop.to = episode.to));
    return [starts, ...(episode.to < Infinity ? [{ at: episode.to, order: 'ends' as const, act: ends }] : [])];
  };
  const learn =
    ({ from, to, any, since = 0 }: Episode) =>
    (): void => {
      if (end || out || (armedAt !== undefined && since >= armedAt && given.isClosed(since))) return;
      basis.stops.push({ from, to, any });
    };
  const move = (place: Place) => (): void => void (end || out || (basis.place = place));
  const extend =
    ({ extension, at, isGiven, id }: Case['extensions'][number]) =>
    (): void => {
      if (isGiven === undefined && (armedAt === undefined || at < given.armedAt || end || out)) return;
      const times = rule.extensions?.times ?? 1;
      if (isGiven === undefined && times !== 'any' && used >= times) return;
      const before = reach(basis);
      const step = stepOf(basis, extension, at, isGiven ?? false);
      if (!step) return;
      const after = reach({ ...basis, given: [...basis.given, step] });
      const isLater = !before || !after || (after.unrolled ?? after.due) > (before.unrolled ?? before.due);
      if (!isGiven && !isLater) return;
      used++;
      basis.given.push(step);
      accepted.push(id);
    };
  const events: Event[] = [
    ...given.metBy.map((fact) => ({ at: fact.at, order: 'met' as const, act: meet(fact) })),
    ...given.cancelledBy.map(({ at }) => ({ at, order: 'cancelled' as const, act: cancel(at) })),
    ...given.relieved.map((at) => ({ at, order: 'cancelled' as const, act: relieve(at) })),
    ...given.agreements.map((fact) => ({ at: fact.at, order: 'agreed' as const, act: agree(fact) })),
    ...given.episodes.filter(({ isKnown }) => !isKnown).flatMap(begin),
    ...given.extensions.map((each) => ({ at: each.at, order: 'extended' as const, act: extend(each) })),
    ...given.episodes.flatMap((each) =>
      each.since === undefined ? [] : { at: each.since, order: 'revised' as const, act: learn(each) },
    ),
    ...given.revisions.map(({ at, place }) => ({ at, order: 'revised' as const, act: move(place) })),
  ].toSorted((one, other) => one.at - other.at || orders[one.order] - orders[other.order]);
  for (const { at, act } of events) {
    lapse(at);
    act();
  }
  lapse(Infinity);
  hold();
  if (armedAt === undefined) return undefined;
  const found = final.reach;
  const [from, endAt] = [armedAt, end?.at ?? Infinity];
  return {
    armedAt,
    due: found?.due,
    end,
    accepted,
    last: found && final.basis!.place.dayOf(found.due - 1),
    stops: final.basis!.stops.map((stop) => ({ from: stop.from, to: Math.min(stop.to, ownEnd(basis.place, stop)) })),
    warnings: found ? foretell(final.basis!, found).filter((at) => at >= from && at < endAt) : [],
  };
}

/** What an extension changes, or nothing if it is refused for what it asks (FORMAT.md 5.6). */
function stepOf(basis: Basis, extension: Extension, at: number, isGiven: boolean): Given | undefined {
  const allowed = basis.rule.extensions;
  if (!allowed) return undefined;
  const { ground } = extension;
  const isLonger = ground !== undefined && (allowed.longer?.grounds.includes(ground) ?? false);
  if (ground !== undefined && !allowed.grounds?.includes(ground) && !isLonger) return undefined;
  if (allowed.by) {
    if (extension.date !== undefined) return undefined;
    const by = extension.by ?? allowed.by;
    if (by.unit !== allowed.by.unit || (by.count > allowed.by.count && !isLonger)) return undefined;
    return { by };
  }
  if (allowed.to) {
    if (extension.date !== undefined || extension.by) return undefined;
    return { to: allowed.to };
  }
  if (extension.by || !allowed.toDate) return undefined;
  const { latest } = allowed.toDate;
  const latestDay = latest && bareLast(basis, latest);
  const date = extension.date === undefined ? latestDay : numberOf(extension.date);
  if (date === undefined) return undefined;
  if (isGiven) return { date };
  const sofar = reach(basis);
  if (latestDay !== undefined && date > latestDay) return undefined;
  if (date < basis.place.dayOf(at)) return undefined;
  if (sofar && date <= (sofar.unrolled ?? 0)) return undefined;
  return { date };
}

export const isOfHours = ({ limit }: Timing): boolean => 'unit' in limit && isHours(limit.unit);

/** What a clock is at an instant (FORMAT.md 5.13). */
export function stateOf(life: Life | undefined, at: number): string {
  if (!life || at < life.armedAt) return 'notArmed';
  if (life.end && at >= life.end.at) return life.end.how;
  if (life.due !== undefined && at >= life.due) return 'breached';
  return life.stops.some(({ from, to }) => from <= at && at < to) ? 'paused' : 'running';
}
