import type { ActionKind, Deed } from './action.ts';
import type { Actor } from './actor.ts';
import type { Complaint, Stage } from './complaint.ts';
import { isLater } from './day.ts';
import { rowOf, importRows } from './lifecycle.ts';
import type { Fork, To } from './row.ts';
import { lastTier, tierRule, type Fact, type Rules } from './rules.ts';

/** Whether this happened before an import, and is put on record by the person who is taking it over. */
export function isTakenOver(
  { importedAt, receivedBy }: Complaint,
  { by, at, recordedAt }: Omit<Deed, 'action'>,
): boolean {
  return importedAt !== undefined && recordedAt !== undefined && !isLater(at, importedAt) && by.id === receivedBy.id;
}

/** Where the table leads from this stage; undefined where the action does not stand in it. */
export function to(kind: ActionKind, stage: Stage, takenOver = false): To | undefined {
  return (takenOver ? importRows[kind] : rowOf(kind).from)?.[stage];
}

/** Who leads a complaint to another tier (FORMAT.md 4.4). */
export type Side = 'complainant' | 'organisation' | 'clock';

/** On whose side somebody does something: staff who enter what the complainant said do it for them. */
export function sideOf({ by, action }: { by: Actor; action?: Deed['action'] }): Side {
  if (by.role === 'clock' || by.role === 'complainant') return by.role;
  return action && 'onBehalf' in action && action.onBehalf ? 'complainant' : 'organisation';
}

/** The tier that follows, if the procedure lets this kind of person or the clock enter it. */
export function nextTier({ tier }: Complaint, by: Side, rules: Rules): number | undefined {
  return tier < lastTier(rules) && tierRule(rules, tier + 1).entryBy.includes(by) ? tier + 1 : undefined;
}

type Place = { stage: Stage; tier: number; facts: Fact[] };

/** Stage and tier after an action whose effect is already in `after`, with what that is for the clocks. */
export function arrive(before: Complaint, after: Complaint, way: To, deed: Deed, rules: Rules): Place {
  const { action, by } = deed;
  const { stage, tier } = before;
  if (way === 'same') return { stage, tier, facts: [] };
  if (!isFork(way)) return { stage: way, tier, facts: [] };
  switch (way) {
    case 'remediedWhenAllVerified':
      return { stage: owed(after).every(({ verifiedAt }) => verifiedAt) ? 'remedied' : stage, tier, facts: [] };
    case 'acceptedIfRedressOrdered':
      return { stage: owed(after).length > owed(before).length ? 'accepted' : stage, tier, facts: [] };
    case 'closedIfOutside':
      return after.closed ? { stage: 'closed', tier, facts: ['transferred', 'closed'] } : { stage, tier, facts: [] };
    case 'nextTier':
    case 'nextTierOrReferred': {
      const next =
        action.kind === 'escalate' && action.to !== undefined
          ? action.to
          : nextTier(before, action.kind === 'reject' ? 'complainant' : sideOf(deed), rules);
      if (!next) return { stage: 'referred', tier, facts: [] };
      const escalated = by.role === 'clock' ? 'escalatedByClock' : 'escalated';
      return { stage: 'underInvestigation', tier: next, facts: [escalated] };
    }
  }
}

const forks: readonly string[] = [
  'nextTier',
  'nextTierOrReferred',
  'remediedWhenAllVerified',
  'acceptedIfRedressOrdered',
  'closedIfOutside',
] satisfies Fork[];
const isFork = (way: To): way is Fork => forks.includes(way);

/** The redress that somebody has to carry out. */
export const owed = ({ redress }: Pick<Complaint, 'redress'>) =>
  redress.filter(({ kind, refused }) => kind !== 'none' && !refused);
