import type { Actor } from '../../domain/actor.ts';
import type { Day } from '../../domain/complaint.ts';
import type { Snapshot } from '../../domain/reckoner/calendar.ts';
import type { Ending, Rules } from '../../domain/rules.ts';
import { ownProcedures, versionOf } from '../../infra/procedures.ts';
import { readRulebook, rulesFor } from '../../infra/rulebook.ts';

export const pounds = (value: string) => ({ value, currency: 'GBP' });

// The demo organisation of `api.md`, with a second manager and a second head, so that four eyes can be had at each tier.
export const contact: Actor = { id: 'contact', role: 'contact', authority: pounds('50') };
export const handler: Actor = { id: 'handler', role: 'handler', authority: pounds('200') };
export const handler2: Actor = { id: 'handler2', role: 'handler', authority: pounds('200') };
export const manager: Actor = { id: 'manager', role: 'manager', authority: pounds('5000') };
export const manager2: Actor = { id: 'manager2', role: 'manager', authority: pounds('5000') };
export const head: Actor = { id: 'head', role: 'head', authority: pounds('50000') };
export const complaintsManager: Actor = {
  id: 'complaints-manager',
  role: 'complaints-manager',
  authority: pounds('50000'),
};
export const auditor: Actor = { id: 'auditor', role: 'auditor' };
export const administrator: Actor = { id: 'administrator', role: 'administrator' };
export { clock, complainant } from '../../domain/actor.ts';

const rulebook = await readRulebook(ownProcedures);
const procedure = versionOf(rulebook.procedures, 'recourse-default', '2024-01-01');
if (!procedure) throw new Error('The house procedure is missing.');
/** The house rules with the calendar as it is needed for a complaint received that day. */
export const rulesSince = (receivedOn: Day): Rules => rulesFor(procedure, receivedOn, rulebook);
export const houseRules: Rules = rulesSince('2026-11-02');

/** The house rules with another say of its tiers. */
export const withTiers = (change: (tier: Rules['tiers'][number]) => Partial<Rules['tiers'][number]>): Rules => ({
  ...houseRules,
  tiers: houseRules.tiers.map((tier) => ({ ...tier, ...change(tier) })),
});

/** The house rules with another say of one clock. */
export const withClock = (name: string, change: Partial<Rules['clocks'][number]>): Rules => ({
  ...houseRules,
  clocks: houseRules.clocks.map((rule) => (rule.name === name ? { ...rule, ...change } : rule)),
});

/** The house rules with another say of what follows from silence after a decision. */
// oxlint-disable-next-line unicorn/no-thenable -- what a procedure has follow is called so; nobody awaits it
export const withSilence = (atDue: Ending[]): Rules => withClock('answer', { atDue });

/** The house rules, and beside them a reason for which a person may stop the decision clock. */
export const pausedForCourt: Rules = {
  ...houseRules,
  pauses: [...houseRules.pauses, { reason: 'court', clocks: ['decision'] }],
};

/** The house rules, where nobody has to agree to an extension. */
export const extendedByAnybody: Rules = withClock('decision', {
  extensions: { times: 1, by: { count: 10, unit: 'workingDays' }, grounds: ['complex'], notice: 'extension' },
});

/** The calendar of the house as revised: with holidays that were proclaimed, or taken back. */
export function secondRevision({
  proclaimed = [],
  takenBack = [],
}: { proclaimed?: Day[]; takenBack?: Day[] } = {}): Snapshot {
  const [first] = houseRules.calendars;
  if (!first) throw new Error('The house rules have no calendar.');
  const holidays = [...first.holidays.filter((day) => !takenBack.includes(day)), ...proclaimed].toSorted();
  return { ...first, revision: 2, holidays };
}
