import { flags, type ActionKind, type Deed, type Promised } from './action.ts';
import type { Actor, Money } from './actor.ts';
import { guardsBeside } from './beside/guards.ts';
import { isLive, isRunning } from './clock.ts';
import { closes, isBeforeProposal } from './closing.ts';
import { beforeProposal, closeReasons, openStages, type Complaint, type Stage } from './complaint.ts';
import { within } from './money.ts';
import { notNow, notYours, type Refusal } from './refusal.ts';
import { nextTier, owed, sideOf, type Side } from './road.ts';
import { assignable, dealtEarlier, hasConflict, isSubject } from './objectivity.ts';
import { applies } from './reckoner/rule.ts';
import { clockRule, tierRule, type ClockRule, type Rules } from './rules.ts';

/** What a rule is asked with. `action` is absent when the question is only what this person may do (`allowed.ts`). */
export type Question = { complaint: Complaint; by: Actor; rules: Rules; kind: ActionKind; action?: Deed['action'] };

/** Nothing where it holds, else the Refusal that carries its name. */
export type Rule = (question: Question) => Refusal | false | undefined;

/** The rules beside stage and role, by name. */
export const guards = {
  /** Objectivity (4.7): nobody deals with a complaint about themselves, or where they have declared a conflict. */
  impartial: ({ complaint, by }) =>
    (isSubject(complaint, by.id) && notYours('notSubject')) ||
    (hasConflict(complaint, by.id) && notYours('conflictDeclared')),

  /** Whether a limit of ours was kept is for the clock to say; only a source that is taken over says it of its own. */
  ourOwnLimit: ({ action }) =>
    action !== undefined &&
    'timely' in action &&
    action.timely !== undefined &&
    notYours('importOnly', { field: 'timely' }),

  /** A reviewer has not dealt with it at an earlier tier, where the procedure says so. */
  notEarlierTier: ({ complaint, by, rules }) =>
    dealtEarlier(complaint, by.id, rules) && notYours('notEarlierTier', { tier: complaint.tier }),

  acknowledgementOwed: ({ complaint, rules }) =>
    complaint.stage !== 'received' && !awaitsAcknowledgement(complaint, rules) && notNow('acknowledgementOwed'),

  acknowledgedFirst: ({ complaint, rules }) =>
    complaint.stage === 'received' && awaitsAcknowledgement(complaint, rules) && notNow('acknowledgedFirst'),

  /** Whoever names allegations after there is a proposal would slip in one that nobody answered. */
  allegationsFixed: ({ complaint, action }) =>
    action?.kind === 'assess' &&
    (action.allegations?.length ?? 0) > 0 &&
    !isBeforeProposal(complaint.stage) &&
    notNow('allegationsFixed'),

  notTheHandler: ({ complaint: { handler }, by }) => handler === by.id && notNow('notTheHandler'),
  theHandler: ({ complaint: { handler }, by }) => handler !== by.id && notYours('theHandler'),
  notDeclared: ({ complaint, by }) => hasConflict(complaint, by.id) && notNow('notDeclared'),

  unmarked({ complaint, action }) {
    const free = flags.filter((flag) => !complaint.flags.includes(flag));
    if (action?.kind !== 'mark') return free.length === 0 && notNow('allMarked');
    return !free.includes(action.flag) && notNow('unmarked', { flag: action.flag });
  },

  marked({ complaint, action }) {
    if (action?.kind !== 'unmark') return complaint.flags.length === 0 && notNow('noneMarked');
    return !complaint.flags.includes(action.flag) && notNow('marked', { flag: action.flag });
  },

  reclassified: ({ complaint: { classification = 'complaint' }, action }) =>
    action?.kind === 'reclassify' && action.as === classification && notNow('reclassified', { as: classification }),

  /** At first contact, with what this person may promise alone; where nobody decides alone, nobody settles (5.4.4). */
  withinLimits({ complaint, action, by, rules }) {
    if (tierRule(rules, complaint.tier).approval === 'always') return notNow('settledAlone');
    const redress = action?.kind === 'settle' ? (action.redress ?? []) : [];
    return !within(amounts({ redress }), by.authority) && notYours('withinLimits');
  },

  assignable: ({ complaint, action, rules }) => action?.kind === 'assign' && assignable(complaint, action, rules),

  /** What was settled by word of mouth may be owed in writing as well, once. */
  settledInWriting: ({ complaint: { stage, settled, facts } }) =>
    stage === 'decided' &&
    !(
      settled && facts.findLast(({ fact }) => fact === 'settled' || fact === 'decisionCommunicated')?.fact === 'settled'
    ) &&
    notNow('settledInWriting'),

  everyAllegationFound({ complaint }) {
    if (complaint.settled) return undefined;
    const open = complaint.allegations.filter(({ finding }) => !finding);
    return open.length > 0 && notNow('everyAllegationFound', { allegations: open.map(({ number }) => `${number}`) });
  },

  notOwnProposal: ({ complaint, by }) => complaint.proposedBy === by.id && notYours('notOwnProposal'),

  /** The limit binds the sum of all redress (5.4.4). */
  authority: ({ complaint, by }) => !within(amounts(complaint), by.authority) && notYours('authority'),

  approvalGiven: ({ complaint, rules }) =>
    complaint.stage === 'proposed' && needsApproval(complaint, rules) && notNow('approvalGiven'),

  /** The answer is the complainant's; staff who enter it say that they do so for them. */
  complainantsWord: ({ by, action }) =>
    action !== undefined &&
    by.role !== 'complainant' &&
    by.role !== 'clock' &&
    !('onBehalf' in action && action.onBehalf) &&
    notYours('complainantsWord'),

  remedyOwed: ({ complaint }) => owed(complaint).every((redress) => redress.carriedOutAt) && notNow('remedyOwed'),

  /** Whoever carried it out does not verify it. */
  remedyToVerify({ complaint, by, action }) {
    const carriedOut = owed(complaint).filter((redress) => redress.carriedOutAt && !redress.verifiedAt);
    if (carriedOut.length === 0) return notNow('remedyToVerify');
    const meant = carriedOut.filter(({ number }) => action?.kind !== 'verify' || number === action.redress);
    return meant.length > 0 && meant.every(({ carriedOutBy }) => carriedOutBy === by.id) && notYours('ownRemedy');
  },

  /**
   * There is a tier above, and whoever escalates may enter it: never past the last. The complainant does once there is a
   * decision; the staff, before what was promised is on its way.
   */
  tierAbove({ complaint, by, action, rules }) {
    const isAsked = !action && by.role !== 'complainant' && by.role !== 'clock';
    const sides = isAsked ? (['organisation', 'complainant'] as const) : [sideOf({ by, ...(action && { action }) })];
    const refusals = sides.map((side) => {
      const isTheirTurn = turns[side].some((stage) => stage === complaint.stage);
      if (!isTheirTurn) return notNow('stage', { action: 'escalate', stage: complaint.stage });
      return nextTier(complaint, side, rules) ? undefined : notNow('tierAbove');
    });
    return refusals.every((refusal) => refusal) && refusals[0];
  },

  /** The procedure has opened a way outside, or the last tier has answered and was rejected. */
  outsideWayOpen: ({ complaint: { stage, outside } }) =>
    stage !== 'referred' && outside.length === 0 && notNow('outsideWayOpen'),

  wasAsked: ({ complaint }) => !isAsked(complaint) && notNow('wasAsked'),

  /** No reason in the procedure's list, no pause (FORMAT.md 4.7). */
  pausable({ complaint, action, rules }) {
    const reasons = pausableReasons(complaint, rules);
    if (action?.kind !== 'pause') return reasons.length === 0 && notNow('pausable');
    return !reasons.includes(action.reason) && notNow('pauseReason', { cause: action.reason, known: reasons });
  },

  resumable({ complaint, action }) {
    const open = pausedReasons(complaint);
    return (action?.kind === 'resume' ? !open.includes(action.reason) : open.length === 0) && notNow('resumable');
  },

  /** Whether it may be longer is for the reckoner to say, when it is asked for; who may ask, for the procedure. */
  extendable({ complaint, action, by, rules }) {
    const open = extendableClocks(complaint, rules);
    if (action?.kind === 'extend' && !open.some(({ name }) => name === action.clock)) {
      return notNow('extendable', { clock: action.clock });
    }
    if (open.length === 0) return notNow('noneExtendable');
    const asked = action?.kind === 'extend' ? open.filter(({ name }) => name === action.clock) : open;
    const approvers = asked.map((rule) => approverOf(rule, action?.kind === 'extend' ? action.ground : undefined));
    if (approvers.some((role) => role === undefined || role === by.role)) return undefined;
    return notYours('extensionApproval', { role: approvers[0] ?? '' });
  },

  bodyHasIt: ({ complaint: { referral } }) => (!referral || referral.outcome !== undefined) && notNow('bodyHasIt'),

  closable({ complaint, action, by, rules }) {
    if (action?.kind === 'close') {
      if (!closes(action.reason, complaint, rules, by)) return notNow('closable', { reason: action.reason });
      return action.reason === 'duplicate' && !action.answeredAt && notNow('originalOpen');
    }
    return closeReasons.every((reason) => !closes(reason, complaint, rules, by)) && notNow('notEnded');
  },

  /** While the window is open that the procedure gives, and by whom it gives it (FORMAT.md 4.13). */
  reopenable({ complaint: { clocks }, action, by, rules: { reopenedBy } }) {
    if (!clocks.some((clock) => clock.name === 'reopening' && isRunning(clock))) return notNow('reopenable');
    const isTheirs = by.role === 'complainant' || (action?.kind === 'reopen' && action.onBehalf);
    const may = isTheirs ? reopenedBy.includes('complainant') : !action || reopenedBy.includes('organisation');
    return !may && notYours('reopenedBy', { by: reopenedBy[0] ?? '' });
  },

  /** Once, and once more after the survey (8.3). */
  notRatedYet({ complaint: { surveyedAt, ratings } }) {
    const last = ratings.at(-1);
    return last !== undefined && (!surveyedAt || last.at >= surveyedAt) && notNow('notRatedYet');
  },

  ...guardsBeside,
} satisfies Record<string, Rule>;

