import { certificateOf, type Certificate } from '../domain/reckoner/certificate.ts';
import type { Opened } from './desk.ts';
import { chosen, type Which } from './explanation.ts';

/** A clock as a certificate, for whoever asks for it by `Accept`. */
export const certificateType = 'application/vnd.recourse.certificate+json';

/** The certificate of a clock. It has no words of anybody's: whoever may see the clock may have it. */
export const certifiedClock = ({ complaint, rules }: Opened, name: string, which: Which): Certificate =>
  certificateOf(complaint, rules, chosen(complaint, name, which));
