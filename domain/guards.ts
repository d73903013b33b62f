import type { ActionKind, Deed } from './action.ts';
import type { Actor, Money } from './actor.ts';
import { isLive, isRunning } from './clock.ts';
import { closeReasons, type CloseReason, type Complaint, type Stage } from './complaint.ts';
import { within } from './money.ts';
import { Refusal } from './refusal.ts';
import { nextTier, owed } from './road.ts';
import { applies } from './reckoner/rule.ts';
import { clockRule, tierRule, type ClockRule, type Rules } from './rules.ts';

/** What a rule is asked with. `action` is absent when the question is only what this person may do (`allowed.ts`). */
export type Question = { complaint: Complaint; by: Actor; rules: Rules; kind: ActionKind; action?: Deed['action'] };

/** Nothing where it holds, else the Refusal that carries its name. */
type Rule = (question: Question) => Refusal | false | undefined;

const notNow = (rule: string, particulars?: Refusal['particulars']) => new Refusal('not-now', rule, particulars);
const notYours = (rule: string, particulars?: Refusal['particulars']) => new Refusal('not-yours', rule, particulars);

/** The rules beside stage and role, by name. */
export const guards = {
  /** Objectivity: nobody deals with a complaint about themselves. */
  notSubject: ({ complaint, by }) => isSubject(complaint, by.id) && notYours('notSubject'),

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
    !beforeProposal.includes(complaint.stage) &&
    notNow('allegationsFixed'),

  assignable: ({ complaint, action, rules }) => action?.kind === 'assign' && assignable(complaint, action, rules),

  everyAllegationFound({ complaint }) {
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

  /** There is a tier above, and whoever escalates may enter it: never past the last. */
  tierAbove: ({ complaint, by, rules }) =>
    !nextTier(complaint, by.role === 'clock' ? 'clock' : 'complainant', rules) && notNow('tierAbove'),

  /** The procedure has opened a way outside, or the last tier has answered and was rejected. */
  outsideWayOpen: ({ complaint: { stage, outside } }) =>
    stage !== 'referred' && outside.length === 0 && notNow('outsideWayOpen'),

  wasAsked: ({ complaint: { facts } }) =>
    facts.findLast(({ fact }) => fact === 'informationRequested' || fact === 'informationReceived')?.fact !==
      'informationRequested' && notNow('wasAsked'),

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
      return !closes(action.reason, complaint, rules, by) && notNow('closable', { reason: action.reason });
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
} satisfies Record<string, Rule>;

export type Guard = keyof typeof guards;

export const beforeProposal: readonly Stage[] = ['received', 'acknowledged', 'assessed', 'underInvestigation'];

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
    case 'withdrawn':
    case 'unreachable':
    case 'transferred':
    case 'duplicate':
    case 'notAComplaint':
    case 'closedElsewhere':
      return false;
  }
}

/** FORMAT.md 4.4: always, or only above what the proposer may promise alone. */
export function needsApproval(complaint: Complaint, rules: Rules): boolean {
  return (
    tierRule(rules, complaint.tier).approval === 'always' || !within(amounts(complaint), complaint.proposerAuthority)
  );
}

export const isSubject = ({ subjects }: Pick<Complaint, 'subjects'>, id: string): boolean =>
  subjects.some((subject) => 'staff' in subject && subject.staff === id);

function assignable(complaint: Complaint, { handler, roles }: { handler: string; roles: string[] }, rules: Rules) {
  const { tier } = complaint;
  const open = tierRule(rules, tier).roles;
  if (isSubject(complaint, handler)) return notNow('assigneeIsSubject', { handler });
  if (dealtEarlier(complaint, handler, rules)) return notNow('assigneeDealtEarlier', { handler, tier });
  return !open.some((role) => roles.includes(role)) && notNow('assigneeRole', { handler, tier, roles: open });
}

function dealtEarlier({ tier, dealt }: Complaint, id: string, rules: Rules): boolean {
  if (!tierRule(rules, tier).excluded.includes('handledEarlierTier')) return false;
  return Object.entries(dealt).some(([number, people]) => Number(number) < tier && people.includes(id));
}

/** An acknowledgement is owed, whatever the procedure calls its clock. */
export const awaitsAcknowledgement = ({ clocks }: Complaint, rules: Rules): boolean =>
  clocks.some((clock) => isLive(clock) && clockRule(rules, clock.name)?.metBy.includes('acknowledged'));

/** No window in which the complainant could still go outside is open. */
const isShutOutside = ({ clocks }: Complaint, { external }: Rules): boolean =>
  !clocks.some((clock) => isLive(clock) && external.some(({ window }) => window === clock.name));

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

const amounts = ({ redress }: Complaint): Money[] => redress.flatMap(({ amount }) => amount ?? []);
