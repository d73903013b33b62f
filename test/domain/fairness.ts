import type { Action, ActionKind, Deed, Entry, Promised } from '../../domain/action.ts';
import type { Money } from '../../domain/actor.ts';
import type { Rules } from '../../domain/rules.ts';
import { whyNoClosing } from './fairEnding.ts';
import { promisesTooMuch } from './fairMoney.ts';

// Whether people were treated fairly, as the trail alone tells: no facts of the product, and none of its rules. It reads
// the entries and the procedure, and says what it finds in its own words.

type Piece = { amount?: Money; kind: string; carriedOutBy?: string; verified?: true };

/** What the trail has told so far. */
export type Told = {
  rules: Rules;
  tags: Set<string>;
  tier: number;
  subjects: Set<string>;
  conflicted: Set<string>;
  /** By tier. */
  dealt: Map<number, Set<string>>;
  acknowledged: boolean;
  assessed: boolean;
  proposal?: { by: string; limit: Money | undefined };
  approval?: { limit: Money | undefined };
  redress: Piece[];
  /** The last word: of ours, of theirs, of a body outside. */
  last?: 'decided' | 'accepted' | 'rejected' | 'ordered' | 'spoken';
  /** Rejected, and a review is owed that has not answered yet. */
  reviewOwed: boolean;
  everProposed: boolean;
  everDecided: boolean;
  takenFor: string;
  attempts: string[];
  windowOver: boolean;
  settled: boolean;
  duplicateOf?: string;
  passingOutside: boolean;
  closed: boolean;
};

/** What was unfair, each with the number of its entry; empty where nothing was. */
export function unfairness([first, ...others]: readonly Entry[], rules: Rules): string[] {
  if (first?.action.kind !== 'receive') return ['1 a trail begins with a receipt'];
  const told = begun(first.action, rules);
  const found: string[] = [];
  for (const entry of others) {
    // What was put on record of another house is evidence of what they did, not an act of ours.
    if (!entry.recordedAt) found.push(...judged(entry, told).map((rule) => `${entry.sequence} ${rule}`));
    tell(entry, told);
  }
  return found;
}

function begun({ channel, tags = [], subjects = [] }: Extract<Action, { kind: 'receive' }>, rules: Rules): Told {
  const isElectronic = ['web', 'email', 'api'].includes(channel);
  return {
    rules,
    tier: 1,
    tags: new Set([...tags, ...(isElectronic ? ['electronic'] : [])]),
    subjects: new Set(subjects.flatMap((each) => ('staff' in each ? each.staff : []))),
    conflicted: new Set(),
    dealt: new Map(),
    acknowledged: false,
    assessed: false,
    redress: [],
    reviewOwed: false,
    everProposed: false,
    everDecided: false,
    takenFor: 'complaint',
    attempts: [],
    windowOver: false,
    settled: false,
    passingOutside: false,
    closed: false,
  };
}

const dealing: readonly ActionKind[] = [
  ...(['assess', 'settle', 'investigate', 'find', 'propose', 'approve', 'sendBack', 'decide', 'interview'] as const),
];
const reviewing: readonly ActionKind[] = [
  'settle',
  'investigate',
  'find',
  'propose',
  'decide',
  'takeOver',
  'interview',
];
const theirs: readonly ActionKind[] = [
  ...(['accept', 'reject', 'withdraw', 'rate', 'receiveInformation', 'consent'] as const),
  ...(['nameRepresentative', 'endRepresentation'] as const),
];
/** Who may not judge may still say their side, put right what they said, and keep others from disposing of it. */
const anybodys: readonly ActionKind[] = ['correct', 'declareConflict', 'explain', 'hold', 'release'];
const afterClosing: readonly ActionKind[] = [
  ...(['reopen', 'rate', 'correct', 'runOut', 'revise', 'link', 'unlink', 'markDuplicate', 'group'] as const),
  ...(['hold', 'release', 'tellSubject', 'letterFailed'] as const),
];

function judged({ action, by }: Entry, told: Told): string[] {
  const { kind } = action;
  const rule = told.rules.tiers[told.tier - 1];
  const broken: { readonly [name: string]: boolean } = {
    'acts on a complaint about themselves': told.subjects.has(by.id) && !anybodys.includes(kind),
    'acts after declaring a conflict': told.conflicted.has(by.id) && !anybodys.includes(kind),
    'judges their own proposal': (kind === 'approve' || kind === 'sendBack') && told.proposal?.by === by.id,
    'verifies what they carried out':
      action.kind === 'verify' && told.redress[action.redress - 1]?.carriedOutBy === by.id,
    'reviews what they dealt with at an earlier tier':
      reviewing.includes(kind) && rule?.excluded.includes('handledEarlierTier') === true && dealtBefore(by.id, told),
    'promises more than they may': promisesTooMuch(action, by.authority, told),
    'says the complainant’s word unasked':
      theirs.includes(kind) &&
      by.role !== 'complainant' &&
      !('onBehalf' in action && action.onBehalf) &&
      !(kind === 'accept' && by.role === 'clock'),
    'assessed before it was acknowledged': kind === 'assess' && !told.assessed && acknowledgementOwed(told),
    'goes on after it was closed': told.closed && !afterClosing.includes(kind),
  };
  const closing = action.kind === 'close' ? whyNoClosing(action.reason, by, told) : undefined;
  return [...Object.keys(broken).filter((name) => broken[name]), ...(closing ? [closing] : [])];
}

