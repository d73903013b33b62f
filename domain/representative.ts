import { daysFor } from './clock.ts';
import type { Deed } from './action.ts';
import type { Complaint, Day, Instant } from './complaint.ts';
import { dayText } from './reckoner/days.ts';
import { Refusal } from './refusal.ts';
import type { Rules } from './rules.ts';

/** Refuses what somebody says for the complainant who does not act for them, or not any more (4.5). */
export function refuseStranger(complaint: Complaint, { action, at }: Deed, rules: Rules): void {
  if (!('speaker' in action) || !action.speaker) return;
  const { representative } = complaint;
  if (!representative) throw new Refusal('not-now', 'represented');
  if (isOver(representative.until, { ...complaint, at }, rules)) throw new Refusal('not-now', 'authorityExpired');
}

/** Refuses an authority that is over by then. `until` is its last day, in the zone of the complaint's calendar. */
export function refuseOutdated(until: Day | undefined, then: Then, rules: Rules): void {
  if (!isOver(until, then, rules)) return;
  throw new Refusal('impossible', 'authorityOver', { pointer: '/representative/until' });
}

type Then = Pick<Complaint, 'calendars'> & { at: Instant };

const isOver = (until: Day | undefined, { calendars, at }: Then, rules: Rules): boolean =>
  until !== undefined && until < dayText(daysFor(undefined, { calendars }, rules).dayOf(Date.parse(at)));
