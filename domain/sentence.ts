import type { Entry } from './action.ts';
import { nextDue } from './clock.ts';
import type { Complaint } from './complaint.ts';

/** Where a complaint stands, for Temporal's web page: codes and instants, no words. */
export function sentence(complaint: Complaint): string {
  const { stage, tier, handler, closed } = complaint;
  const next = nextDue(complaint)?.clock;
  const parts = [
    closed ? `**closed** (${closed.reason})` : `**${stage}**, tier ${tier}`,
    handler ? `with ${handler}` : undefined,
    next ? `${next.name} due ${next.due}` : 'no clock runs',
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** What a step did, as the name of its activity: `reject → underInvestigation, tier 2`. */
export function summary(entries: readonly Entry[], { stage, tier }: Complaint): string {
  const kinds = entries.map(({ action, by }) => (by.role === 'clock' ? `${action.kind} (clock)` : action.kind));
  return `${kinds.join(', ')} → ${stage}${tier > 1 ? `, tier ${tier}` : ''}`.slice(0, 200);
}