const dealtBefore = (id: string, { dealt, tier }: Told): boolean =>
  [...dealt].some(([at, people]) => at < tier && people.has(id));

/** A clock that the receipt started asks for an acknowledgement of such a complaint, and nobody gave one or an answer. */
const acknowledgementOwed = ({ acknowledged, everProposed, tier, tags, rules }: Told): boolean =>
  !acknowledged &&
  !everProposed &&
  tier === 1 &&
  rules.clocks.some(
    ({ starts, metBy, when: { anyOf = [], noneOf = [] } = {} }) =>
      starts.some((word) => word === 'received' || word === 'tierEntered') &&
      metBy.includes('acknowledged') &&
      (anyOf.length === 0 || anyOf.some((tag) => tags.has(tag))) &&
      !noneOf.some((tag) => tags.has(tag)),
  );

/** Takes an entry in, whatever it was worth. */
function tell(entry: Entry, told: Told): void {
  const { action, by } = entry;
  if (dealing.includes(action.kind)) {
    told.dealt.set(told.tier, new Set([...(told.dealt.get(told.tier) ?? []), by.id]));
  }
  // Whoever hears from them has reached them.
  if (by.role === 'complainant' || ('onBehalf' in action && action.onBehalf)) told.attempts = [];
  (tellings[action.kind] as Telling<ActionKind> | undefined)?.(told, entry);
}

type Telling<K extends ActionKind> = (told: Told, entry: Deed<K>) => void;

/** What an action changes for what may come; no right of anybody hangs on the others. */
const tellings: { readonly [K in ActionKind]?: Telling<K> } = {
  acknowledge: (told) => (told.acknowledged = true),
  assess(told, { action }) {
    told.assessed = true;
    if (action.safety) told.tags.add('safety');
  },
  mark: (told, { action }) => told.tags.add(action.flag),
  unmark: (told, { action }) => told.tags.delete(action.flag),
  nameSubjects(told, { action }) {
    for (const each of action.subjects) if ('staff' in each) told.subjects.add(each.staff);
  },
  declareConflict: (told, { by }) => told.conflicted.add(by.id),
  reclassify: (told, { action }) => (told.takenFor = action.as),
  attempt: (told, { at }) => told.attempts.push(at),
  settle(told, { action }) {
    decided(told, action.redress ?? []);
    told.settled = true;
  },
  markDuplicate: (told, { action }) => (told.duplicateOf = action.of),
  unlink(told, { action }) {
    if (told.duplicateOf === action.reference) delete told.duplicateOf;
  },
  transfer: (told, { action }) => (told.passingOutside = action.outside === true),
  refuseTransfer: (told) => (told.passingOutside = false),
  acceptTransfer(told) {
    if (told.passingOutside) told.closed = true;
  },
  propose(told, { action, by }) {
    told.proposal = { by: by.id, limit: by.authority };
    told.everProposed = true;
    told.redress = copied(action.redress);
  },
  approve: (told, { by }) => (told.approval = { limit: by.authority }),
  sendBack(told) {
    delete told.proposal;
    told.redress = [];
    told.everProposed = told.everDecided; // a draft that was sent back is no answer
  },
  decide: (told) => decided(told, told.redress),
  carryOut: (told, { action, by }) => Object.assign(told.redress[action.redress - 1] ?? {}, { carriedOutBy: by.id }),
  verify: (told, { action }) => Object.assign(told.redress[action.redress - 1] ?? {}, { verified: true }),
  accept: (told) => (told.last = 'accepted'),
  reject: (told) => rejected(told),
  escalate: (told, { action }) => toTier(action.to ?? told.tier + 1, told),
  recordOutcome(told, { action: { redress = [] } }) {
    told.redress = [...told.redress, ...copied(redress)];
    told.last = redress.some(({ kind }) => kind !== 'none') ? 'ordered' : 'spoken';
    told.reviewOwed = false;
  },
  runOut(told, { action }) {
    if (told.rules.external.some(({ window }) => window === action.clock)) told.windowOver = true;
  },
  withdraw: (told) => (told.closed = true),
  close: (told) => (told.closed = true),
  reopen(told) {
    toTier(told.tier, told);
    told.closed = false;
  },
};

const copied = (redress: readonly Promised[]): Piece[] => redress.map((each) => ({ ...each }));

function decided(told: Told, redress: readonly Promised[]): void {
  told.redress = copied(redress);
  told.last = 'decided';
  told.everProposed = true;
  told.everDecided = true;
  told.reviewOwed = false;
  told.windowOver = false;
}

/** What was offered with it is off; the next tier is owed, where the procedure lets them in. */
function rejected(told: Told): void {
  told.last = 'rejected';
  told.redress = told.redress.map((each) => ({ ...each, kind: 'none' }));
  const isOpen = told.rules.tiers[told.tier]?.entryBy.includes('complainant');
  if (!isOpen) return;
  toTier(told.tier + 1, told);
  told.reviewOwed = true;
}

/** Looked into anew: nobody's proposal, nothing promised. */
function toTier(tier: number, told: Told): void {
  told.tier = tier;
  told.settled = false;
  told.redress = [];
  delete told.proposal;
  delete told.approval;
}
