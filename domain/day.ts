import type { Day, Instant } from './complaint.ts';

const dayLength = 86_400_000;

const dayOf = (at: Instant): Day => at.slice(0, 10);

export const isLater = (one: Instant, other: Instant): boolean => Date.parse(one) > Date.parse(other);

export const addMilliseconds = (at: Instant, count: number): Instant => new Date(Date.parse(at) + count).toISOString();

export const addDays = (day: Day, count: number): Day =>
  dayOf(addMilliseconds(`${day}T00:00:00.000Z`, count * dayLength));
