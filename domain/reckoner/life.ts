import type { Day, Instant } from '../complaint.ts';
import type { Snapshot } from './calendar.ts';
import { count, dayZero } from './count.ts';
import type { Anchor, Count, Stop, Stretch } from './stretch.ts';
import { OutsideCalendar, daysOf, type DayNumber, type Millis } from './days.ts';
import { agreements, eventsOf } from './events.ts';
import { extended, type WhyNot } from './extend.ts';
import { isClosedAt, type Placed } from './facts.ts';
import type { Account, Timetable, Timing } from './rule.ts';
import { stopOf, suspended, type Halt } from './stops.ts';
import { warningsOf, type Warned } from './warn.ts';

export type State = 'notArmed' | 'running' | 'paused' | 'met' | 'metLate' | 'breached' | 'cancelled';

/** Calendars by id, each with its revisions in order; the first holds from ever on. */
export type Calendars = { readonly [id: string]: readonly Revision[] };
export type Revision = { readonly since: Instant; readonly snapshot: Snapshot };

/** Where a due instant went, and why. */
export type Move = { at: Millis; cause: string; from: Millis | undefined; to: Millis | undefined };

/** One arming of a clock: when it began, when it is due, how it ended, and how all that was found. */
export type Reckoned = {
  name: string;
  kind: Timing['kind'];
  tier: number;
  /** Number of its anchor, or of the period of a series. */
  occurrence: number;
  armedAt?: Millis;
  /** What started it: a fact, or the end of another clock. */
  anchor?: Anchor & { by: string };
  zero?: DayNumber;
  due?: Millis | undefined;
  end?: { as: Exclude<State, 'notArmed' | 'running' | 'paused'>; at: Millis };
  stretches: Stretch[];
  count?: Count;
  warnings: Warned[];
  moves: Move[];
  /** The calendar does not know a day that had to be asked: there is no due, and never a guess. */
  beyond?: { calendar: string; day: Day };
  /** Of the calendar it was reckoned by. */
  revision?: number;
};

export type Reckoning = {
  clocks: Reckoned[];
  /** The extensions and pauses by hand that have no effect, by their numbers. */
  refused: { extensions: Map<number, WhyNot>; pauses: number[] };
};

/** What arms one clock: its anchor, and from when on. */
export type Arming = {
  tier: number;
  occurrence: number;
  anchor: Anchor & { by: string };
  armedAt: Millis;
  /** The facts that arm it, which neither meet nor end it. */
  own: readonly number[];
  /** The anchor after it, of a clock armed every time. */
  replacedAt?: Millis;
  /** Which period on a grid. */
  period?: number;
  /** No fact ends it: to find where the periods of a grid meet. */
  bare?: true;
};

export type World = {
  timetable: Timetable;
  account: Account;
  placed: readonly Placed[];
  /** When a short track was taken that relieves this clock. */
  taken: Millis | undefined;
  /** Numbers of the extensions that took effect; those of this clock are added. */
  given: Set<number>;
  /** Why others did not. */
  refused: Map<number, WhyNot>;
};

