import type { Role } from '../actor.ts';
import type { Day, Instant } from '../complaint.ts';

export const units = ['hours', 'workingHours', 'days', 'workingDays', 'weeks', 'months'] as const;
type Unit = (typeof units)[number];
export type Limit = { count: number; unit: Unit };
export type When = { anyOf?: string[]; noneOf?: string[] };

/** A clock as FORMAT.md 4.5 describes it, as far as it says when the clock is armed, due and over. */
export type Timing = {
  name: string;
  kind: 'duty' | 'window' | 'timer';
  starts: string[];
  armed: 'once' | 'perTier' | 'shared' | 'everyTime';
  tiers?: number[];
  startsAtLatest?: string;
  limit: Limit | { agreedBy: string; otherwise?: Limit };
  counting?: { includesAnchorDay?: boolean; cutOff?: string };
  endsAt?: string;
  roll?: 'none' | 'nextWorkingDay' | 'previousWorkingDay';
  metBy: string[];
  cancelledBy: string[];
  recurs?: { from: 'lastContact' | 'grid'; until: string[] };
  warnings?: Warning[];
  extensions?: ExtensionRule;
  /** The procedure's if absent. */
  calendar?: string;
  when?: When;
  /** Retention runs from the last anchor alone (4.12). */
  fromLast?: true;
};

export type Warning = { notify: Role[] } & ({ before: Limit } | { atPercent: number });

export type ExtensionRule = {
  times?: number | 'any';
  by?: Limit;
  to?: Limit;
  toDate?: { latest?: Limit };
  grounds?: string[];
  longer?: { grounds: string[]; approval: string };
  approval?: string;
  notice?: string;
};

export type PauseRule = {
  reason: string;
  clocks: string[];
  startsBy?: string;
  endsBy?: string[];
  max?: Limit;
  times?: number;
  dayRule?: 'pausedAtEndOfDay' | 'pausedAnyPart';
  notice?: string;
  when?: When;
};

export type Suspension = {
  id: string;
  /** In which revision of its version it was added; absent: in the first one. */
  revision?: number;
  from: Day;
  to: Day;
  clocks: string[];
  appliesTo: { receivedFrom?: Day; receivedTo?: Day } & When;
};

/** What a procedure says of time: clocks, short tracks and retention alike are clocks here. */
export type Timetable = {
  calendar: string;
  calendarChanges?: 'follow' | 'freeze';
  clocks: Timing[];
  /** Clocks that a short track relieves, by the track's name (4.6). */
  relieves: { [track: string]: string[] };
  pauses: PauseRule[];
  suspensions: Suspension[];
};

/** Something that happened: at an instant, or on a day when only that is known. */
export type Happening = { fact: string; tier?: number; date?: Day } & ({ at: Instant } | { on: Day });
/** A pause that a person began, and ended unless it is still open. */
export type Pause = { reason: string; from: Instant; to: Instant | null };
/** Without `by` or `date` the longest allowed; without `ground` a listed one. */
export type Extension = { clock: string; at: Instant; tier?: number; by?: Limit; date?: Day; ground?: string };

/** All that a reckoning may use of a complaint (FORMAT.md 5.7). */
export type Account = {
  tags: readonly string[];
  facts: readonly Happening[];
  pauses: readonly Pause[];
  extensions: readonly Extension[];
  /** Of its procedure, in order, and since when it knows each; absent: all of them, from ever on. */
  revisions?: readonly Known[];
};
/** A revision of the procedure that a complaint knows; without `since` from ever on. */
type Known = { revision: number; since?: Instant };

/** Whether something with this condition applies to a complaint with these tags (FORMAT.md 4.3). */
export function applies(when: When | undefined, tags: readonly string[]): boolean {
  const { anyOf = [], noneOf = [] } = when ?? {};
  return (anyOf.length === 0 || anyOf.some((tag) => tags.includes(tag))) && !noneOf.some((tag) => tags.includes(tag));
}
