import type { Clock } from './clock.ts';

/** Of a clock's own entries: which one. */
export type ClockKey = Pick<Clock, 'name' | 'tier' | 'occurrence'>;

export const isSame = (one: ClockKey, other: ClockKey): boolean =>
  one.name === other.name && one.tier === other.tier && one.occurrence === other.occurrence;
