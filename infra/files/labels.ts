import { at, quoted } from './spot.ts';
import type { Path, Spot } from './spot.ts';

/** What an entry of a list is called, and by which of its fields people know it. */
const labels: Record<string, readonly [what: string, field: string]> = {
  clocks: ['clock', 'name'],
  shortTracks: ['short track', 'name'],
  pauses: ['pause', 'reason'],
  suspensions: ['suspension', 'id'],
  letters: ['letter', 'kind'],
  outcomes: ['outcome', 'code'],
  external: ['external body', 'body'],
  retention: ['retention', 'name'],
  sources: ['source', 'id'],
  tags: ['tag', 'tag'],
  tiers: ['tier', 'number'],
  weeks: ['week from', 'from'],
  holidays: ['holiday', 'name'],
  partDays: ['part day', 'name'],
  extraWorkingDays: ['extra working day', 'name'],
  differences: ['difference', 'date'],
};

/** What a fault is about, as ``clock `decision`: ``; nothing for the head of a file. */
export function labelOf(root: Spot, path: Path): string {
  const [list = '', index] = path;
  const label = Object.hasOwn(labels, list) ? labels[list] : undefined;
  if (typeof index !== 'number' || !label) return '';
  const [what, field] = label;
  const { value } = at(root, list, index, field);
  return typeof value === 'string' || typeof value === 'number'
    ? `${what} ${quoted(value)}: `
    : `${what} ${index + 1}: `;
}
