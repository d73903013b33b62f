import { accountOf, calendarsOf } from '../clock.ts';
import { isSame, type ClockKey } from '../clockKey.ts';
import type { Complaint, Day, Instant } from '../complaint.ts';
import type { Rules } from '../rules.ts';
import { timetableOf, type ProcedureFile } from '../timetable.ts';
import { canonical } from '../trail.ts';
import type { Snapshot } from './calendar.ts';
import { dayText, daysOf } from './days.ts';
import { explain, type Step } from './explain.ts';
import type { Calendars, State } from './life.ts';
import { reckon } from './reckon.ts';
import { stateAt } from './state.ts';
import type { Account, PauseRule, Suspension, Timetable, Timing } from './rule.ts';

type FileClock = ProcedureFile['clocks'][number];
type ShortTrack = NonNullable<ProcedureFile['shortTracks']>[number];

/** What a certificate is reckoned from: the terms are those of FORMAT.md. */
type Basis = {
  format: typeof format;
  reference: string;
  procedure: Pick<ProcedureFile, 'id' | 'version' | 'calendar' | 'calendarChanges'>;
  clock: FileClock | ShortTrack;
  tier: number;
  occurrence: number;
  /** What else of the procedure bears on this clock. */
  beside: { clocks: FileClock[]; shortTracks: ShortTrack[]; pauses: PauseRule[]; suspensions: Suspension[] };
  inputs: Account;
  /** In order; of each calendar the first holds from ever on. */
  calendars: ({ since: Instant } & Snapshot)[];
  asOf: Instant;
};

type Standing = { steps: Step[]; due: Instant | null; lastDay?: Day; state: State };

/** How one clock stands and why, for somebody else's program to reckon again: codes, days and instants, no words. */
export type Certificate = Basis &
  Standing & {
    /** What the source of an import says of this clock, which then stands in place of `state`. */
    said?: { state: State; at: Instant };
    /** When it was closed elsewhere: all of its clocks were over then. */
    overAt?: Instant;
  };

const format = 'recourse-certificate/1';

/** The certificate of one clock that was armed, as of the last entry. */
export function certificateOf(complaint: Complaint, rules: Rules, clock: ClockKey): Certificate {
  const { reference, procedure, lastAt, said, overAt } = complaint;
  const names = bearingOn(clock.name, rules, complaint);
  const rule = ruleOf(clock.name, rules);
  const others = names.filter((name) => name !== clock.name);
  const bears = ({ clocks }: { clocks: string[] }): boolean => clocks.some((name) => names.includes(name));
  const basis: Basis = {
    format,
    reference,
    procedure: {
      ...only(procedure, 'id', 'version', 'revision'),
      ...only(rules, 'calendar', 'calendarChanges'),
    },
    clock: rule,
    tier: clock.tier,
    occurrence: clock.occurrence,
    beside: {
      clocks: others.map((name) => ruleOf(name, rules)).filter(isClock),
      shortTracks: others.map((name) => ruleOf(name, rules)).filter(isTrack),
      pauses: rules.pauses.filter(bears).map(pauseRule),
      suspensions: rules.suspensions.filter(bears).map(suspension),
    },
    inputs: accountOf(complaint),
    calendars: calendarsFor(names, complaint, rules),
    asOf: lastAt,
  };
  const word = said?.find((each) => isSame(each, clock));
  return {
    ...basis,
    ...standingOf(basis),
    ...(word && { said: only(word, 'state', 'at') }),
    ...(overAt && { overAt }),
  };
}

type Recomputed = Standing & { agrees: boolean };

/** The same clock, reckoned from the certificate alone; whether it is as the certificate has it. */
export function recompute(certificate: Certificate): Recomputed {
  const { format: its }: { format: string } = certificate; // anybody may have made it
  if (its !== format) throw new RangeError(`This is no ${format}.`);
  const standing = standingOf(certificate);
  const { steps, due, lastDay, state } = certificate;
  const said: Standing = { steps, due, ...(lastDay !== undefined && { lastDay }), state };
  return { ...standing, agrees: canonical(standing) === canonical(said) };
}

