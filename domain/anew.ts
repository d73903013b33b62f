import type { Complaint } from './complaint.ts';
import type { Change } from './effects.ts';

/** What of a tier is put aside when the next one begins: the same allegations, nobody's findings, another person. */
export const nextTierBegins = (complaint: Complaint): Change => ({
  ...foundAnew(complaint),
  drop: [...ofDecision, 'handler'],
});

export const ofDecision = [
  'proposedBy',
  'approvedBy',
  'proposal',
  'proposerAuthority',
  'decidedAt',
  'outcome',
  'procedureOutcome',
  'settled',
] as const satisfies (keyof Complaint)[];

/** The same allegations without a finding; what was found, decided and promised is kept beside them. */
export function foundAnew({
  tier,
  earlier,
  allegations,
  redress,
  outcome,
  decidedAt,
  referral,
  closed,
}: Complaint): Change {
  const ended = {
    ...(outcome && { outcome }),
    ...(decidedAt && { decidedAt }),
    ...(referral && { referral }),
    ...(closed && { closed }),
  };
  return {
    earlier: [...earlier, { tier, allegations, redress, ...ended }],
    allegations: allegations.map(({ number, said }) => ({ number, said })),
    redress: [],
  };
}
