import type { StaffRole, Role } from './actor.ts';
import { beforeProposal, openStages, type Stage } from './complaint.ts';
import type { Guard } from './guards.ts';
import type { Fact } from './rules.ts';

/** A stage, or a fork of the road whose branch `road.ts` chooses. */
export type To = Stage | 'same' | Fork;
export type Fork =
  'nextTier' | 'nextTierOrReferred' | 'remediedWhenAllVerified' | 'acceptedIfRedressOrdered' | 'closedIfOutside';

/** One action: where it may be done and where it leads, by whom, what must hold, and what it is for the clocks. */
export type Row = {
  /** Paragraph of ISO 10002:2018. */
  clause: string;
  from: { readonly [S in Stage]?: To };
  /** `tier`: the roles that the procedure names for the complaint's tier. */
  by: readonly (Role | 'tier')[];
  /** Rules that must hold, in the order in which they are asked (`guards.ts`). */
  guards: readonly Guard[];
  facts: readonly Fact[];
  /** Whoever does it has dealt with the complaint, and may not review it at a later tier. */
  deals?: true;
};

export const at = <To_ extends To>(list: readonly Stage[], to: To_) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys are the stages of the list
  Object.fromEntries(list.map((stage) => [stage, to])) as { [S in Stage]?: To_ };
export const anywhereOpen = at(openStages, 'same');
export const undecided = [...beforeProposal, 'proposed', 'approved'] as const;

export const front: readonly StaffRole[] = ['contact', 'handler', 'manager', 'head', 'complaints-manager'];
export const office = ['handler', 'manager', 'head', 'complaints-manager'] as const;
export const approvers = ['manager', 'head', 'complaints-manager'] as const;
export const theirWord = ['complainant', ...front] as const;
export const fair = ['impartial', 'notSameUnit', 'notEarlierTier'] as const;
