import { electronicChannels, type ActionOf } from '../domain/action.ts';
import type { Complaint } from '../domain/complaint.ts';
import type { Terms } from './facts.ts';

type Rule = Pick<NonNullable<Terms['letters']>[number], 'channel'>;
type People = Pick<ActionOf<'receive'>, 'complainant' | 'representative'>;

/**
 * Where a letter goes by mail: to whoever speaks for the complainant, else to them, where they want it so or have not
 * said otherwise. Undefined where it is for a person to send, or to be read on the tracking page alone.
 */
export function addressOf(
  { anonymous, flags, channel }: Pick<Complaint, 'anonymous' | 'flags' | 'channel'>,
  { complainant, representative }: People,
  rule: Rule = {},
): string | undefined {
  if (anonymous || flags.includes('identityWithheld')) return undefined;
  if (rule.channel === 'portal' || rule.channel === 'sms') return undefined;
  if (rule.channel === 'sameAsReceived' && !electronicChannels.some((each) => each === channel)) return undefined;
  // Whoever wrote on paper is answered on paper.
  const way = complainant?.contactBy ?? (channel === 'letter' ? 'letter' : 'email');
  return way === 'email' ? (representative?.email ?? complainant?.email) : undefined;
}
