import type { Entry, OfClock } from './action.ts';
import { owesNothing } from './advance.ts';
import { accountOf, calendarsOf, clocksWaitUntil } from './clock.ts';
import { isSame, type ClockKey } from './clockKey.ts';
import type { Complaint, Instant } from './complaint.ts';
import { fold } from './fold.ts';
import type { Reckoned } from './reckoner/life.ts';
import { reckon } from './reckoner/reckon.ts';
import type { Rules } from './rules.ts';
import { canonical, hashOf } from './trail.ts';

/** What can be wrong with the clocks of a complaint, or with what they are reckoned from. */
export type FaultKind =
  | 'altered'
  | 'untold'
  | 'otherFacts'
  | 'otherDue'
  | 'lostClock'
  | 'strangeClock'
  | 'nothingComing'
  | 'ranOutTwice'
  | 'ranOutUnseen'
  | 'missed'
  | 'notRunning';

export type Fault = { reference: string; fault: FaultKind; detail: string } & Partial<Omit<OfClock, 'due'>>;

/** A complaint and its trail as they are stored, with the rules that it is judged by. */
export type Reconciled = {
  complaint: Complaint;
  trail: readonly Entry[];
  rules: Rules;
  /** Whether its workflow is running, where that is known. */
  isRunning?: boolean;
  /** What was to happen before this instant must have happened. */
  by?: Instant;
};

/** A finding, before it is said of which complaint. */
type Found = Omit<Fault, 'reference'>;
/** Everything that is looked at: what is stored, what the trail tells, and the clocks reckoned afresh. */
type Sight = Reconciled & { told: Complaint | undefined; reckoned: Reckoned[] };

/**
 * Everything that is wrong with one complaint, so that no clock is missed in silence: each that was ever armed has one
 * ending, or something that leads to it.
 */
export function faultsOf(all: Reconciled): Fault[] {
  const { complaint, trail, rules } = all;
  const { reference } = complaint;
  const told = attempt(() => fold(trail, reference, rules).complaint);
  const from = told.value ?? complaint;
  // Not taken from the fold, which has come to its clocks one entry after the other; those that lost their rule with a tag
  // stand as they ended, also where the tag has come again.
  const isOver = (one: Reckoned): boolean => from.clocks.some((each) => each.withoutRule && isSame(each, one));
  const reckoned = attempt(() =>
    reckon(rules, accountOf(from), calendarsOf(from, rules), Date.parse(from.lastAt)).clocks.filter(
      (one) => one.armedAt !== undefined && one.armedAt <= Date.parse(from.lastAt) && !isOver(one),
    ),
  );
  const untold = [...new Set([told.why, reckoned.why])].flatMap((why): Found[] =>
    why === undefined ? [] : [{ fault: 'untold', detail: `it cannot be told anew: ${why}` }],
  );
  const sight: Sight = { ...all, told: told.value, reckoned: reckoned.value ?? [] };
  const known = reckoned.value ? checks : checks.filter((check) => !needReckoning.includes(check));
  return [...untold, ...known.flatMap((check) => check(sight))].map((found) => ({ reference, ...found }));
}

type Check = (sight: Sight) => Found[];

/** Every entry has its hash and number, and follows the one before. The first that does not is enough. */
const chained: Check = ({ trail, complaint }) => {
  const wrong = trail.find(({ hash, ...line }, index) => {
    const isNext = line.sequence === index + 1 && line.previous === (trail[index - 1]?.hash ?? null);
    return !isNext || hash !== hashOf(line);
  });
  if (wrong) return [{ fault: 'altered', detail: `entry ${wrong.sequence} is not what was chained there` }];
  if (complaint.head === (trail.at(-1)?.hash ?? null)) return [];
  return [{ fault: 'altered', detail: 'the head is not the hash of the last entry' }];
};

const factsFollow: Check = ({ complaint, told }) => {
  if (!told) return [];
  const stored = new Map(Object.entries(complaint));
  const anew = new Map(Object.entries(told));
  const names = [...new Set([...stored.keys(), ...anew.keys()])];
  const others = names.filter((name) => canonical(stored.get(name)) !== canonical(anew.get(name)));
  if (others.length === 0) return [];
  return [{ fault: 'otherFacts', detail: `not the fold of the trail: ${others.toSorted().join(', ')}` }];
};

