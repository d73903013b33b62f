import type { Warning } from '../../domain/reckoner/rule.ts';
import type { Place } from './place.ts';
import { isHours, shareOf, type Basis, type Reach } from './reach.ts';

const hour = 3_600_000;

/** The warnings of a clock that runs out so (FORMAT.md 5.9), before what has ended by then is dropped. */
export function foretell(basis: Basis, found: Reach): number[] {
  const { place, rule, limit, anchor } = basis;
  const ofHours = limit !== undefined && isHours(limit.unit) && basis.agreed === undefined;
  const anchorDay = place.dayOf(anchor.atEnd ? anchor.at - 1 : anchor.at);
  const all = (rule.warnings ?? []).flatMap((warning) => {
    const at = one(basis, found, warning, ofHours);
    if (at === undefined || at >= found.due) return [];
    return (ofHours ? at > anchor.at : place.dayOf(at) > anchorDay) ? [at] : [];
  });
  return [...new Set(all)].toSorted((one, other) => one - other);
}

function one(basis: Basis, { due, last, counted }: Reach, warning: Warning, ofHours: boolean): number | undefined {
  const { place } = basis;
  const morning = (day: number): number => place.opening(place.back(day, (each) => place.worked(each)));
  if ('atPercent' in warning) {
    if (ofHours) return shareOf(basis, warning.atPercent);
    if (!counted) return undefined;
    return morning(counted[Math.floor((counted.length * warning.atPercent) / 100)]!);
  }
  const { count, unit } = warning.before;
  if (unit === 'hours') return due - count * hour;
  if (unit === 'workingHours') return before(place, due, count * hour);
  let day = last ?? place.dayOf(due - 1);
  const isStep = (each: number): boolean => (unit === 'workingDays' ? place.worked(each) : place.exists(each));
  for (let left = unit === 'weeks' ? 7 * count : count; left > 0;) if (isStep(--day)) left--;
  return morning(day);
}

/** The latest instant from which so much working time is left. */
function before(place: Place, due: number, need: number): number {
  let left = need;
  for (let day = place.dayOf(due); ; day--) {
    for (const [from, until] of place.segments(day).toReversed()) {
      const to = Math.min(until, due);
      if (to <= from) continue;
      if (to - from >= left) return to - left;
      left -= to - from;
    }
  }
}
