import type { Person } from '../api/person.ts';
import { action, newComplaint, trackingAction } from '../api/schemas.ts';
import type { RequestedAction } from '../api/schemas.ts';
import type { Organisation } from '../domain/organisation.ts';

// One complaint from the web to its end, as the requests that make it: a receipt, which is acknowledged by itself, and
// ten actions and one by the complainant. Two people put the remedy right and check it.

const words =
  'The number 14 did not stop at the hospital on Tuesday evening, although three of us stood there and held out our hands. ';

const assessment = {
  kind: 'assess',
  severity: 'medium',
  safety: false,
  complexity: 'simple',
  impact: { actual: 'one', possible: 'one' },
  immediateAction: { needed: false, possible: false },
  compensationLikely: true,
};

export const receiptBody = {
  description: words.repeat(3),
  desiredOutcome: 'My fare back, and a word with the driver.',
  category: 'service-delay',
  unit: 'general',
  complainant: { name: 'Ada Okafor', email: 'ada@example.org', phone: '+44 20 7946 0991', language: 'en' },
};

export const acts: { by: string; body: object }[] = [
  { by: 'handler', body: assessment },
  { by: 'handler', body: { kind: 'assign', handler: 'handler' } },
  { by: 'handler', body: { kind: 'investigate', plan: 'Ask the depot for the log.' } },
  { by: 'handler', body: { kind: 'find', allegation: 1, outcome: 'upheld', cause: 'process', words } },
  { by: 'handler', body: { kind: 'inform', words: 'We have asked the depot and expect its answer this week.' } },
  {
    by: 'handler',
    body: {
      kind: 'propose',
      redress: [{ kind: 'refund', amount: { value: '3.20', currency: 'GBP' }, owner: 'contact' }],
      letter: { reasons: words.repeat(2) },
    },
  },
  { by: 'handler', body: { kind: 'decide', outcome: 'upheld', channel: 'email' } },
  { by: 'complainant', body: { kind: 'accept', words: 'Thank you.' } },
  { by: 'handler', body: { kind: 'carryOut', redress: 1 } },
  { by: 'handler2', body: { kind: 'verify', redress: 1, words: 'Seen on the statement.' } },
  { by: 'handler', body: { kind: 'close', reason: 'accepted' } },
];

/** Receipt and actions. */
export const updatesInALife = 1 + acts.length;

export const receiptRequest = () => newComplaint.parse(receiptBody);

export const actRequest = (number: number, { staff }: Organisation): { request: RequestedAction; person: Person } => {
  const { by, body } = acts[number]!;
  if (by === 'complainant') return { request: trackingAction.parse(body), person: 'complainant' };
  const person = staff.find(({ id }) => id === by);
  if (!person) throw new Error(`The organisation has no ${by}.`);
  return { request: action.parse(body), person };
};
