import { findTexts, numberAt, textAt } from './spot.ts';
import type { Spot } from './spot.ts';

/** Units of one family may extend each other (FORMAT.md 4.5). */
const families: Record<string, string> = {
  hours: 'hours',
  workingHours: 'working hours',
  days: 'days',
  workingDays: 'days',
  weeks: 'days',
  months: 'days',
};

/** `undefined` for what is no unit. */
export const familyOf = (unit: string | undefined): string | undefined =>
  unit !== undefined && Object.hasOwn(families, unit) ? families[unit] : undefined;

/** The unit of a duration, if it has one. */
export const unitsOf = (duration: Spot): string[] => findTexts(duration, 'unit').map(({ value }) => value);

/** How short and how long one of a unit can be, in days. */
const spans: Record<string, readonly [shortest: number, longest: number]> = {
  days: [1, 1],
  weeks: [7, 7],
  months: [28, 31],
  workingDays: [1, Infinity],
};

/** Whether a duration is certainly not longer than another. Months and working days have no fixed length in days. */
export function isNotLonger(one: Spot, other: Spot): boolean {
  const [count, than] = [numberAt(one, 'count'), numberAt(other, 'count')];
  const [unit = '', otherUnit = ''] = [textAt(one, 'unit'), textAt(other, 'unit')];
  if (count === undefined || than === undefined) return false;
  if (unit === otherUnit) return count <= than;
  const [longest, shortest] = [spans[unit]?.[1], spans[otherUnit]?.[0]];
  return longest !== undefined && shortest !== undefined && count * longest <= than * shortest;
}
