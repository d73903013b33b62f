import type { ActionKind, ActionOf, Deed, Entry, Promised } from '../../domain/action.ts';
import { advance, lodge, passTime, revise, type Step } from '../../domain/advance.ts';
import type { Actor } from '../../domain/actor.ts';
import { nextDue, type Clock } from '../../domain/clock.ts';
import type { Complaint, Instant } from '../../domain/complaint.ts';
import { addMilliseconds } from '../../domain/day.ts';
import type { Letter } from '../../domain/letter.ts';
import type { Notice } from '../../domain/notice.ts';
import { withRevised, type Revised } from '../../domain/revision.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Rules } from '../../domain/rules.ts';
import { complainant, contact, handler, houseRules, manager } from './people.ts';

export const monday = '2026-11-02T09:00:00.000Z';
const day = 86_400_000;

type Kind = Exclude<ActionKind, 'receive'>;
const decision = { clock: 'decision', tier: 1, occurrence: 1, due: '2026-12-01T00:00:00.000Z' };
/** What each action says where a story does not care. */
const usual: { readonly [K in Kind]: Omit<ActionOf<K>, 'kind'> } = {
  acknowledge: { channel: 'phone' },
  assess: {
    severity: 'low',
    safety: false,
    complexity: 'simple',
    impact: { actual: 'one', possible: 'one' },
    immediateAction: { needed: false, possible: true },
    compensationLikely: false,
  },
  assign: { handler: 'handler', roles: ['handler'] },
  deputise: { absent: 'handler', from: '2026-11-02', to: '2026-11-06' },
  takeOver: {},
  handBack: { reason: 'sealed' },
  declareConflict: { reason: 'sealed' },
  nameSubjects: { subjects: [{ staff: 'handler' }] },
  mark: { flag: 'significant', reason: 'sealed' },
  unmark: { flag: 'significant', reason: 'sealed' },
  tag: { add: ['vulnerable'], reason: 'sealed' },
  transfer: { to: 'housing', reason: 'sealed' },
  acceptTransfer: {},
  refuseTransfer: { reason: 'sealed' },
  link: { reference: 'C-2', as: 'related' },
  unlink: { reference: 'C-2', reason: 'sealed' },
  markDuplicate: { of: 'C-2' },
  group: { problem: 'late-refunds' },
  hold: { reason: 'sealed' },
  release: { reason: 'sealed' },
  consent: { to: 'ombudsman', given: true },
  nameRepresentative: { representative: { name: 'sealed' } },
  endRepresentation: {},
  addEvidence: { words: 'sealed' },
  interview: { with: 'witness', words: 'sealed' },
  tellSubject: { staff: 'handler', words: 'sealed' },
  explain: { words: 'sealed' },
  agreePeriod: { date: '2026-12-31' },
  explainDelay: { words: 'sealed' },
  reclassify: { as: 'enquiry', reason: 'sealed' },
  attempt: { channel: 'phone' },
  settle: { words: 'sealed' },
  investigate: {},
  find: { allegation: 1, outcome: 'upheld', words: 'sealed' },
  inform: { words: 'sealed' },
  propose: { redress: [], letter: { reasons: 'sealed' } },
  approve: {},
  sendBack: { reason: 'sealed' },
  decide: {},
  accept: {},
  reject: {},
  withdraw: {},
  escalate: { reason: 'sealed' },
  carryOut: { redress: 1 },
  verify: { redress: 1 },
  refer: { body: 'ombudsman' },
  takeBack: { body: 'regulator' },
  recordOutcome: { outcome: 'notUpheld' },
  close: { reason: 'accepted' },
  reopen: { reason: 'sealed' },
  rate: { process: 4, outcome: 2 },
  correct: { sequence: 1, of: 'receive', words: 'sealed' },
  ask: { words: 'sealed' },
  receiveInformation: { words: 'sealed' },
  addInformation: { words: 'sealed' },
  pause: { reason: 'court' },
  resume: { reason: 'court' },
  extend: { clock: 'decision', ground: 'complex' },
  runOut: decision,
  warn: { ...decision, warnings: [0], lastDay: '2026-11-30' },
  remind: decision,
  revise: { calendar: 'GB-ENG', revision: 2, moves: [] },
  letterFailed: { letter: 'C-1/1/acknowledgement', why: 'late' },
};

export const actionOf = <K extends Kind>(kind: K, fields: Partial<ActionOf<K>> = {}): ActionOf<K> =>
  ({ kind, ...usual[kind], ...fields }) as unknown as ActionOf<K>;

export const receipt = (fields: Partial<ActionOf<'receive'>> = {}): ActionOf<'receive'> => ({
  kind: 'receive',
  channel: 'phone',
  procedure: { id: 'recourse-default', version: '2024-01-01', revision: 1 },
  description: 'sealed',
  complainant: { name: 'sealed', language: 'en' },
  ...fields,
});

