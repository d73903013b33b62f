import type { ActionKind, ActionOf, Deed, Described, FindingOutcome, Promised } from './action.ts';
import { foundAnew, ofDecision } from './anew.ts';
import { effectsBeside } from './beside/effects.ts';
import type { Allegation, Complaint, Redress } from './complaint.ts';
import { accountOf, calendarsOf } from './clock.ts';
import { flagged } from './flags.ts';
import { checkLetter } from './letter.ts';
import { reckon } from './reckoner/reckon.ts';
import { Refusal } from './refusal.ts';
import { knowing } from './revision.ts';
import { isTakenOver, owed, sideOf } from './road.ts';
import { recordedBy, type Rules } from './rules.ts';

/** New values, and the facts that are no longer. */
export type Change = Partial<Complaint> & { drop?: readonly (keyof Complaint)[] };
/** What an action changes beside stage, tier and clocks. `sequence` is the number of the entry it becomes. */
export type Effect<K extends ActionKind> = (
  complaint: Complaint,
  deed: Deed<K>,
  sequence: number,
  rules: Rules,
) => Change;

const nothing = (): Change => ({});

export const effects: { readonly [K in Exclude<ActionKind, 'receive'>]: Effect<K> } = {
  acknowledge: nothing,
  assess({ tags, flags }, { action }, sequence) {
    const { kind: _kind, reason: _reason, allegations: named, ...assessment } = action;
    const isNew = action.safety && !flags.includes('safety');
    const marked = { assessment, ...(isNew && { flags: flagged(flags, 'safety'), tags: [...tags, 'safety'] }) };
    if (!named || named.length === 0) return marked;
    const anew = named.map((_, index): Allegation => ({ number: index + 1, said: sequence }));
    return { ...marked, allegations: anew, drop: ['outcome'] };
  },
  assign: (_, { action }) => ({ handler: action.handler }),
  settle: (_, { action: { redress = [] }, at }) => ({ redress: numbered(redress, 0), decidedAt: at, settled: true }),
  investigate: ({ handler }, { by }) => ({ handler: handler ?? by.id }),
  find({ allegations }, { action: { allegation, outcome, cause } }, sequence) {
    known(allegations, allegation, 'allegation');
    const finding = { outcome, ...(cause && { cause }), found: sequence };
    const found = allegations.map((each) => (each.number === allegation ? { ...each, finding } : each));
    return { allegations: found, ...outcomeOf(found) };
  },
  inform: nothing,
  propose(complaint, deed, sequence, rules) {
    const { action, by } = deed;
    if (!isTakenOver(complaint, deed)) {
      checkLetter(action.letter, rules);
      refuseForgettingOthers(complaint, action);
    }
    return {
      redress: numbered(action.redress, 0),
      proposedBy: by.id,
      proposal: sequence,
      ...(by.authority && { proposerAuthority: by.authority }),
    };
  },
  approve: (_, { by }) => ({ approvedBy: by.id }),
  sendBack: () => ({ redress: [], drop: ['proposal', 'proposedBy', 'proposerAuthority'] }),
  decide({ decidedAt }, { action: { outcome }, at }, _sequence, { outcomes }) {
    if (outcome && !outcomes.includes(outcome)) {
      throw new Refusal('impossible', 'unknownCode', { pointer: '/outcome', code: outcome, known: outcomes });
    }
    return { decidedAt: decidedAt ?? at, ...(outcome && { procedureOutcome: outcome }) };
  },
  accept: nothing,
  reject: ({ redress }) => ({ redress: redress.map((each) => ({ ...each, refused: true as const })) }),
  withdraw: (_, { at }) => ({ closed: { reason: 'withdrawn', at } }),
  escalate(_, { by, action }) {
    // What the office takes up of itself, it says why.
    if (sideOf({ by, action }) === 'organisation' && !action.reason) {
      throw new Refusal('impossible', 'reasonNeeded', { pointer: '/reason' });
    }
    return {};
  },
  carryOut({ redress }, { action, at, by }) {
    const { carriedOutAt } = known(owed({ redress }), action.redress, 'redress');
    if (carriedOutAt) throw new Refusal('not-now', 'remedyOwed');
    return { redress: changed(redress, action.redress, { carriedOutAt: at, carriedOutBy: by.id }) };
  },
  verify({ redress }, { action, at }) {
    const { carriedOutAt, verifiedAt } = known(owed({ redress }), action.redress, 'redress');
    if (!carriedOutAt || verifiedAt) throw new Refusal('not-now', 'remedyToVerify');
    return { redress: changed(redress, action.redress, { verifiedAt: at }) };
  },
  refer: (_, { action: { body }, at }) => ({ referral: { body, at } }),
  takeBack: (complaint) =>
    complaint.stage === 'decided' || complaint.stage === 'referred'
      ? { ...foundAnew(complaint), drop: [...ofDecision, 'referral'] }
      : {},
  recordOutcome({ referral, redress }, { action }) {
    if (!referral) throw new Refusal('not-now', 'bodyHasIt');
    const ordered = numbered(action.redress ?? [], redress.length);
    return { referral: { ...referral, outcome: action.outcome }, redress: [...redress, ...ordered] };
  },
  close: (_, { action: { reason }, at }) => ({ closed: { reason, at } }),
  reopen: (complaint) => ({ ...foundAnew(complaint), drop: [...ofDecision, 'closed', 'referral', 'transfer'] }),
  rate: ({ ratings }, { action: { process, outcome }, at }) => ({ ratings: [...ratings, { process, outcome, at }] }),
  correct(_, { action }, sequence) {
    const { category, product, occurredOn, place } = action;
    if (action.sequence < 1 || action.sequence >= sequence) {
      throw new Refusal('impossible', 'unknownEntry', { pointer: '/sequence', number: action.sequence });
    }
    const strange = ofReceipt.find((field) => action[field] !== undefined);
    if (strange && action.of !== 'receive' && action.of !== 'correct') {
      throw new Refusal('impossible', 'notCorrectable', { pointer: `/${strange}` });
    }
    return {
      ...(category && { category }),
      ...(product && { product }),
      ...(occurredOn && { occurredOn }),
      ...(place?.region && { region: place.region }),
    };
  },
  ask: nothing,
  receiveInformation: nothing,
  addInformation: nothing,
  pause: ({ pauses }, { action: { reason }, at }) => ({ pauses: [...pauses, { reason, from: at, to: null }] }),
  resume: ({ pauses }, { action: { reason }, at }) => ({
    pauses: pauses.map((pause) => (pause.reason === reason && pause.to === null ? { ...pause, to: at } : pause)),
  }),
  extend(complaint, { action, at }, _sequence, rules) {
    const { extensions, tier } = complaint;
    const { clock, by, date, ground } = action;
    const extension = { clock, at, tier, ...(by && { by }), ...(date && { date }), ...(ground && { ground }) };
    const after = [...extensions, extension];
    const { refused } = reckon(
      rules,
      accountOf({ ...complaint, extensions: after }),
      calendarsOf(complaint, rules),
      Date.parse(at),
    );
    const why = refused.extensions.get(extensions.length);
    if (why) throw new Refusal('not-now', `extension.${why}`, { clock });
    return { extensions: after };
  },
  runOut: (_, { action: { clock }, at }, _sequence, rules) =>
    recordedBy(rules, clock).includes('satisfactionAsked') ? { surveyedAt: at } : {},
  warn: nothing,
  remind: nothing,
  revise: (complaint, { action, at }) => knowing(complaint, action, at),
  ...effectsBeside,
};

