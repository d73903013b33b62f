import type { ActionOf } from '../../domain/action.ts';
import { advance, lodge, passTime, type Step } from '../../domain/advance.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Complaint, Instant } from '../../domain/complaint.ts';
import { addMilliseconds } from '../../domain/day.ts';
import type { Rules } from '../../domain/rules.ts';
import { pick, randomOf } from './random.ts';

/** Stand for what differs between two complaints of the same shape. */
export const placeholders = { reference: 'C-@REF', unit: '@unit', category: '@category', handler: '@handler' };
export const shapeDay = '2026-03-02';

const day = 86_400_000;
const money = (value: string) => ({ value, currency: 'GBP' });
const { handler: handlerId, reference, unit, category } = placeholders;
const handler: Actor = { id: handlerId, role: 'handler', authority: money('200.00') };
const second: Actor = { id: '@second', role: 'handler', authority: money('200.00') };
const head: Actor = { id: '@head', role: 'head', authority: money('50000.00') };
const complainant: Actor = { id: 'complainant', role: 'complainant' };
const words = `sealed.1.${'w'.repeat(80)}`;

type Deed = [
  by: Actor,
  action: ActionOf<Exclude<ActionOf<'assess'>['kind'] | 'assign' | 'investigate', never>> | object,
];

/** What happens to a complaint, in order; each after some days. */
const story = (random: () => number): Deed[] => {
  const redress = random() < 0.6 ? [{ kind: 'refund', amount: money('30.00') }] : [];
  const outcome = pick(['upheld', 'partly', 'notUpheld', 'inconclusive'], random);
  return [
    [handler, { kind: 'acknowledge', channel: 'phone' }], // where none went out by itself
    [handler, { kind: 'assess', ...assessment }],
    [handler, { kind: 'assign', handler: handlerId, roles: ['handler'] }],
    [handler, { kind: 'investigate', plan: words }],
    [handler, { kind: 'find', allegation: 1, outcome, cause: 'process', words }],
    [handler, { kind: 'propose', redress, letter: { reasons: words } }],
    [handler, { kind: 'decide', outcome: outcome === 'inconclusive' ? 'notUpheld' : outcome }],
    [complainant, random() < 0.8 ? { kind: 'accept' } : { kind: 'reject' }],
    ...(redress.length > 0
      ? ([
          [handler, { kind: 'carryOut', redress: 1 }],
          [second, { kind: 'verify', redress: 1 }],
        ] as Deed[])
      : []),
    [handler, { kind: 'close', reason: 'accepted' }],
    [head, { kind: 'withdraw', onBehalf: true, channel: 'phone' }],
  ];
};

const assessment = {
  severity: 'medium',
  safety: false,
  complexity: 'simple',
  impact: { actual: 'one', possible: 'one' },
  immediateAction: { needed: false, possible: false },
  compensationLikely: true,
};

/**
 * The facts of a complaint that was received on `shapeDay` and is so many days old, as the rules made them: each seed is
 * another life. One in thirty is left lying, so that its limits run out.
 */
export function shapeOf(age: number, seed: number, rules: Rules): Complaint {
  const random = randomOf(seed * 7_919 + age);
  const channel = pick(['web', 'web', 'email', 'phone', 'letter'] as const, random);
  const until = addMilliseconds(`${shapeDay}T00:00:00.000Z`, (age + 0.999) * day);
  let now: Instant = addMilliseconds(`${shapeDay}T06:00:00.000Z`, Math.floor(random() * 0.6 * day));
  const receive: ActionOf<'receive'> = {
    kind: 'receive',
    channel,
    procedure: { id: 'recourse-default', version: '2024-01-01', revision: 1 },
    unit,
    category,
    description: words,
    complainant: { name: words, language: 'en' },
  };
  const by: Actor = channel === 'web' ? complainant : handler;
  let { complaint }: Step = lodge(reference, { action: receive, by, at: now }, rules);
  const pace = random() < 0.03 ? 90 : 0.3 + 3 * random();
  for (const [actor, action] of story(random)) {
    now = addMilliseconds(now, Math.floor(pace * random() * 2 * day) + 60_000);
    if (now > until) break;
    complaint = attempt(complaint, { action, by: actor, at: now } as never, rules);
  }
  return passTime(complaint, until, rules).complaint;
}

/** The complaint after this deed; a life whose clocks led elsewhere goes on without it. */
function attempt(complaint: Complaint, deed: Parameters<typeof advance>[1], rules: Rules): Complaint {
  try {
    return advance(complaint, deed, rules).complaint;
  } catch {
    return passTime(complaint, deed.at, rules).complaint;
  }
}
