import type { Moved } from './action.ts';
import type { Complaint, Day, Instant } from './complaint.ts';
import { isSame } from './clockKey.ts';
import { addMilliseconds } from './day.ts';
import { dayText, daysOf, type Days } from './reckoner/days.ts';
import type { Calendars, Reckoned } from './reckoner/life.ts';
import type { Snapshot } from './reckoner/calendar.ts';
import { reckon } from './reckoner/reckon.ts';
import { stateAt } from './reckoner/state.ts';
import type { Account, Timing } from './reckoner/rule.ts';
import { remindAt } from './reminder.ts';
import { isKnownLate, withThoseWithoutRule } from './retagged.ts';
import { clockRule, type ClockRule, type Rules } from './rules.ts';

export type ClockState = 'running' | 'paused' | 'met' | 'metLate' | 'breached' | 'cancelled';

/** What a clock does by itself: it warns before it runs out, runs out, and reminds while it stays unmet. */
type Doing = { at: Instant; does: 'runOut' | 'remind' } | { at: Instant; does: 'warn'; warnings: number[] };
export type Next = { clock: Clock } & Doing;

/**
 * A time limit at work, as it stands after the last entry. `due` is the first instant that is too late (FORMAT.md 5.1);
 * null while a pause is open, and where the calendar does not reach so far.
 */
export type Clock = {
  name: string;
  /** Somebody must, somebody may, or something happens by itself (FORMAT.md 4.5). */
  kind: Timing['kind'];
  tier: number;
  /** Which arming of this name it is, or which period of its series, from 1. */
  occurrence: number;
  state: ClockState;
  armedAt: Instant;
  due: Instant | null;
  /** The day to show to people: due is its end. */
  lastDay?: Day;
  endedAt?: Instant;
  /** When what it does at due was done, which may be later than due. */
  dealtAt?: Instant;
  /** The warnings that were given, by number, each with the last day it warned of. */
  warned?: { [warning: number]: Day };
  /** When those who owe it were told last, once it had run out. */
  toldAt?: Instant;
  next?: Doing;
  /** A day that its calendar does not know. */
  beyond?: Day;
  /** The complaint lost the tag by which the procedure had it. */
  withoutRule?: true;
  /** It had run out, and ended, before the complaint was given the tag by which the procedure has it: nothing follows. */
  knownLate?: true;
};

/** Its time has not run out. */
export const isRunning = ({ state }: Clock): boolean => state === 'running' || state === 'paused';
/** Somebody still owes something because of it. */
export const isLive = (clock: Clock): boolean => isRunning(clock) || (clock.state === 'breached' && !clock.endedAt);

/** The clocks that the time left goes by: what is owed here, else what somebody may still do. No timer: it owes nobody anything. */
export function pressing(clocks: readonly Clock[]): Clock[] {
  const live = clocks.filter((clock) => isLive(clock) && clock.due !== null && clock.kind !== 'timer');
  const duties = live.filter(({ kind }) => kind === 'duty');
  return (duties.length > 0 ? duties : live).toSorted((one, other) => ((one.due ?? '') < (other.due ?? '') ? -1 : 1));
}

/** What of a complaint its clocks are reckoned from. */
type Timed = Happened & Pick<Complaint, 'calendars' | 'clocks' | 'stage' | 'importedAt' | 'said' | 'overAt'>;
type Happened = Pick<Complaint, 'tags' | 'facts' | 'pauses' | 'extensions' | 'procedure' | 'revisions'>;

export const accountOf = ({ procedure, revisions = [], tags, facts, pauses, extensions }: Happened): Account => ({
  tags,
  facts,
  pauses,
  extensions,
  revisions: [{ revision: procedure.revision }, ...revisions],
});