type Beginning = Partial<ActionOf<'receive'>> & { by?: Actor; at?: Instant; recordedAt?: Instant; rules?: Rules };

/** One complaint's life, told step by step. Each deed happens at the story's own now, which `wait` moves on. */
export function live({ by = contact, at = monday, recordedAt, rules: first = houseRules, ...fields }: Beginning = {}) {
  let rules = first;
  const entries: Entry[] = [];
  const letters: Letter[] = [];
  const notices: Notice[] = [];
  let now = recordedAt ?? at;
  let complaint!: Complaint;
  const take = (step: Step): void => {
    complaint = step.complaint;
    entries.push(...step.entries);
    letters.push(...step.letters);
    notices.push(...step.notices);
  };
  take(lodge('C-1', { action: receipt(fields), by, at, ...(recordedAt && { recordedAt }) }, rules));

  const life = {
    entries,
    letters,
    notices,
    get rules() {
      return rules;
    },
    get now() {
      return now;
    },
    get complaint() {
      return complaint;
    },
    get stage() {
      return complaint.stage;
    },
    get kinds() {
      return entries.map(({ action }) => action.kind);
    },
    get owedLetters() {
      return letters.map(({ kind }) => kind);
    },
    /** The clock of this name that was armed last. */
    clock(name: string): Clock {
      const one = complaint.clocks.findLast((each) => each.name === name);
      if (!one) throw new Error(`No clock ${name} was ever armed.`);
      return one;
    },
    does<K extends Kind>(by: Actor, kind: K, fields?: Partial<ActionOf<K>>) {
      take(advance(complaint, { action: actionOf(kind, fields), by, at: now }, rules));
      return life;
    },
    /** As the person who takes over an import: what happened at an earlier instant. */
    tookOver<K extends Kind>(by: Actor, at: Instant, kind: K, fields?: Partial<ActionOf<K>>) {
      const deed: Deed = { action: actionOf(kind, fields), by, at, recordedAt: now };
      take(advance(complaint, deed, rules));
      return life;
    },
    /** The name of the rule that forbids it, with its code. */
    refuses<K extends Kind>(by: Actor, kind: K, fields?: Partial<ActionOf<K>>): string {
      return whyNot(() => advance(complaint, { action: actionOf(kind, fields), by, at: now }, rules));
    },
    /** Time passes and nobody acts; the clocks do. */
    wait(days: number) {
      return life.until(addMilliseconds(now, days * day));
    },
    until(at: Instant) {
      now = at;
      take(passTime(complaint, now, rules));
      return life;
    },
    /** Time passes, and each timer fires at its instant. */
    byTheHour(at: Instant) {
      for (let next = nextDue(complaint); next && next.at <= at; next = nextDue(complaint)) life.until(next.at);
      return life.until(at);
    },
    /** The calendar, or the procedure, comes in a new revision, which every complaint that uses it is told. */
    revised(it: Revised) {
      rules = withRevised(rules, it);
      take(revise(complaint, it, now, rules));
      return life;
    },
    /** Time passes, and the timer has not yet fired. */
    meanwhile(at: Instant) {
      now = at;
      return life;
    },
  };
  return life;
}

/** A clock as its own entries name it. */
export const ofClock = ({ name, tier, occurrence, due }: Clock) => ({ clock: name, tier, occurrence, due: due ?? '' });

export type Life = ReturnType<typeof live>;

/** `not-now closable`, or the words that nobody refused. */
export function whyNot(attempt: () => unknown): string {
  try {
    attempt();
    return 'nobody refused';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${error.code} ${error.rule}`;
  }
}

/** How a story gets to each point of the road, by the people whose turn it is at tier 1. */
export const told = {
  received: (first?: Beginning) => live(first),
  acknowledged: (first?: Beginning) => live(first).does(contact, 'acknowledge'),
  assessed: (first?: Beginning) => told.acknowledged(first).does(handler, 'assess'),
  investigated: (first?: Beginning) => told.assessed(first).does(handler, 'investigate'),
  found: (first?: Beginning) => told.investigated(first).does(handler, 'find'),
  proposed: (redress: Promised[] = [], first?: Beginning) => told.found(first).does(handler, 'propose', { redress }),
  approved: (redress: Promised[] = [], first?: Beginning) => told.proposed(redress, first).does(manager, 'approve'),
  decided: (redress: Promised[] = [], first?: Beginning) => told.proposed(redress, first).does(handler, 'decide'),
  accepted: (redress: Promised[] = [], first?: Beginning) => told.decided(redress, first).does(complainant, 'accept'),
};

/** A review at a higher tier, from its first finding to its decision. */
export const reviewed = (life: Life, reviewer: Actor, approver: Actor, redress: Promised[] = []): Life =>
  life.does(reviewer, 'find').does(reviewer, 'propose', { redress }).does(approver, 'approve').does(reviewer, 'decide');
