import type { Clock } from './clock.ts';
import { isSame } from './clockKey.ts';
import type { Instant } from './complaint.ts';

// What becomes of clocks when a complaint is given a tag, or loses one, by which the procedure has them (decision 12).

/** A tag that comes or goes may leave a clock without its rule: it is called off, and stays so when the tag comes again. */
export function withThoseWithoutRule(clocks: Clock[], before: readonly Clock[], at: Instant): Clock[] {
  const gone = before.filter((each) => each.withoutRule || !clocks.some((clock) => isSame(clock, each)));
  if (gone.length === 0) return clocks;
  const over = gone.map(({ next: _next, ...clock }): Clock => {
    if (clock.endedAt) return { ...clock, withoutRule: true };
    return { ...clock, state: clock.due && clock.due <= at ? 'breached' : 'cancelled', endedAt: at, withoutRule: true };
  });
  return [...clocks.filter((clock) => !gone.some((each) => isSame(clock, each))), ...over];
}

/** Whether it had run out, and ended, before anybody here could know. Instants in milliseconds. */
export const isKnownLate = (
  before: Clock | undefined,
  due: number | undefined,
  endedAt: number | undefined,
  now: number,
) => before?.knownLate ?? (!before && due !== undefined && due < now && endedAt !== undefined && endedAt > due);
