import {
  flags as allFlags,
  type ActionKind,
  type Deed,
  type Described,
  type FindingOutcome,
  type Flag,
  type Promised,
} from './action.ts';
import type { Allegation, Complaint, Redress } from './complaint.ts';
import { accountOf, calendarsOf } from './clock.ts';
import { absencesWith } from './deputy.ts';
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
  deputise: (complaint, { action }) => ({
    absences: absencesWith(complaint, action),
    ...(action.deputy ? { handler: action.deputy.handler } : { drop: ['handler'] }),
  }),
  takeOver: (complaint, { by, action: { absence } }) => ({
    handler: by.id,
    ...(absence && { absences: absencesWith(complaint, { absent: by.id, ...absence }) }),
  }),
  handBack: () => ({ drop: ['handler'] }),
  declareConflict: ({ conflicts = [], handler }, { by }) => ({
    conflicts: [...conflicts, by.id],
    ...withoutHandler(handler === by.id),
  }),
  nameSubjects({ subjects, handler }, { action }) {
    const known = subjects.map((each) => JSON.stringify(each));
    const named = action.subjects.flatMap((each) =>
      'words' in each || known.includes(JSON.stringify(each)) ? [] : each,
    );
    return {
      subjects: [...subjects, ...named],
      ...withoutHandler(named.some((each) => 'staff' in each && each.staff === handler)),
    };
  },
  mark: ({ flags, tags }, { action: { flag } }) => ({
    flags: flagged(flags, flag),
    ...(tagged.includes(flag) && !tags.includes(flag) && { tags: [...tags, flag] }),
  }),
  unmark: ({ flags, tags }, { action: { flag } }) => ({
    flags: flags.filter((each) => each !== flag),
    ...(tags.includes(flag) && { tags: tags.filter((each) => each !== flag) }),
  }),
  reclassify: (_, { action: { as } }) => (as === 'complaint' ? { drop: ['classification'] } : { classification: as }),
  attempt: ({ attempts = [] }, { at }) => ({ attempts: [...attempts, at] }),
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
    if (!isTakenOver(complaint, deed)) checkLetter(action.letter, rules);
    return {
      redress: numbered(action.redress, 0),
      proposedBy: by.id,
      proposal: sequence,
      ...(by.authority && { proposerAuthority: by.authority }),
    };
  },
  approve: (_, { by }) => ({ approvedBy: by.id }),
  sendBack: () => ({ redress: [], drop: ['proposal', 'proposedBy', 'proposerAuthority'] }),
  decide(_, { action: { outcome }, at }, _sequence, { outcomes }) {
    if (outcome && !outcomes.includes(outcome)) {
      throw new Refusal('impossible', 'unknownCode', { pointer: '/outcome', code: outcome, known: outcomes });
    }
    return { decidedAt: at, ...(outcome && { procedureOutcome: outcome }) };
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
  recordOutcome({ referral, redress }, { action }) {
    if (!referral) throw new Refusal('not-now', 'bodyHasIt');
    const ordered = numbered(action.redress ?? [], redress.length);
    return { referral: { ...referral, outcome: action.outcome }, redress: [...redress, ...ordered] };
  },
  close: (_, { action: { reason }, at }) => ({ closed: { reason, at } }),
  reopen: (complaint) => ({ ...foundAnew(complaint), drop: [...ofDecision, 'closed', 'referral'] }),
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
};

/** The flags that procedures know as tags: clocks may go by them. */
const tagged: readonly Flag[] = ['vulnerable', 'safety', 'significant'];

/** With one more, in the order in which they are always listed. */
const flagged = (flags: readonly Flag[], more: Flag): Flag[] =>
  allFlags.filter((flag) => flag === more || flags.includes(flag));

/** Whoever may not deal with it any more does not have it any more. */
const withoutHandler = (isOut: boolean): Change => (isOut ? { drop: ['handler'] } : {});

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

/** What of a tier is put aside when the next one begins: the same allegations, nobody's findings, another person. */
export const nextTierBegins = (complaint: Complaint): Change => ({
  ...foundAnew(complaint),
  drop: [...ofDecision, 'handler'],
});

const ofDecision = [
  'proposedBy',
  'approvedBy',
  'proposal',
  'proposerAuthority',
  'decidedAt',
  'outcome',
  'procedureOutcome',
  'settled',
] as const satisfies (keyof Complaint)[];

/** The same allegations without a finding; what was found, decided and promised is kept beside them. */
function foundAnew({ tier, earlier, allegations, redress, outcome, decidedAt, referral, closed }: Complaint): Change {
  const ended = {
    ...(outcome && { outcome }),
    ...(decidedAt && { decidedAt }),
    ...(referral && { referral }),
    ...(closed && { closed }),
  };
  return {
    earlier: [...earlier, { tier, allegations, redress, ...ended }],
    allegations: allegations.map(({ number, said }) => ({ number, said })),
    redress: [],
  };
}

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
