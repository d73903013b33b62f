import type { Day } from '../complaint.ts';
import type { DayNumber, Millis, Span } from './days.ts';
import type { Limit } from './rule.ts';

// What is counted, and what came of it.

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
  /** Known only by its day. */
  onDay?: boolean;
  /** The end of another clock. */
  ofClock?: boolean;
};
