import { count, ofHours, type Anchor, type Count, type Stop, type Stretch } from './count.ts';
import { dayNumber, type Days } from './days.ts';
import type { Extension, Limit, Timing } from './rule.ts';

type Question = {
  asked: Extension;
  /** How many were given before. */
  used: number;
  stretches: readonly Stretch[];
  anchor: Anchor;
  stops: readonly Stop[];
  days: Days;
  /** As it stands. */
  now: Count;
};

/** What the limit is made of with this extension, or undefined where it is refused (FORMAT.md 5.6). */
export function extended(
  timing: Timing,
  { asked, used, stretches, anchor, stops, days, now }: Question,
): Stretch[] | undefined {
  const rule = timing.extensions;
  if (!rule) return undefined;
  const { times = 1, by, to, toDate, grounds = [], longer } = rule;
  if (times !== 'any' && used >= times) return undefined;
  const mayBeLonger = asked.ground !== undefined && longer?.grounds.includes(asked.ground) === true;
  if (asked.ground !== undefined && !grounds.includes(asked.ground) && !mayBeLonger) return undefined;

  const allowed = by ?? to;
  let after: Stretch[] | undefined;
  if (allowed) {
    if (asked.date !== undefined) return undefined;
    const wanted = asked.by ?? allowed;
    if (wanted.unit !== allowed.unit || !(wanted.count > 0)) return undefined;
    if (wanted.count > allowed.count && !(by && mayBeLonger)) return undefined;
    after = by ? [...stretches, wanted] : [wanted];
  } else {
    after = named(timing, asked, toDate?.latest, anchor, days);
  }
  if (!after) return undefined;
  if (now.due === undefined) return after; // paused: there is no last day yet that it could fail to pass
  const then = count(timing, after, anchor, stops, days);
  if (then.due === undefined) return after;
  const isLater =
    now.unrolled !== undefined && then.unrolled !== undefined ? then.unrolled > now.unrolled : then.due > now.due;
  return isLater ? after : undefined;
}

function named(
  timing: Timing,
  { date, by, at }: Extension,
  latest: Limit | undefined,
  anchor: Anchor,
  days: Days,
): Stretch[] | undefined {
  if (by) return undefined;
  const last = latest && lastDayOf(timing, latest, anchor, days);
  const day = date === undefined ? last : dayNumber(date);
  if (day === undefined || day < days.dayOf(Date.parse(at)) || (last !== undefined && day > last)) return undefined;
  return [{ day }];
}

/** Where a limit from the anchor ends without pauses and roll. */
function lastDayOf(timing: Timing, limit: Limit, anchor: Anchor, days: Days): number | undefined {
  if (ofHours(limit)) return undefined;
  const { roll: _, ...unrolled } = timing;
  return count(unrolled, [limit], anchor, [], days).unrolled;
}