/** The clocks at an instant, reckoned from what has happened, with what those before have already done. */
export function clocksAt(complaint: Timed, rules: Rules, at: Instant): Clock[] {
  const now = Date.parse(at);
  const clocks = reckonedFor(complaint, rules, now)
    .filter(({ armedAt }) => armedAt !== undefined && armedAt <= now)
    .toSorted((one, other) => (one.armedAt ?? 0) - (other.armedAt ?? 0))
    .map((reckoned) => clockOf(reckoned, complaint, rules, now));
  return withThoseWithoutRule(clocks, complaint.clocks, at);
}

/** A reckoning with what it was made from. */
type Made = Pick<Timed, 'facts' | 'tags' | 'pauses' | 'extensions' | 'calendars'> & {
  revisions: Complaint['revisions'] | undefined;
  rules: Rules;
  until: number;
  clocks: Reckoned[];
};
/** The last one alone: a step reckons the same more than once, and a complaint at rest is not to hold on to any. */
let last: Made | undefined;

/** Reckoned once for the same facts: warning and reminding change none. Values are never changed, so the same are the same. */
function reckonedFor(complaint: Timed, rules: Rules, now: number): Reckoned[] {
  const { facts, tags, pauses, extensions, calendars, revisions } = complaint;
  const isSame =
    last?.facts === facts &&
    last.rules === rules &&
    last.tags === tags &&
    last.pauses === pauses &&
    last.extensions === extensions &&
    last.calendars === calendars &&
    last.revisions === revisions &&
    (last.until >= now || rules.clocks.every(({ recurs }) => recurs?.from !== 'grid'));
  if (last && isSame) return last.clocks;
  const { clocks } = reckon(rules, accountOf(complaint), calendarsOf(complaint, rules), now);
  last = { facts, rules, until: now, tags, pauses, extensions, calendars, revisions, clocks };
  return clocks;
}

function clockOf(reckoned: Reckoned, complaint: Timed, rules: Rules, now: number): Clock {
  const { name, tier, occurrence, armedAt = now, due, end, beyond } = reckoned;
  const rule = clockRule(rules, name);
  const before = complaint.clocks.find((each) => isSame(each, reckoned));
  const state = stateAt(reckoned, now);
  const isOver = end ? end.at <= now : due !== undefined && due <= now && rule?.kind !== 'duty';
  const endedAt = isOver ? (end?.at ?? due) : undefined;
  const clock: Clock = {
    name,
    kind: reckoned.kind,
    tier,
    occurrence,
    state: state === 'notArmed' ? 'running' : state,
    armedAt: text(armedAt),
    due: due === undefined ? null : text(due),
    ...(due !== undefined && { lastDay: dayText(daysFor(rule, complaint, rules).dayOf(due - 1)) }),
    ...(endedAt !== undefined && { endedAt: text(endedAt) }),
    ...(before?.dealtAt && { dealtAt: before.dealtAt }),
    ...(before?.warned && { warned: before.warned }),
    ...(before?.toldAt && { toldAt: before.toldAt }),
    ...(beyond && { beyond: beyond.day }),
    ...(isKnownLate(before, due, endedAt, now) && { knownLate: true }),
  };
  const other = saidOf(clock, complaint);
  if (other) return other;
  const next = rule && nextOf(clock, rule, reckoned, complaint, rules);
  return next ? { ...clock, next } : clock;
}

/** What the source of an import says of a clock stands; and what was closed elsewhere is over here for good. */
function saidOf(clock: Clock, { said, overAt }: Timed): Clock | undefined {
  const word = said?.find((each) => isSame(each, clock));
  if (word) return { ...clock, state: word.state, endedAt: word.at };
  if (!overAt) return undefined;
  if (clock.endedAt && clock.endedAt <= overAt) return clock;
  return { ...clock, state: clock.due && clock.due <= overAt ? 'breached' : 'cancelled', endedAt: overAt };
}

