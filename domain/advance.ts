import { electronicChannels, type Action, type Deed } from './action.ts';
import { clock } from './actor.ts';
import { nextDue, type Clock } from './clock.ts';
import type { Complaint, Instant } from './complaint.ts';
import { awaitsAcknowledgement } from './guards.ts';
import { nextTier, owed, to } from './road.ts';
import type { Rules } from './rules.ts';
import { begin, go, type Step } from './step.ts';

export type { Step };

/** The first step (7.2), with the acknowledgement that goes out by itself on electronic channels (7.4). */
export function lodge(reference: string, deed: Deed<'receive'>, rules: Rules): Step {
  const now = deed.recordedAt ?? deed.at;
  const step = begin(reference, deed, rules);
  catchUp(step, now, rules);
  const { channel } = deed.action;
  if (electronicChannels.includes(channel) && awaitsAcknowledgement(step.complaint)) {
    go(step, { action: { kind: 'acknowledge', channel }, by: clock, at: now }, rules);
  }
  return step;
}

/**
 * The complaint after this deed. Every clock that ran out before it is dealt with first, whichever came first to the
 * workflow, its timer or the person: luck does not judge. Throws a Refusal, and then nothing has moved.
 */
export function advance(complaint: Complaint, deed: Deed, rules: Rules): Step {
  const now = deed.recordedAt ?? deed.at;
  const step = catchUp({ complaint, entries: [], letters: [] }, now, rules);
  go(step, deed, rules);
  return catchUp(step, now, rules);
}

/** The complaint once every clock that has run out by now is dealt with, in the order of due (FORMAT.md 5.14). */
export function passTime(complaint: Complaint, now: Instant, rules: Rules): Step {
  return catchUp({ complaint, entries: [], letters: [] }, now, rules);
}

function catchUp(step: Step, now: Instant, rules: Rules): Step {
  for (let next = nextDue(step.complaint); next && next.at <= now; next = nextDue(step.complaint)) {
    const action = whatFollows(step.complaint, next.clock, rules);
    const at = now > step.complaint.lastAt ? now : step.complaint.lastAt;
    go(step, { action, by: clock, at }, rules);
    // Silence that counts as acceptance closes at once if nothing is owed (FORMAT.md 4.13).
    if (action.kind === 'accept' && owed(step.complaint).length === 0) {
      go(step, { action: { kind: 'close', reason: 'accepted' }, by: clock, at }, rules);
    }
  }
  return step;
}

/** What a clock that ran out does by itself; at least the record that it did. */
function whatFollows(complaint: Complaint, { name, due, tier }: Clock, rules: Rules): Action {
  const record = { kind: 'runOut', clock: name, due } as const;
  const { stage, importedAt } = complaint;
  if (importedAt && due <= importedAt) return record;
  switch (rules.clocks.find((rule) => rule.name === name)?.follows) {
    case 'escalate':
      // A tier that was left has gone up already: its clock is late, but pushes nothing further.
      return tier === complaint.tier && to('escalate', stage) && nextTier(complaint, 'clock', rules)
        ? { kind: 'escalate', clock: name, due }
        : record;
    case 'closeUnanswered':
      return stage === 'decided' ? { kind: 'close', reason: 'unanswered', clock: name, due } : record;
    case 'acceptBySilence':
      return stage === 'decided' ? { kind: 'accept', clock: name, due } : record;
    case 'survey':
      return stage === 'closed' && !importedAt ? { kind: 'survey', clock: name, due } : record;
    case 'nothing':
    case undefined:
      return record;
  }
}

/** Nothing is owed any more and nothing will happen by itself: the workflow may end. */
export const owesNothing = (complaint: Complaint): boolean =>
  complaint.stage === 'closed' && nextDue(complaint) === undefined;
