import type { Day, Instant } from './complaint.ts';

const dayLength = 86_400_000;

export const dayOf = (at: Instant): Day => at.slice(0, 10);

export const isLater = (one: Instant, other: Instant): boolean => Date.parse(one) > Date.parse(other);

export const addMilliseconds = (at: Instant, count: number): Instant => new Date(Date.parse(at) + count).toISOString();

export const addDays = (day: Day, count: number): Day =>
  dayOf(addMilliseconds(`${day}T00:00:00.000Z`, count * dayLength));

/** The day of the same number, or the last of a month that has none (31 January + 1 month = 28 or 29 February). */
export function addMonths(day: Day, count: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + count, 0));
  return dayOf(new Date(Date.UTC(year, month - 1 + count, Math.min(date, last.getUTCDate()))).toISOString());
}
