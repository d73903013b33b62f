import type { Complaint, Day, Instant, ProcedureKey } from './complaint.ts';
import type { Calendar, Snapshot } from './reckoner/calendar.ts';
import type { Suspension } from './reckoner/rule.ts';
import type { Rules } from './rules.ts';

/**
 * What reaches a complaint that is open: a calendar as revised, as far as the complaint needs it, or the suspensions of
 * its procedure as revised, which may have no more than these to say (FORMAT.md 1, 5.12).
 */
export type Revised = Snapshot | { revision: number; suspensions: Suspension[] };

/** What was revised: a calendar, or a version of a procedure, of which all complaints use one calendar. */
export type Revision =
  (Calendar & { version?: never }) | (ProcedureKey & { calendar: string; suspensions: Suspension[] });
/** A calendar's, or with `version` a procedure's. */
export type RevisionKey = { id: string; version?: Day; revision: number };

/** As a complaint names it: of this calendar, or without one of its procedure. */
export type Which = { calendar?: string; revision: number };

export const whichOf = (revised: Revised): Which => ({
  ...('calendar' in revised && { calendar: revised.calendar }),
  revision: revised.revision,
});

/** By which calendar those are found whom it may reach. */
export const calendarOf = (revision: Revision): string => ('calendar' in revision ? revision.calendar : revision.id);

/** Whether a revision reaches this complaint, and is news to it. */
export function isNewTo(complaint: Complaint, { id, version, revision }: RevisionKey): boolean {
  if (version === undefined) return !knows(complaint, { calendar: id, revision });
  const { procedure } = complaint;
  return procedure.id === id && procedure.version === version && !knows(complaint, { revision });
}

/** Whether a complaint has nothing to learn: it does not use the calendar, or knows this or a later revision. */
export function knows({ calendars, procedure, revisions = [] }: Complaint, { calendar, revision }: Which): boolean {
  if (calendar === undefined) return [procedure, ...revisions].some((each) => each.revision >= revision);
  const own = calendars.filter(({ id }) => id === calendar);
  return own.length === 0 || own.some((each) => each.revision >= revision);
}

/** What a complaint knows of revisions once it was told of this one. */
export const knowing = (
  { calendars, revisions = [] }: Complaint,
  { calendar, revision }: Which,
  since: Instant,
): Pick<Complaint, 'calendars' | 'revisions'> =>
  calendar === undefined
    ? { calendars, revisions: [...revisions, { revision, since }] }
    : { calendars: [...calendars, { id: calendar, revision, since }] };

/** The rules with a revision that was not among them. */
export const withRevised = (rules: Rules, revised: Revised): Rules =>
  'calendar' in revised
    ? { ...rules, calendars: [...rules.calendars, revised] }
    : { ...rules, suspensions: revised.suspensions };
