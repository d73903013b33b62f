import type { ActionKind } from './action.ts';
import { isLive } from './clock.ts';
import type { Complaint, Instant, Stage } from './complaint.ts';
import { closes } from './closing.ts';
import { needsApproval } from './guards.ts';
import { owed as remedies } from './road.ts';
import { clockRule, type Rules } from './rules.ts';

/** What comes next, by when, and which clock says so. `answer` is the complainant's turn. */
export type Owed = { what: ActionKind | 'answer'; due?: Instant; clock?: string };

const nextOf = {
  received: 'acknowledge',
  acknowledged: 'assess',
  assessed: 'investigate',
  underInvestigation: 'propose',
  proposed: 'decide',
  approved: 'decide',
  decided: 'answer',
  accepted: 'carryOut',
  remedied: 'close',
  referred: 'recordOutcome',
  closed: undefined,
} as const satisfies Record<Stage, Owed['what'] | undefined>;

/** What is done about a clock: the first fact that meets it says so. */
const meetings: { readonly [fact: string]: Owed['what'] } = {
  acknowledged: 'acknowledge',
  assessed: 'assess',
  investigationStarted: 'investigate',
  progressReported: 'inform',
  contact: 'inform',
  informationReceived: 'receiveInformation',
  decisionCommunicated: 'decide',
  remedyCarriedOut: 'carryOut',
  remedyVerified: 'verify',
  accepted: 'answer',
  externalBodyDecided: 'recordOutcome',
};

/** What is owed now: by the duties and the windows to answer that are open, the earliest first, and the next step of the road. */
export function owed(complaint: Complaint, rules: Rules): Owed[] {
  const byClock = complaint.clocks
    .filter(isLive)
    .flatMap(({ name, due }): Owed[] => {
      const rule = clockRule(rules, name);
      const what = meetings[rule?.metBy[0] ?? ''];
      if (!what || rule?.kind === 'timer' || (rule?.kind === 'window' && what !== 'answer')) return [];
      return [{ what, ...(due && { due }), clock: name }];
    })
    .toSorted((one, other) => ((one.due ?? '~') < (other.due ?? '~') ? -1 : 1));
  const step = nextStep(complaint, rules);
  return step && !byClock.some(({ what }) => what === step) ? [...byClock, { what: step }] : byClock;
}

function nextStep(complaint: Complaint, rules: Rules): Owed['what'] | undefined {
  const { stage, allegations, referral, transfer } = complaint;
  if (transfer) return 'acceptTransfer';
  if (stage === 'underInvestigation' && allegations.some(({ finding }) => !finding)) return 'find';
  if (stage === 'proposed' && needsApproval(complaint, rules)) return 'approve';
  if (stage === 'referred' && closes('exhausted', complaint, rules)) return 'close';
  if (stage === 'referred' && !referral) return 'refer';
  if (stage !== 'accepted') return nextOf[stage];
  if (remedies(complaint).length === 0) return 'close';
  return remedies(complaint).every(({ carriedOutAt }) => carriedOutAt) ? 'verify' : 'carryOut';
}