/** The life of one clock: what happened to it is gone through in order, each with what was known at that instant. */
export function live(rule: Timing, arming: Arming, revisions: readonly Revision[], world: World): Partial<Reckoned> {
  const { anchor } = arming;
  const { timetable, account, placed } = world;
  let days = daysOf(revisions[0]!.snapshot);
  let { revision } = revisions[0]!.snapshot;
  let { armedAt } = arming;

  const limit = 'agreedBy' in rule.limit ? rule.limit.otherwise : rule.limit;
  let stretches: Stretch[] = limit ? [{ ...limit, count: limit.count * (arming.period ?? 1) }] : [];
  if (!limit) {
    const first = agreements(rule, arming, placed)[0]?.at;
    if (first === undefined) return {};
    armedAt = Math.max(armedAt, first);
  }

  let end: Reckoned['end'];
  let isOut = false;
  const halts: { halt: Halt; to: Millis }[] = [];
  const laid = suspended(timetable, rule.name, account, placed, days);
  const suspensions = laid.flatMap(({ stop, since }) => (since === undefined ? stop : []));
  /** What begins when a fact has ended the clock comes too late; what ran out of itself has its due. */
  const isInTime = ({ from }: Stop): boolean => !end || isOut || from < end.at;
  const stops = (): Stop[] =>
    halts.length === 0 && suspensions.length === 0
      ? []
      : [...halts.map(({ halt, to }) => stopOf(halt, to, days)), ...suspensions.filter(isInTime)]
          .map((stop) => ({ ...stop, from: Math.max(stop.from, anchor.at) }))
          .filter(({ from, to }) => to > from)
          .toSorted((one, other) => one.from - other.from);
  let known: Count | undefined;
  let bare: Count | undefined;
  const current = (): Count => {
    if (known) return known;
    let taken: Stop[] = [];
    try {
      taken = stops();
      bare ??= count(rule, stretches, anchor, [], days);
      return (known = taken.length === 0 ? bare : count(rule, stretches, anchor, taken, days, bare));
    } catch (error) {
      // One clock that runs into a year its calendar does not know stops no other, and a revision may know it.
      if (!(error instanceof OutsideCalendar)) throw error;
      const { calendar, day } = error;
      return (known = { due: undefined, runs: [], spans: [], stops: taken, beyond: { calendar, day } });
    }
  };
  const due = (): Millis | undefined => current().due;

  let used = 0;
  const moves: Move[] = [];
  const change = (at: Millis, cause: string, how: () => void, keepsLimit = false): void => {
    const isRunning = at >= armedAt && stretches.length > 0;
    const from = isRunning ? due() : undefined;
    how();
    known = undefined;
    if (!keepsLimit) bare = undefined;
    if (!isRunning && (at < armedAt || stretches.length === 0)) return;
    const to = due();
    if (to !== from) moves.push({ at, cause, from, to });
  };
  /** Whether it has run out by now; what was no duty is over with that, and so is a period on a grid. */
  const runOut = (at: Millis): void => {
    if (isOut || end || stretches.length === 0 || at < anchor.at) return;
    const ranOut = due();
    if (ranOut === undefined || ranOut > at) return;
    isOut = true;
    if (rule.kind !== 'duty' || arming.period) end = { as: rule.kind === 'timer' ? 'met' : 'breached', at: ranOut };
  };

  for (const event of eventsOf({ rule, arming, armedAt, revisions, laid }, world, days)) {
    const { at } = event;
    runOut(at);
    if (end) break;
    const isArmed = at >= armedAt;
    switch (event.do) {
      case 'meet':
        if (!limit && !isArmed && at >= anchor.at) return {};
        if (isArmed) end = { as: isOut ? 'metLate' : 'met', at };
        break;
      case 'cancel':
        if (!limit && !isArmed && at >= anchor.at) return {};
        if (isArmed) end = { as: isOut ? 'breached' : 'cancelled', at };
        break;
      case 'relieve':
        if (isArmed && !isOut) end = { as: 'cancelled', at };
        break;
      case 'agree':
        if (!isOut) change(at, 'agreed', () => (stretches = [{ day: event.day }]));
        break;
      case 'halt':
        if (!isOut) change(at, event.halt.rule.reason, () => halts.push({ halt: event.halt, to: Infinity }), true);
        break;
      case 'resume':
        if (!isOut) {
          change(
            at,
            event.halt.rule.reason,
            () => {
              const open = halts.find(({ halt }) => halt === event.halt);
              if (open) open.to = at;
            },
            true,
          );
        }
        break;
      case 'extend': {
        const asked = account.extensions[event.index]!;
        const isEarlier = isForEarlier(rule, arming, asked.tier);
        if (isEarlier ? !world.given.has(event.index) : !isFor(rule, arming, asked.tier)) break;
        const longer: Stretch[] | WhyNot =
          (isEarlier || isArmed) && !isOut
            ? extended(rule, { asked, used, stretches, anchor, stops: stops(), days, now: current() })
            : 'notRunning';
        if (typeof longer === 'string') {
          world.refused.set(event.index, longer);
          break;
        }
        used += 1;
        world.given.add(event.index);
        change(at, 'extension', () => (stretches = longer));
        break;
      }
      case 'suspend':
        if (!isOut && (!isArmed || !isClosedAt(placed, at))) {
          change(at, 'suspension', () => suspensions.push(event.stop), true);
        }
        break;
      case 'revise': {
        const follows = !isArmed || (timetable.calendarChanges !== 'freeze' && !isClosedAt(placed, at));
        if (follows && !isOut) {
          change(at, 'calendar', () => {
            days = daysOf(event.snapshot);
            ({ revision } = event.snapshot);
          });
        }
      }
    }
    if (end) break;
    runOut(at);
  }
  if (!suspensions.every(isInTime)) known = undefined; // they come too late
  const result = current();
  const endedAt = end?.at;
  return {
    armedAt,
    anchor,
    ...(result.beyond ? { beyond: result.beyond } : { zero: dayZero(rule, anchor, days) }),
    due: result.due,
    ...(end && { end }),
    stretches,
    count: result,
    warnings: warningsOf(rule, stretches, result, { anchor, armedAt, ...(endedAt !== undefined && { endedAt }) }, days),
    moves,
    revision,
  };
}

/** Whether an extension that names a tier, or none, is one of this clock. */
const isFor = ({ armed }: Timing, arming: Arming, tier = 1): boolean =>
  armed === 'once' || armed === 'everyTime' || tier === arming.tier;

/** One maximum over all tiers: what was given in an earlier one holds, and is used up (5.10). */
const isForEarlier = ({ armed }: Timing, arming: Arming, tier = 1): boolean => armed === 'shared' && tier < arming.tier;
