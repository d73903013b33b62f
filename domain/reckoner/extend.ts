import { count } from './count.ts';
import { ofHours, type Anchor, type Count, type Stop, type Stretch } from './stretch.ts';
import { dayNumber, type Days } from './days.ts';
import type { Extension, ExtensionRule, Limit, Timing } from './rule.ts';

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

/** Why an extension has no effect (FORMAT.md 5.6). */
export type WhyNot = 'notExtendable' | 'notRunning' | 'usedUp' | 'ground' | 'unit' | 'tooLong' | 'notLater' | 'noDay';

/** What the limit is made of with this extension, or why it is refused (FORMAT.md 5.6). */
export function extended(
  timing: Timing,
  { asked, used, stretches, anchor, stops, days, now }: Question,
): Stretch[] | WhyNot {
  const rule = timing.extensions;
  if (!rule) return 'notExtendable';
  const { times = 1, grounds = [], longer } = rule;
  if (times !== 'any' && used >= times) return 'usedUp';
  const mayBeLonger = asked.ground !== undefined && longer?.grounds.includes(asked.ground) === true;
  if (asked.ground !== undefined && !grounds.includes(asked.ground) && !mayBeLonger) return 'ground';

  const after =
    rule.by || rule.to ? lengthened(rule, asked, stretches, mayBeLonger) : named(timing, asked, anchor, days);
  if (typeof after === 'string') return after;
  if (now.due === undefined) return after; // paused: there is no last day yet that it could fail to pass
  const then = count(timing, after, anchor, stops, days);
  if (then.due === undefined) return after;
  const isLater =
    now.unrolled !== undefined && then.unrolled !== undefined ? then.unrolled > now.unrolled : then.due > now.due;
  return isLater ? after : 'notLater';
}

function lengthened(
  { by, to }: ExtensionRule,
  asked: Extension,
  stretches: readonly Stretch[],
  mayBeLonger: boolean,
): Stretch[] | WhyNot {
  const allowed = by ?? to;
  if (!allowed || asked.date !== undefined) return 'unit';
  const wanted = asked.by ?? allowed;
  if (wanted.unit !== allowed.unit || !(wanted.count > 0)) return 'unit';
  if (wanted.count > allowed.count && !(by && mayBeLonger)) return 'tooLong';
  return by ? [...stretches, wanted] : [wanted];
}

/** A named day: never one before the notice, never after the latest, which knows neither pauses nor roll. */
function named(timing: Timing, { date, by, at }: Extension, anchor: Anchor, days: Days): Stretch[] | WhyNot {
  const latest = timing.extensions?.toDate?.latest;
  const last = latest && lastDayOf(timing, latest, anchor, days);
  const day = date === undefined ? last : dayNumber(date);
  if (by || day === undefined) return 'noDay';
  if (day < days.dayOf(Date.parse(at))) return 'notLater';
  return last !== undefined && day > last ? 'tooLong' : [{ day }];
}

function lastDayOf(timing: Timing, limit: Limit, anchor: Anchor, days: Days): number | undefined {
  if (ofHours(limit)) return undefined;
  const { roll: _, ...unrolled } = timing;
  return count(unrolled, [limit], anchor, [], days).unrolled;
}
