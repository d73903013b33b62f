import { electronicChannels, type Action, type Assignee, type Deed, type OfClock } from './action.ts';
import { clock } from './actor.ts';
import { clocksAt, movesBetween, nextDue, type Clock, type Next } from './clock.ts';
import type { Complaint, Instant } from './complaint.ts';
import { deputising, isNewAbsence, type Absent } from './deputy.ts';
import { awaitsAcknowledgement } from './guards.ts';
import { nextTier, owed, to } from './road.ts';
import { knowing, whichOf, type Revised } from './revision.ts';
import { clockRule, type Rules } from './rules.ts';
import { begin, go, type Step } from './step.ts';

export type { Step };

/** The first step (7.2), with the acknowledgement that goes out by itself on electronic channels (7.4). */
export function lodge(reference: string, deed: Deed<'receive'>, rules: Rules): Step {
  const now = deed.recordedAt ?? deed.at;
  const step = begin(reference, deed, rules);
  catchUp(step, now, rules);
  const { channel } = deed.action;
  if (electronicChannels.includes(channel) && awaitsAcknowledgement(step.complaint, rules)) {
    go(step, { action: { kind: 'acknowledge', channel }, by: clock, at: now }, rules);
  }
  return step;
}

/** The first step, with whom the organisation's rules give it to; where that is nobody, the complaints manager is told. */
export function give(step: Step, assignee: Assignee | undefined, now: Instant, rules: Rules): Step {
  const { reference, tier, unit } = step.complaint;
  if (!assignee) {
    const notice = {
      id: `${reference}/1/1`,
      reference,
      kind: 'unassigned',
      tier,
      at: now,
      ...(unit && { unit }),
    } as const;
    return { ...step, notices: [...step.notices, { ...notice, roles: ['complaints-manager'] }] };
  }
  const given = { ...step, entries: [...step.entries], letters: [...step.letters], notices: [...step.notices] };
  go(given, { action: { kind: 'assign', ...assignee }, by: clock, at: now }, rules);
  return given;
}

/**
 * The complaint after this deed. Every clock that ran out before it is dealt with first, whichever came first to the
 * workflow, its timer or the person: luck does not judge. Throws a Refusal, and then nothing has moved.
 */
export function advance(complaint: Complaint, deed: Deed, rules: Rules): Step {
  const now = deed.recordedAt ?? deed.at;
  const step = catchUp({ complaint, entries: [], letters: [], notices: [] }, now, rules);
  go(step, deed, rules);
  return catchUp(step, now, rules);
}

/** The complaint once every clock that has run out by now is dealt with, in the order of due (FORMAT.md 5.14). */
export function passTime(complaint: Complaint, now: Instant, rules: Rules): Step {
  return catchUp({ complaint, entries: [], letters: [], notices: [] }, now, rules);
}

function catchUp(step: Step, now: Instant, rules: Rules): Step {
  for (let next = nextDue(step.complaint, now); next && next.at <= now; next = nextDue(step.complaint, now)) {
    const at = now > step.complaint.lastAt ? now : step.complaint.lastAt;
    for (const action of [itself(next), ...whatFollows(step.complaint, next, rules)]) {
      go(step, { action, by: clock, at }, rules);
    }
    // Silence that counts as acceptance closes at once if nothing is owed (FORMAT.md 4.13).
    if (step.entries.at(-1)?.action.kind === 'accept' && owed(step.complaint).length === 0) {
      go(step, { action: { kind: 'close', reason: 'accepted' }, by: clock, at }, rules);
    }
  }
  return step;
}

const ofClock = ({ name, tier, occurrence, due }: Clock): OfClock => ({
  clock: name,
  tier,
  occurrence,
  due: due ?? '',
});

/** What a clock does, as its own entry. */
function itself(next: Next): Action {
  const { clock: which } = next;
  if (next.does !== 'warn') return { kind: next.does, ...ofClock(which) };
  return { kind: 'warn', ...ofClock(which), warnings: next.warnings, lastDay: which.lastDay ?? '' };
}

/** What the procedure has follow by itself when a clock has run out, in its order (FORMAT.md 4.5). */
function whatFollows(complaint: Complaint, { clock: which, does }: Next, rules: Rules): Action[] {
  const { stage, importedAt, tier } = complaint;
  const key = ofClock(which);
  if (does !== 'runOut' || stage === 'closed' || (importedAt && key.due <= importedAt)) return [];
  const rule = clockRule(rules, which.name);
  const isTiered = rule?.armed === 'perTier' || rule?.armed === 'shared';
  return (rule?.atDue ?? []).flatMap((each): Action[] => {
    switch (each.do) {
      case 'escalate': {
        // A tier that was left has gone up already: its clock is late, but pushes nothing further.
        if ((isTiered && which.tier !== tier) || !to('escalate', stage)) return [];
        if (each.to === 'next') return nextTier(complaint, 'clock', rules) ? [{ kind: 'escalate', ...key }] : [];
        return each.to > tier ? [{ kind: 'escalate', ...key, to: each.to }] : [];
      }
      case 'close':
        return stage === 'decided' ? [{ kind: 'close', reason: each.as, ...key }] : [];
      case 'accept':
        return stage === 'decided' ? [{ kind: 'accept', ...key }] : [];
      case 'notify':
      case 'send':
      case 'record':
      case 'openExternal':
        return []; // of the entry itself: `notice.ts`, `letter.ts`, `perform.ts`
    }
  });
}

/**
 * The complaint with a revision of a calendar or of its procedure, and which of its clocks that moved (FORMAT.md 5.12).
 * The rules have it already.
 */
export function revise(complaint: Complaint, revised: Revised, now: Instant, rules: Rules): Step {
  const which = whichOf(revised);
  const step = catchUp({ complaint, entries: [], letters: [], notices: [] }, now, rules);
  const at = now > step.complaint.lastAt ? now : step.complaint.lastAt;
  const after = clocksAt({ ...step.complaint, ...knowing(step.complaint, which, at) }, rules, at);
  const moves = movesBetween(step.complaint.clocks, after);
  go(step, { action: { kind: 'revise', ...which, moves }, by: clock, at }, rules);
  return catchUp(step, now, rules);
}

/** The complaint with an absence of its handler dealt with; nothing where that was before, or they have it no more. */
export function deputise(complaint: Complaint, it: Absent, now: Instant, rules: Rules): Step {
  const step = catchUp({ complaint, entries: [], letters: [], notices: [] }, now, rules);
  if (!isNewAbsence(step.complaint, it.away)) return step;
  const at = now > step.complaint.lastAt ? now : step.complaint.lastAt;
  go(step, { action: deputising(step.complaint, it.away, it.deputy, rules), by: clock, at }, rules);
  return step;
}

/** Nothing is owed any more and nothing will happen by itself: the workflow may end. */
export const owesNothing = (complaint: Complaint): boolean =>
  complaint.stage === 'closed' && nextDue(complaint) === undefined;
