import type { Actor } from '../../domain/actor.ts';
import type { Told } from './fairness.ts';

/** Why a complaint may not be closed for this reason, as far as the trail tells; nothing where it may. */
export function whyNoClosing(reason: string, by: Actor, told: Told): string | undefined {
  if (told.reviewOwed && !['unreachable', 'transferred', 'duplicate'].includes(reason)) {
    return 'closed what was rejected, before the next tier answered';
  }
  return holds(reason, by, told) ? undefined : `closed as ${reason}, which does not hold`;
}

function holds(reason: string, by: Actor, told: Told): boolean {
  const { last, redress, rules, takenFor, everProposed, tier } = told;
  switch (reason) {
    case 'accepted':
      return (
        (last === 'accepted' || last === 'ordered') &&
        redress.every(({ kind, verified }) => kind === 'none' || verified === true)
      );
    case 'exhausted': {
      const hasWindow = rules.external.some(({ window }) => window !== undefined);
      return last === 'spoken' || last === 'ordered' || (last === 'rejected' && (!hasWindow || told.windowOver));
    }
    case 'unanswered':
      return last === 'decided' && by.role === 'clock';
    case 'notAComplaint':
      return !['complaint', 'dispute'].includes(takenFor) && !everProposed && tier === 1;
    case 'duplicate':
      return told.duplicateOf !== undefined && !everProposed && tier === 1;
    case 'unreachable':
      return daysOf(told) >= 3;
    default:
      return false; // the others come of other actions, or only from elsewhere
  }
}

/** On how many days, where the procedure is at home, somebody tried to reach them. */
function daysOf({ attempts, rules }: Told): number {
  const timeZone = rules.calendars[0]?.zone ?? 'UTC';
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  return new Set(attempts.map((at) => format.format(new Date(at)))).size;
}
