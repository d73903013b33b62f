import type { Day, Instant } from '../complaint.ts';

export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export type Weekday = (typeof weekdays)[number];

/** `09:00-17:00`; several are a split shift. `24:00` is the end of the day. */
export type Hours = string[];

/** From this day on; a later one takes its place (FORMAT.md 3). */
export type Week = { from: Day; weekend: Weekday[]; hours: { default: Hours } & { [day in Weekday]?: Hours } };

/** A calendar file (FORMAT.md 3), as far as it says which days and hours are worked. */
export type Calendar = {
  id: string;
  revision: number;
  zone: string;
  covers: { from: Day; to: Day };
  weeks: Week[];
  holidays: { date: Day; name: string; provisional?: boolean }[];
  partDays?: { date: Day; hours: Hours; name: string }[];
  extraWorkingDays?: { date: Day; name: string }[];
};

/**
 * All that a reckoning asks of a calendar and of the zone table, as plain data: it goes into the workflow, into
 * certificates, and means the same on every machine. Made by `infra/snapshot.ts`.
 */
export type Snapshot = {
  calendar: string;
  revision: number;
  zone: string;
  /** Release of the zone table, such as `2026a`. */
  table: string;
  covers: { from: Day; to: Day };
  /** What the zone is ahead of UTC, in seconds, from that instant on; the first holds before it too. */
  offsets: [from: Instant, seconds: number][];
  weeks: Week[];
  holidays: Day[];
  partDays: { [day: Day]: Hours };
  extraWorkingDays: Day[];
};
