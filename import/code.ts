import { createHash } from 'node:crypto';
import { RowFault, shown } from './row.ts';

/** The API takes this much behind the prefix. */
const longest = 80;
const digits = 8;

/**
 * A plain code from the source's wording: `nyc-311-animal-abuse-neglected`. It hangs on the wording alone, never on
 * what else stands in the file, so that every run and every file gives the same one. Where letters would be lost,
 * or the end, a short digest of the wording keeps codes apart; wordings that differ in case or punctuation
 * alone share one, and the report says so.
 */
export function codeOf(prefix: 'nyc-311' | 'cfpb', ...wordings: string[]): string {
  const wording = wordings.filter((part) => part !== '').join(' ');
  if (/\p{Cc}/u.test(wording)) throw new RowFault(`A line break or control character in a code: ${shown(wording)}.`);
  const plain = wording.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/['’]/g, '');
  const slug = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  const whole = slug !== '' && slug.length <= longest && !/[^a-z0-9\P{L}]|[^0-9\P{N}]/u.test(plain);
  if (whole) return `${prefix}-${slug}`;
  const digest = createHash('sha256').update(wording).digest('hex').slice(0, digits);
  const start = slug.slice(0, longest - digits - 1).replace(/-+$/, '');
  return [prefix, start, digest].filter((part) => part !== '').join('-');
}
