import {
  causes,
  channels,
  classifications,
  complexities,
  extents,
  findingOutcomes,
  flags,
  interviewed,
  linkKinds,
  referralOutcomes,
  severities,
  type ActionKind,
  type ActionOf,
  type Assignee,
} from './action.ts';
import { closeReasons } from './complaint.ts';

/** A field that an action takes, for forms; `values` where only these are possible. */
export type Field = { required: boolean; values?: readonly (string | number | boolean)[] };

/** What clocks, the desk and the post do by themselves. */
type ByItself = 'runOut' | 'warn' | 'remind' | 'revise' | 'deputise' | 'letterFailed';

/** Filled in by the desk or by a clock: nobody is asked for them. */
type Added =
  | 'kind'
  | keyof Omit<Assignee, 'handler'>
  | 'due'
  | 'occurrence'
  | 'tier'
  | 'title'
  | 'timely'
  | 'outside'
  | 'people'
  | 'answeredAt';
type AddedTo = { correct: 'of'; escalate: 'to' | 'clock'; accept: 'clock'; close: 'clock' };
type Asked<K extends ActionKind> = Exclude<keyof ActionOf<K>, Added | (K extends keyof AddedTo ? AddedTo[K] : never)>;
type FieldsOf<K extends ActionKind> = {
  readonly [F in Asked<K>]: Field & { required: undefined extends ActionOf<K>[F & keyof ActionOf<K>] ? false : true };
};

const must = <V extends Field['values']>(values?: V) => ({ required: true as const, ...(values && { values }) });
const may = <V extends Field['values']>(values?: V) => ({ required: false as const, ...(values && { values }) });

const yesOrNo = [true, false] as const;
const marks = [1, 2, 3, 4, 5] as const;
const onBehalf = { onBehalf: may([true]), channel: may(channels), speaker: may(['representative']) };

/** What each action that a person does asks for: `allowed` answers with it, and the compiler keeps it true to `action.ts`. */
export const fields = {
  acknowledge: { channel: may(channels), words: may() },
  assess: {
    severity: must(severities),
    safety: must(yesOrNo),
    complexity: must(complexities),
    impact: must(extents),
    immediateAction: must(),
    compensationLikely: must(yesOrNo),
    allegations: may(),
    reason: may(),
  },
  assign: { handler: must(), reason: may() },
  takeOver: {},
  handBack: { reason: must() },
  declareConflict: { reason: must() },
  nameSubjects: { subjects: must(), reason: may() },
  mark: { flag: must(flags), reason: must() },
  unmark: { flag: must(flags), reason: must() },
  tag: { add: may(), remove: may(), reason: must() },
  transfer: { to: must(), reason: must() },
  acceptTransfer: { words: may() },
  refuseTransfer: { reason: must() },
  link: { reference: must(), as: must(linkKinds), reason: may() },
  unlink: { reference: must(), reason: must() },
  markDuplicate: { of: must(), reason: may() },
  group: { problem: must(), reason: may() },
  hold: { reason: must() },
  release: { reason: must() },
  consent: { ...onBehalf, to: must(), given: must(yesOrNo), words: may() },
  nameRepresentative: { ...onBehalf, representative: must() },
  endRepresentation: { ...onBehalf, words: may() },
  addEvidence: { allegation: may(), words: must() },
  interview: { with: must(interviewed), staff: may(), words: must() },
  tellSubject: { staff: must(), words: must() },
  explain: { words: must() },
  agreePeriod: { date: must(), channel: may(channels), words: may() },
  explainDelay: { words: must(), next: may() },
  reclassify: { as: must(classifications), reason: must() },
  attempt: { channel: must(channels), words: may() },
  settle: { words: must(), redress: may() },
  investigate: { plan: may() },
  find: { allegation: must(), outcome: must(findingOutcomes), cause: may(causes), words: must() },
  inform: { words: must(), next: may() },
  ask: { words: must() },
  receiveInformation: { ...onBehalf, words: must() },
  addInformation: { words: must() },
  pause: { reason: must(), words: may() },
  resume: { reason: must(), words: may() },
  extend: { clock: must(), by: may(), date: may(), ground: may(), reason: may() },
  propose: { redress: must(), letter: must(), sameForOthers: may(), prevention: may() },
  approve: {},
  sendBack: { reason: must() },
  decide: { outcome: may(), channel: may(channels) },
  accept: { ...onBehalf, words: may() },
  reject: { ...onBehalf, words: may() },
  withdraw: { ...onBehalf, words: may() },
  escalate: { ...onBehalf, reason: may() },
  carryOut: { redress: must(), words: may() },
  verify: { redress: must(), words: may() },
  refer: { body: must(), externalReference: may() },
  takeBack: { body: must(), words: may() },
  recordOutcome: { outcome: must(referralOutcomes), redress: may(), words: may() },
  close: { reason: must(closeReasons), words: may() },
  reopen: { ...onBehalf, reason: must() },
  rate: { ...onBehalf, process: must(marks), outcome: must(marks), words: may() },
  correct: {
    sequence: must(),
    words: may(),
    description: may(),
    desiredOutcome: may(),
    category: may(),
    occurredOn: may(),
    product: may(),
    orderReference: may(),
    place: may(),
  },
} satisfies { readonly [K in Exclude<ActionKind, 'receive' | ByItself>]: FieldsOf<K> };

/** What people may do to a complaint that is there; the rest is done by its receipt and by clocks. */
export type PersonalKind = keyof typeof fields;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of an object that nobody adds to
export const personalKinds = Object.keys(fields) as PersonalKind[];