function nextOf(
  clock: Clock,
  rule: ClockRule,
  { warnings }: Reckoned,
  complaint: Timed,
  rules: Rules,
): Doing | undefined {
  const { due, lastDay, dealtAt, endedAt, state } = clock;
  const isClosed = complaint.stage === 'closed';
  if (!due) return undefined;
  const isElsewhere = complaint.importedAt !== undefined && due <= complaint.importedAt;
  if (dealtAt) {
    const isOwed = isLive(clock) && !isClosed && !isElsewhere;
    const at = isOwed ? remindAt(clock, rule, daysFor(rule, complaint, rules)) : undefined;
    return at ? { at, does: 'remind' } : undefined;
  }
  // Ended by a fact; what ends of itself at due has yet to be dealt with.
  if (endedAt && !(endedAt === due && state !== 'metLate')) return undefined;
  // Who is told again is told because there is more time than was said.
  const warning = warnings.find(({ of }) => of.some((number) => !lastDay || (clock.warned?.[number] ?? '') < lastDay));
  if (warning && !endedAt && !isClosed && !isElsewhere) {
    return { at: later(text(warning.at), clocksWaitUntil(complaint)), does: 'warn', warnings: warning.of };
  }
  return { at: later(due, clocksWaitUntil(complaint)), does: 'runOut' };
}

/** An import can be finished for a day before its clocks act (`docs/decisions`). */
const importPatience = 86_400_000;

export const clocksWaitUntil = ({ importedAt, stage }: Pick<Complaint, 'importedAt' | 'stage'>): Instant =>
  importedAt && stage !== 'closed' ? addMilliseconds(importedAt, importPatience) : '';

/**
 * The clock that does something by itself first, what, and when. Of what lies behind `now`, what ran out is not warned
 * of any more, and clocks run out in the order of due (FORMAT.md 5.14).
 */
export function nextDue({ clocks }: Pick<Complaint, 'clocks'>, now = ''): Next | undefined {
  let first: Next | undefined;
  for (const clock of clocks) {
    if (!clock.next) continue;
    const isMoot = clock.next.does === 'warn' && clock.due !== null && clock.due <= now;
    const next = isMoot ? { at: later(clock.due ?? '', clock.next.at), does: 'runOut' as const } : clock.next;
    if (!first || next.at < first.at || (next.at === first.at && order(clock, next) < order(first.clock, first))) {
      first = { clock, ...next };
    }
  }
  return first;
}

const order = ({ due }: Clock, { does }: Doing): string => `${ranks[does]}${due ?? ''}`;
const ranks = { runOut: 1, warn: 2, remind: 3 } as const;

/** The clocks whose due instant is elsewhere now. */
export const movesBetween = (before: readonly Clock[], after: readonly Clock[]): Moved[] =>
  after.flatMap((clock) => {
    const { name, tier, occurrence, due: to } = clock;
    const from = before.find((each) => isSame(each, clock))?.due;
    return from === undefined || from === to ? [] : { clock: name, tier, occurrence, from, to };
  });

/** The calendars as this complaint has come to know them, each revision from when it was told. */
export const calendarsOf = ({ calendars }: Pick<Complaint, 'calendars'>, { calendars: snapshots }: Rules): Calendars =>
  Object.fromEntries(
    [...new Set(calendars.map(({ id }) => id))].map((id) => [
      id,
      calendars.flatMap(({ id: its, revision, since }) =>
        its === id ? { since, snapshot: snapshotFor(snapshots, id, revision) } : [],
      ),
    ]),
  );

function snapshotFor(snapshots: Rules['calendars'], id: string, revision: number): Snapshot {
  const snapshot = snapshots.find((each) => each.calendar === id && each.revision === revision);
  if (!snapshot) throw new Error(`The snapshot of calendar ${id}, revision ${revision}, is missing.`);
  return snapshot;
}

/** The days of a clock, by the newest revision that the complaint knows. */
export function daysFor(rule: ClockRule | undefined, { calendars }: Pick<Complaint, 'calendars'>, rules: Rules): Days {
  const id = rule?.calendar ?? rules.calendar;
  const revision = calendars.findLast((each) => each.id === id)?.revision ?? 0;
  return daysOf(snapshotFor(rules.calendars, id, revision));
}

const text = (at: number): Instant => new Date(at).toISOString();
const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);