/** Where others may be affected, whether they get the same is answered, yes or no, before anybody is promised anything (7.7). */
function refuseForgettingOthers({ assessment }: Complaint, { redress, sameForOthers }: ActionOf<'propose'>): void {
  if (sameForOthers || !assessment || assessment.impact.possible === 'one') return;
  if (owed({ redress: numbered(redress, 0) }).length === 0) return;
  throw new Refusal('impossible', 'sameForOthers', { pointer: '/sameForOthers' });
}

const ofReceipt = [
  'description',
  'title',
  'desiredOutcome',
  'category',
  'occurredOn',
  'product',
  'orderReference',
  'place',
] as const satisfies (keyof Described)[];

/** Upheld if all are, notUpheld if all are, inconclusive if all are or the rest are notUpheld, else partly. */
function outcomeOf(allegations: readonly Allegation[]): { outcome?: FindingOutcome } {
  const found = new Set(allegations.map(({ finding }) => finding?.outcome));
  if (found.has(undefined)) return {};
  if (found.size === 1) return { outcome: [...found][0]! };
  const rest = found.has('inconclusive') && found.has('notUpheld') && found.size === 2;
  return { outcome: rest ? 'inconclusive' : 'partly' };
}

function known<T extends { number: number }>(list: readonly T[], number: number, field: string): T {
  const one = list.find((each) => each.number === number);
  if (!one) throw new Refusal('impossible', 'unknownNumber', { pointer: `/${field}`, number, count: list.length });
  return one;
}

const numbered = (promised: readonly Promised[], after: number): Redress[] =>
  promised.map((redress, index) => ({ number: after + index + 1, ...redress }));

const changed = (redress: readonly Redress[], number: number, change: Partial<Redress>): Redress[] =>
  redress.map((each) => (each.number === number ? { ...each, ...change } : each));
