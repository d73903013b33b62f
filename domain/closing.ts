import type { Actor } from './actor.ts';
import { daysFor, isLive } from './clock.ts';
import { beforeProposal, type CloseReason, type Complaint, type Stage } from './complaint.ts';
import { owed } from './road.ts';
import type { Rules } from './rules.ts';

// Which reasons to close hold (ISO 10002, 7.9).

/** Whether this reason to close holds now. What other actions bring about (withdrawn, say) is not for `close`. */
export function closes(reason: CloseReason, complaint: Complaint, rules: Rules, by?: Actor): boolean {
  const { stage, redress, referral } = complaint;
  switch (reason) {
    case 'accepted':
      return stage === 'remedied' || (stage === 'accepted' && owed({ redress }).length === 0);
    case 'exhausted':
      return stage === 'referred' && (referral ? referral.outcome !== undefined : isShutOutside(complaint, rules));
    case 'unanswered':
      return stage === 'decided' && by?.role === 'clock';
    case 'unreachable':
      return daysTried(complaint, rules) >= 3;
    case 'notAComplaint':
      return isNoComplaint(complaint) && decidedNever(complaint);
    case 'duplicate': // which was answered, as the desk says (`answeredAt`)
      return complaint.duplicateOf !== undefined && decidedNever(complaint);
    case 'withdrawn':
    case 'transferred':
    case 'closedElsewhere':
      return false;
  }
}

/** On how many days, in the zone of its calendar, somebody tried to reach the complainant in vain. */
function daysTried({ attempts = [], calendars }: Complaint, rules: Rules): number {
  if (attempts.length < 3) return 0;
  const days = daysFor(undefined, { calendars }, rules);
  return new Set(attempts.map((at) => days.dayOf(Date.parse(at)))).size;
}

const isNoComplaint = ({ classification }: Complaint): boolean =>
  classification !== undefined && classification !== 'dispute';

/** Nobody has decided about it, at this tier or another, nor is a proposal on the way. */
export const decidedNever = ({ stage, earlier }: Complaint): boolean => earlier.length === 0 && isBeforeProposal(stage);

/** No proposal was made at this tier yet. */
export const isBeforeProposal = (stage: Stage): boolean => beforeProposal.some((each) => each === stage);

/** No window in which the complainant could still go outside is open. */
const isShutOutside = ({ clocks }: Complaint, { external }: Rules): boolean =>
  !clocks.some((clock) => isLive(clock) && external.some(({ window }) => window === clock.name));
