import { certificateOf, type Certificate } from '../domain/reckoner/certificate.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Opened } from './desk.ts';
import { chosen, type Which } from './explanation.ts';

/** A clock as a certificate, for whoever asks for it by `Accept`. */
export const certificateType = 'application/vnd.recourse.certificate+json';

/**
 * The certificate of a clock. It has no words of anybody's: whoever may see the clock may have it. Refused for
 * one that lost its rule with a tag: of when a complaint had which tag its account says nothing (FORMAT.md 8).
 */
export function certifiedClock({ complaint, rules }: Opened, name: string, which: Which): Certificate {
  const clock = chosen(complaint, name, which);
  if (clock.withoutRule) throw new Refusal('unknown', 'clockWithoutRule', { clock: name });
  return certificateOf(complaint, rules, clock);
}
