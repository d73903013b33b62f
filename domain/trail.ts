import type { Deed, Entry } from './action.ts';
import { sha256Hex } from './digest.ts';

/** The next line of a trail: each entry's hash covers the one before it. */
export function enter({ action, by, at, recordedAt }: Deed, sequence: number, previous: string | null): Entry {
  const line = { sequence, at, ...(recordedAt && { recordedAt }), by, action, previous };
  return { ...line, hash: hashOf(line) };
}

/** SHA-256 in hex over the canonical form of everything in an entry but its hash. */
export const hashOf = (line: Omit<Entry, 'hash'>): string => sha256Hex(canonical(line));

/** JSON with sorted keys and no spaces: the same value is the same text, whoever wrote it (RFC 8785 for what we write). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${members
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`)
    .join(',')}}`;
}
