import type { Entry } from '../domain/action.ts';
import { owesNothing } from '../domain/advance.ts';
import type { Complaint } from '../domain/complaint.ts';
import { hasConflict, isSubject } from '../domain/objectivity.ts';
import { lastTier, tierRule, type Rules } from '../domain/rules.ts';
import { may } from './moves.ts';
import { keepsOut, peopleOf } from './people.ts';

/** One entry of a life, with the facts before and after it. */
export type Turn = { entry: Entry; before: Complaint; after: Complaint };

/** What is asked of each turn: the sentence that is broken, or nothing. Said apart from the guards, by the trail's own facts. */
type Promise = (turn: Turn, rules: Rules) => boolean;

const has = ({ facts }: Complaint, ...names: string[]): boolean => facts.some(({ fact }) => names.includes(fact));
const since = ({ facts }: Complaint, name: string, ends: readonly string[]): boolean => {
  const last = facts.findLast(({ fact }) => fact === name || ends.includes(fact));
  return last?.fact === name;
};
const isClosing = ({ before, after }: Turn): boolean => before.stage !== 'closed' && after.stage === 'closed';
/** Ends of what was, or never was, for us to answer. */
const withoutAnswer = ['withdrawn', 'notAComplaint', 'unreachable', 'duplicate', 'transferred', 'closedElsewhere'];

/** Each holds of every turn of every life. */
export const promises: { readonly [sentence: string]: Promise } = {
  'no complaint is closed that was never acknowledged, unless it was answered at once or from outside': (turn) =>
    !isClosing(turn) ||
    withoutAnswer.includes(turn.after.closed?.reason ?? '') ||
    !turn.after.clocks.some(({ name }) => name.startsWith('acknowledgement')) ||
    has(turn.after, 'acknowledged', 'decisionCommunicated', 'settled', 'externalBodyDecided'),

  'nothing is decided in the ordinary way while an acknowledgement is owed that was not given': ({ entry, after }) =>
    entry.action.kind !== 'assess' ||
    has(after, 'acknowledged', 'decisionCommunicated') ||
    !after.clocks.some(({ name, endedAt }) => name.startsWith('acknowledgement') && !endedAt),

  'no complaint is closed without the complainant’s answer, or a silence or an end that the procedure declares': (
    turn,
  ) => {
    if (!isClosing(turn)) return true;
    const { after, entry } = turn;
    const reason = after.closed?.reason ?? '';
    if (reason === 'accepted') return has(after, 'accepted') || has(after, 'externalBodyDecided');
    if (reason === 'unanswered') return entry.by.role === 'clock' && has(after, 'decisionCommunicated', 'settled');
    if (reason === 'exhausted') return has(after, 'rejected', 'externalBodyDecided');
    return withoutAnswer.includes(reason);
  },

  'what was rejected is closed only after another answer, at the last tier, or from outside': (turn, rules) => {
    if (
      !isClosing(turn) ||
      !since(turn.after, 'rejected', ['decisionCommunicated', 'settled', 'accepted', 'externalBodyDecided'])
    )
      return true;
    const { after } = turn;
    const next = after.tier < lastTier(rules) && tierRule(rules, after.tier + 1).entryBy.includes('complainant');
    return ['withdrawn', 'unreachable'].includes(after.closed?.reason ?? '') || !next;
  },

  'nobody approves or sends back their own proposal': ({ entry, before }) =>
    !['approve', 'sendBack'].includes(entry.action.kind) || entry.by.id !== before.proposedBy,

  'nobody reviews what they dealt with at an earlier tier, where the tier excludes them': (
    { entry, before },
    rules,
  ) => {
    if (!['investigate', 'find', 'propose', 'decide', 'settle'].includes(entry.action.kind)) return true;
    if (!tierRule(rules, before.tier).excluded.includes('handledEarlierTier')) return true;
    return !Object.entries(before.dealt).some(([tier, ids]) => Number(tier) < before.tier && ids.includes(entry.by.id));
  },

  'nobody verifies what they carried out': ({ entry, before }) => {
    const { action, by } = entry;
    if (action.kind !== 'verify') return true;
    return before.redress.find(({ number }) => number === action.redress)?.carriedOutBy !== by.id;
  },

  'nothing is closed as accepted while something promised is not carried out and verified': (turn) =>
    !isClosing(turn) ||
    turn.after.closed?.reason !== 'accepted' ||
    turn.after.redress.every(({ kind, refused, verifiedAt }) => kind === 'none' || refused || verifiedAt),

  'more than the proposer may promise alone is decided only with another’s approval': ({ entry, before }) => {
    if (entry.action.kind !== 'decide' || before.settled) return true;
    const sum = before.redress.reduce((total, { amount }) => total + Number(amount?.value ?? 0), 0);
    return (
      sum <= Number(before.proposerAuthority?.value ?? 0) ||
      (before.approvedBy !== undefined && before.approvedBy !== before.proposedBy)
    );
  },

  'what goes up has somebody at the next tier who may look at it': ({ before, after }, rules) =>
    after.tier <= before.tier ||
    peopleOf(rules).some(
      (by) =>
        tierRule(rules, after.tier).roles.some((role) => role === by.role) &&
        !keepsOut(by, after, rules) &&
        may({ complaint: after, by, rules, kind: 'find' }),
    ),

  'nobody acts on a complaint about themselves, or after declaring a conflict': ({ entry, before }) =>
    entry.action.kind === 'declareConflict' || (!hasConflict(before, entry.by.id) && !isSubject(before, entry.by.id)),

  'the complainant’s word is their own, or said for them': ({ entry: { action, by } }) =>
    !['accept', 'reject', 'withdraw'].includes(action.kind) ||
    by.role === 'complainant' ||
    by.role === 'clock' ||
    ('onBehalf' in action && action.onBehalf !== undefined),

  'what is over has no clock without an ending': ({ after }) =>
    !owesNothing(after) || after.clocks.every(({ state, endedAt }) => endedAt || state === 'breached'),
};