function standingOf({ procedure, clock, tier, occurrence, beside, inputs, calendars, asOf }: Basis): Standing {
  const timetable = timetableOf({
    ...procedure,
    ...beside,
    clocks: isClock(clock) ? [clock, ...beside.clocks] : beside.clocks,
    shortTracks: isTrack(clock) ? [clock, ...beside.shortTracks] : beside.shortTracks,
  });
  const now = Date.parse(asOf);
  const key = { name: clock.name, tier, occurrence };
  const known = byId(calendars);
  const reckoned = reckon(timetable, inputs, known, now).clocks.find((each) => isSame(each, key));
  if (!reckoned) return { steps: [], due: null, state: 'notArmed' };
  const id = (isClock(clock) ? clock.calendar : undefined) ?? procedure.calendar;
  const newest = known[id]?.at(-1);
  if (!newest) throw new RangeError(`The certificate has no calendar ${id}.`);
  const days = daysOf(newest.snapshot);
  const { due } = reckoned;
  return {
    steps: explain(reckoned, days),
    due: due === undefined ? null : new Date(due).toISOString(),
    ...(due !== undefined && { lastDay: dayText(days.dayOf(due - 1)) }),
    state: stateAt(reckoned, now),
  };
}

/** This clock, and those that it starts after, that relieve it, or whose extension is a word from us (FORMAT.md 5.6). */
function bearingOn(name: string, rules: Timetable, { extensions }: Pick<Account, 'extensions'>): string[] {
  const noticed = rules.clocks
    .filter((rule) => rule.extensions?.notice && extensions.some(({ clock }) => clock === rule.name))
    .map((rule) => rule.name);
  const names = [...new Set([name, ...noticed])];
  // The list grows under the loop, until it holds all that bears on what it holds.
  for (const each of names) {
    const after = rules.clocks.find((rule) => rule.name === each)?.startsAtLatest;
    const tracks = Object.keys(rules.relieves).filter((track) => rules.relieves[track]?.includes(each));
    for (const other of [...(after ? [after] : []), ...tracks]) if (!names.includes(other)) names.push(other);
  }
  return names;
}

function ruleOf(name: string, { clocks, relieves }: Timetable): FileClock | ShortTrack {
  const rule = clocks.find((each) => each.name === name);
  if (!rule) throw new RangeError(`There is no clock ${name}.`);
  const relieved = relieves[name];
  return relieved ? trackOf(rule, relieved) : clockOf(rule);
}

const isTrack = (rule: FileClock | ShortTrack): rule is ShortTrack => 'takenBy' in rule;
const isClock = (rule: FileClock | ShortTrack): rule is FileClock => !isTrack(rule);

/** Whom it tells and what follows bear on no instant. */
const clockOf = (rule: Timing): FileClock => ({
  ...only(rule, 'name', 'kind', 'starts', 'armed', 'tiers', 'startsAtLatest', 'limit', 'counting', 'endsAt', 'roll'),
  ...only(rule, 'metBy', 'cancelledBy', 'recurs', 'extensions', 'calendar', 'when'),
});

function trackOf(rule: Timing, relieves: string[]): ShortTrack {
  const { limit, metBy, when } = rule;
  if ('agreedBy' in limit) throw new RangeError(`The short track ${rule.name} has no limit of its own.`);
  return {
    ...only(rule, 'name', 'starts', 'counting', 'endsAt', 'roll'),
    limit,
    takenBy: metBy,
    ...(when?.noneOf && { notFor: when.noneOf }),
    relieves,
  };
}

const pauseRule = (rule: PauseRule): PauseRule => ({
  ...only(rule, 'reason', 'clocks', 'startsBy', 'endsBy', 'max', 'times', 'dayRule', 'when'),
});

const suspension = ({ appliesTo, ...rule }: Suspension): Suspension => ({
  ...only(rule, 'id', 'revision', 'from', 'to', 'clocks'),
  appliesTo: only(appliesTo, 'receivedFrom', 'receivedTo', 'anyOf', 'noneOf'),
});

function calendarsFor(names: readonly string[], complaint: Complaint, rules: Rules): Certificate['calendars'] {
  const used = rules.clocks.filter(({ name }) => names.includes(name)).map(({ calendar = rules.calendar }) => calendar);
  const known = calendarsOf(complaint, rules);
  return [...new Set(used)].flatMap((id) => (known[id] ?? []).map(({ since, snapshot }) => ({ since, ...snapshot })));
}

function byId(calendars: Certificate['calendars']): Calendars {
  const revisions = calendars.map(({ since, ...snapshot }) => ({ since, snapshot }));
  const ids = new Set(revisions.map(({ snapshot }) => snapshot.calendar));
  return Object.fromEntries([...ids].map((id) => [id, revisions.filter(({ snapshot }) => snapshot.calendar === id)]));
}

/** These fields of it, as far as it has them: rules come with the notes of their file. */
function only<T extends object, K extends keyof T>(value: T, ...names: K[]): Pick<T, K> {
  const found = names.filter((name) => value[name] !== undefined).map((name) => [name, value[name]]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is absent may be, by its own type
  return Object.fromEntries(found) as Pick<T, K>;
}
