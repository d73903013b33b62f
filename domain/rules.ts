import type { Role } from './actor.ts';

/** FORMAT.md, section 2, with the two derived words. */
export type Fact =
  | 'received'
  | 'tierEntered'
  | 'acknowledged'
  | 'contact'
  | 'assessed'
  | 'investigationStarted'
  | 'progressReported'
  | 'decisionCommunicated'
  | 'accepted'
  | 'rejected'
  | 'withdrawn'
  | 'escalated'
  | 'escalatedByClock'
  | 'remedyCarriedOut'
  | 'remedyVerified'
  | 'referredExternally'
  | 'externalBodyDecided'
  | 'satisfactionAsked'
  | 'satisfactionRated'
  | 'closed';

export type Limit = { count: number; unit: 'hours' | 'workingHours' | 'days' | 'workingDays' | 'weeks' | 'months' };

/** A clock as FORMAT.md 4.5 describes it, as far as the reckoner of `clock.ts` uses it. */
export type ClockRule = {
  name: string;
  kind: 'duty' | 'window' | 'timer';
  owner: 'organisation' | 'complainant' | 'externalBody';
  starts: string[];
  armed: 'once' | 'perTier' | 'everyTime';
  tiers?: number[];
  limit: Limit;
  metBy: string[];
  cancelledBy: string[];
  when?: { anyOf?: string[]; noneOf?: string[] };
  /** What happens by itself when it runs out. */
  follows: 'nothing' | 'escalate' | 'closeUnanswered' | 'acceptBySilence' | 'survey';
};

export type TierRule = {
  number: number;
  roles: Role[];
  excluded: string[];
  entryBy: string[];
  approval: 'aboveAuthority' | 'always';
};

export type LetterRule = {
  kind: string;
  owedBy: string[];
  elements: string[];
  tiers?: number[];
  when?: { anyOf?: string[]; noneOf?: string[] };
};

/**
 * What a complaint takes of its procedure when it is received and keeps to its end: plain data, as small as it can be,
 * since it is in the state of every open workflow. Made by `rulesOf`.
 */
export type Rules = { tiers: TierRule[]; clocks: ClockRule[]; letters: LetterRule[]; outcomes: string[] };

/** Whether something with this condition applies to a complaint with these tags (FORMAT.md 4.3). */
export function applies(when: { anyOf?: string[]; noneOf?: string[] } | undefined, tags: readonly string[]): boolean {
  const { anyOf = [], noneOf = [] } = when ?? {};
  return (anyOf.length === 0 || anyOf.some((tag) => tags.includes(tag))) && !noneOf.some((tag) => tags.includes(tag));
}

export const lastTier = ({ tiers }: Rules): number => tiers.length;

export function tierRule({ tiers }: Rules, number: number): TierRule {
  const tier = tiers[number - 1];
  if (!tier) throw new RangeError(`The procedure has no tier ${number}.`);
  return tier;
}
