import type { Role } from './actor.ts';
import type { Snapshot } from './reckoner/calendar.ts';
import type { Limit, Timetable, Timing, When } from './reckoner/rule.ts';

/** FORMAT.md, section 2, without the two derived words. */
export type Fact =
  | 'occurred'
  | 'becameAware'
  | 'received'
  | 'sentToCompany'
  | 'acknowledged'
  | 'assessed'
  | 'informationRequested'
  | 'informationReceived'
  | 'investigationStarted'
  | 'investigationCompleted'
  | 'progressReported'
  | 'extensionNoticed'
  | 'delayExplained'
  | 'periodAgreed'
  | 'settled'
  | 'decisionCommunicated'
  | 'accepted'
  | 'rejected'
  | 'withdrawn'
  | 'escalated'
  | 'escalatedByClock'
  | 'remedyPromised'
  | 'remedyCarriedOut'
  | 'remedyVerified'
  | 'transferred'
  | 'referredExternally'
  | 'externalBodyDecided'
  | 'satisfactionAsked'
  | 'satisfactionRated'
  | 'closed'
  | 'reopened';

/** What a clock does by itself when it runs out, in order (FORMAT.md 4.5); `accept` is silence that counts as a yes (4.13). */
export type Ending =
  | { do: 'escalate'; to: 'next' | number }
  | { do: 'notify'; roles: Role[]; repeat?: Limit }
  | { do: 'send'; letter: string }
  | { do: 'record'; fact: Fact }
  | { do: 'close'; as: 'unanswered' }
  | { do: 'accept' }
  | { do: 'openExternal'; body: string };

export type ClockRule = Timing & {
  owner: 'organisation' | 'complainant' | 'externalBody';
  /** In this order. */
  atDue?: Ending[];
};

export type TierRule = {
  number: number;
  roles: Role[];
  excluded: string[];
  entryBy: string[];
  approval: 'aboveAuthority' | 'always';
};

export type LetterRule = { kind: string; owedBy: string[]; elements: string[]; tiers?: number[]; when?: When };

/** A way outside, and what opens it (FORMAT.md 4.11). */
export type ExternalRule = { body: string; opens: string[]; when?: When; tiers?: number[]; window?: string };

/**
 * What a complaint takes of its procedure when it is received and keeps to its end, with what its clocks need of their
 * calendars: plain data, as small as it can be, since it is in the state of every open workflow. Made by `rulesOf`.
 */
export type Rules = Omit<Timetable, 'clocks'> & {
  clocks: ClockRule[];
  /** Every revision that is needed; the complaint says since when it knows each. */
  calendars: Snapshot[];
  tiers: TierRule[];
  letters: LetterRule[];
  outcomes: string[];
  /** Who may have a closed complaint opened again (FORMAT.md 4.13). */
  reopenedBy: ('complainant' | 'organisation')[];
  /** Whom a rating of so many or fewer tells (8.3). */
  lowRating?: { atMost: number; roles: Role[] };
  external: ExternalRule[];
};

export const clockRule = ({ clocks }: Rules, name: string): ClockRule | undefined =>
  clocks.find((rule) => rule.name === name);

/** The facts that a clock records by itself when it runs out. */
export const recordedBy = (rules: Rules, name: string): Fact[] =>
  (clockRule(rules, name)?.atDue ?? []).flatMap((each) => (each.do === 'record' ? each.fact : []));

export const lastTier = ({ tiers }: Rules): number => tiers.length;

export function tierRule({ tiers }: Rules, number: number): TierRule {
  const tier = tiers[number - 1];
  if (!tier) throw new RangeError(`The procedure has no tier ${number}.`);
  return tier;
}