export type Guard = keyof typeof guards;

/** A question to the complainant is open. */
export const isAsked = ({ facts }: Pick<Complaint, 'facts'>): boolean =>
  facts.findLast(({ fact }) => fact === 'informationRequested' || fact === 'informationReceived')?.fact ===
  'informationRequested';

/** FORMAT.md 4.4: always, or only above what the proposer may promise alone. */
export function needsApproval(complaint: Complaint, rules: Rules): boolean {
  return (
    tierRule(rules, complaint.tier).approval === 'always' || !within(amounts(complaint), complaint.proposerAuthority)
  );
}

/** In which stages each side may lead a complaint to the next tier. */
const turns = {
  clock: openStages,
  complainant: ['decided'],
  organisation: [...beforeProposal, 'proposed', 'approved', 'decided'],
} as const satisfies { [side in Side]: readonly Stage[] };

/** An acknowledgement is owed, whatever the procedure calls its clock. */
export const awaitsAcknowledgement = ({ clocks }: Complaint, rules: Rules): boolean =>
  clocks.some((clock) => isLive(clock) && clockRule(rules, clock.name)?.metBy.includes('acknowledged'));

/** The reasons for which this complaint may be paused by hand now. */
export const pausableReasons = ({ tags, pauses, stage }: Complaint, rules: Rules): string[] =>
  rules.pauses.flatMap(({ reason, startsBy, when, times = Infinity }) => {
    const before = pauses.filter((pause) => pause.reason === reason);
    const may = !startsBy && applies(when, tags) && before.length < times && stage !== 'closed';
    return may && before.every(({ to }) => to !== null) ? reason : [];
  });

/** The reasons for which it is paused by hand. */
export const pausedReasons = ({ pauses }: Complaint): string[] =>
  pauses.filter(({ to }) => to === null).map(({ reason }) => reason);

/** The clocks that run, of this tier where each tier has its own, and of which the procedure allows an extension. */
export const extendableClocks = ({ clocks, tier }: Complaint, rules: Rules): ClockRule[] =>
  rules.clocks.filter(({ name, armed, extensions }) => {
    const isOfTier = (of: number): boolean => armed === 'once' || armed === 'everyTime' || of === tier;
    return extensions && clocks.some((clock) => clock.name === name && isRunning(clock) && isOfTier(clock.tier));
  });

/** Whose agreement the procedure wants for an extension on this ground. */
function approverOf({ extensions }: ClockRule, ground: string | undefined): string | undefined {
  const isLonger = ground !== undefined && extensions?.longer?.grounds.includes(ground);
  return isLonger ? extensions?.longer?.approval : extensions?.approval;
}

const amounts = ({ redress }: { redress: readonly Promised[] }): Money[] =>
  redress.flatMap(({ amount }) => amount ?? []);