/** The same clocks as reckoned afresh, each with the same due. */
const clocksFollow: Check = ({ complaint: { clocks }, reckoned }) => [
  ...reckoned.flatMap((one): Found[] => {
    const stored = clocks.find((each) => isSame(each, one));
    const due = one.due === undefined ? null : text(one.due);
    if (!stored) return [{ fault: 'lostClock', ...named(one), detail: `it was armed and is not there; due ${due}` }];
    if (stored.due === due) return [];
    return [{ fault: 'otherDue', ...named(one), detail: `stored ${stored.due}, reckoned ${due}` }];
  }),
  ...clocks
    .filter((stored) => !stored.withoutRule && !reckoned.some((each) => isSame(each, stored)))
    .map((stored): Found => ({ fault: 'strangeClock', ...named(stored), detail: 'nothing has armed it' })),
];

/** One that has not ended waits for its due, or has run out and that is on record. */
const somethingComes: Check = ({ complaint: { clocks } }) =>
  clocks
    .filter(({ endedAt, next, due, dealtAt }) => !endedAt && !next && due !== null && !dealtAt)
    .map((clock) => ({
      fault: 'nothingComing',
      ...named(clock),
      detail: `${clock.state}, due ${clock.due}, and nothing will happen then`,
    }));

const ranOutOnce: Check = ({ trail }) => {
  const seen: ClockKey[] = [];
  return ranOut(trail).flatMap(({ sequence, ...clock }): Found[] => {
    const isSecond = seen.some((each) => isSame(each, clock));
    seen.push(clock);
    return isSecond ? [{ fault: 'ranOutTwice', ...named(clock), detail: `entry ${sequence} says so again` }] : [];
  });
};

/** What ran out before the last entry was dealt with before it. */
const ranOutSeen: Check = ({ complaint, told, trail, reckoned }) => {
  const { lastAt, overAt, importedAt, said = [], clocks } = told ?? complaint;
  if (overAt) return []; // closed elsewhere: nothing follows from its clocks here
  const entries = ranOut(trail);
  const isSaid = (clock: ClockKey): boolean => said.some((each) => isSame(each, clock));
  // Those of an import wait until it can be finished; what was done late before that is no longer written down.
  const until = importedAt ? clocksWaitUntil({ importedAt, stage: 'received' }) : '';
  const waits = (clock: Reckoned): boolean =>
    importedAt !== undefined &&
    (clock.end && clock.end.at > (clock.due ?? 0)
      ? text(clock.end.at) < until
      : clocks.some(({ next, ...each }) => isSame(each, clock) && next && next.at > lastAt));
  return reckoned
    .filter(({ due, end }) => due !== undefined && due < Date.parse(lastAt) && !(end && end.at < due))
    .filter((clock) => !entries.some((each) => isSame(each, clock)) && !isSaid(clock) && !waits(clock))
    .filter((clock) => !clocks.some((each) => each.knownLate && isSame(each, clock)))
    .map((clock) => ({
      fault: 'ranOutUnseen',
      ...named(clock),
      detail: `it ran out at ${text(clock.due ?? 0)}, and no entry says so`,
    }));
};

const onTime: Check = ({ complaint: { clocks }, by = '' }) =>
  clocks.flatMap(({ next, ...clock }): Found[] =>
    next && next.at < by ? [{ fault: 'missed', ...named(clock), detail: `to ${next.does} at ${next.at}` }] : [],
  );

const isKept: Check = ({ complaint, isRunning }) =>
  isRunning === false && !owesNothing(complaint)
    ? [{ fault: 'notRunning', detail: `${complaint.stage}, and its workflow is not running` }]
    : [];

const needReckoning: Check[] = [clocksFollow, ranOutSeen];
const checks = [chained, factsFollow, clocksFollow, somethingComes, ranOutOnce, ranOutSeen, onTime, isKept];

const ranOut = (trail: readonly Entry[]): (ClockKey & { sequence: number })[] =>
  trail.flatMap(({ action, sequence }) =>
    action.kind === 'runOut' ? { name: action.clock, tier: action.tier, occurrence: action.occurrence, sequence } : [],
  );

const named = ({ name, tier, occurrence }: ClockKey): Omit<OfClock, 'due'> => ({ clock: name, tier, occurrence });

/** What comes of it, or why nothing does: what is stored may be anything by now. */
function attempt<T>(make: () => T): { value?: T; why?: string } {
  try {
    return { value: make() };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

const text = (at: number): Instant => new Date(at).toISOString();
