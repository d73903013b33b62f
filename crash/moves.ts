import type { Action } from '../domain/action.ts';
import type { ComplaintAnswer } from '../api/answers.ts';
import type { Random } from './random.ts';

/** What somebody does next: `complainant` by the tracking code, else a demo user. */
export type Move = { who: string; action: { kind: Action['kind'] } & Record<string, unknown> };
type Choice = readonly [weight: number, move: Move];

const deciders = ['handler', 'manager', 'head'];
const reviewer = 'complaints-manager'; // approves at every tier, and therefore finds at none
const pounds = (value: string) => ({ value, currency: 'GBP' });
const words = 'Words of a crash.';

const move = (who: string, kind: Action['kind'], fields: object = {}): Move => ({ who, action: { kind, ...fields } });

/** A likely next step on the road to closing; undefined where there is none. */
export function nextMove(complaint: ComplaintAnswer, random: Random): Move | undefined {
  if (complaint.stage !== 'closed' && random.chance(0.02)) return move('complainant', 'withdraw', { words });
  if (random.chance(0.06)) return stray(random);
  const choices = roads[complaint.stage](complaint, deciders[complaint.tier - 1] ?? 'head');
  return choices.length > 0 ? random.weighed(choices) : undefined;
}

const assessment = {
  severity: 'medium',
  safety: false,
  complexity: 'simple',
  impact: { actual: 'one', possible: 'one' },
  immediateAction: { needed: false, possible: true },
  compensationLikely: true,
};
const assess = move('handler', 'assess', { ...assessment, allegations: [{ words }, { words }], reason: words });
const inform = move('contact', 'inform', { words });
const assign = move(reviewer, 'assign', { handler: 'handler2', reason: words });
const close = (reason: string): Move => move('handler', 'close', { reason });

type Road = (complaint: ComplaintAnswer, decider: string) => Choice[];

const roads: { readonly [S in ComplaintAnswer['stage']]: Road } = {
  received: () => [
    [9, move('contact', 'acknowledge', { channel: 'phone', words })],
    [1, inform],
  ],
  acknowledged: () => [
    [8, assess],
    [1, move('handler', 'assess', assessment)],
    [1, inform],
  ],
  assessed: (_, decider) => [
    [7, move(decider, 'investigate', { plan: words })],
    [2, assign],
    [1, inform],
  ],
  underInvestigation({ allegations, tier, clocks }, decider) {
    const open = allegations.find(({ finding }) => !finding);
    const unacknowledged = clocks.some(({ name, state }) => name === 'acknowledgement-review' && state === 'running');
    return [
      [1, inform],
      ...(tier > 1 && unacknowledged ? [[5, move(decider, 'acknowledge', { words })] as const] : []),
      ...(open ? findings(open.number, decider) : proposals(decider)),
    ];
  },
  proposed: ({ tier }, decider) => [
    [tier === 1 ? 5 : 1, move(decider, 'decide', { outcome: 'upheld' })],
    [tier === 1 ? 3 : 8, move(reviewer, 'approve')],
    [1, move(reviewer, 'sendBack', { reason: words })],
  ],
  approved: (_, decider) => [[1, move(decider, 'decide', { channel: 'letter' })]],
  decided: () => [
    [4, move('complainant', 'accept', { words })],
    [2, move('contact', 'accept', { onBehalf: true, channel: 'phone', words })],
    [4, move('complainant', 'reject', { words })],
    [1, move('contact', 'reject', { onBehalf: true, channel: 'phone' })],
    [1, rate],
  ],
  accepted({ redress }) {
    const owed = redress.filter(({ kind }) => kind !== 'none');
    const [undone] = owed.filter(({ carriedOutAt }) => !carriedOutAt);
    const [unverified] = owed.filter(({ verifiedAt }) => !verifiedAt);
    if (undone) return [[1, move('handler', 'carryOut', { redress: undone.number, words })]];
    if (unverified) return [[1, move('handler2', 'verify', { redress: unverified.number, words })]];
    return [[1, close('accepted')]];
  },
  remedied: () => [[1, close('accepted')]],
  referred({ referral }) {
    if (!referral) return [[1, move(reviewer, 'refer', { body: 'ombudsman', externalReference: words })]];
    if (referral.outcome) return [[1, close('exhausted')]];
    const ordered = [{ kind: 'compensation', amount: pounds('75.00') }];
    return [
      [1, move(reviewer, 'recordOutcome', { outcome: 'upheld', redress: ordered, words })],
      [1, move(reviewer, 'recordOutcome', { outcome: 'notUpheld', words })],
    ];
  },
  closed: ({ ratings, earlier }) => [
    ...(ratings.length === 0 ? [[2, rate] as const] : []),
    ...(earlier.some(({ closed }) => closed) ? [] : [[1, move('complainant', 'reopen', { reason: words })] as const]),
  ],
};

const rate = move('complainant', 'rate', { process: 4, outcome: 3, words });

const findings = (allegation: number, decider: string): Choice[] => [
  [4, move(decider, 'find', { allegation, outcome: 'upheld', cause: 'process', words })],
  [4, move(decider, 'find', { allegation, outcome: 'notUpheld', words })],
];

function proposals(decider: string): Choice[] {
  const letter = { reasons: words };
  const propose = (...redress: object[]): Move => move(decider, 'propose', { redress, letter, prevention: words });
  return [
    [3, propose()],
    [3, propose({ kind: 'refund', amount: pounds('40.00') }, { kind: 'apology' })],
    [3, propose({ kind: 'compensation', amount: pounds('900.00'), owner: 'handler' })],
  ];
}

/** What is mostly not allowed: it must be refused, and leave nothing. */
function stray(random: Random): Move {
  const who = random.pick(['contact', 'handler', 'handler2', 'manager', 'head', 'auditor', 'administrator']);
  return random.pick([
    move(who, 'approve'),
    move(who, 'close', { reason: 'accepted' }),
    move(who, 'accept', { words }),
    move(who, 'investigate'),
    move(who, 'find', { allegation: 99, outcome: 'upheld', words }),
    move(who, 'correct', { sequence: 1, category: 'service-poor', words }),
    move(who, 'verify', { redress: 1 }),
  ]);
}
