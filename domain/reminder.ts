import type { Clock } from './clock.ts';
import type { Instant } from './complaint.ts';
import { count } from './reckoner/count.ts';
import { within, type Days } from './reckoner/days.ts';
import type { Timing } from './reckoner/rule.ts';
import type { ClockRule } from './rules.ts';

/** When to remind: after each such time while it stays unmet; by days, when the day is opened for work. */
export function remindAt({ dealtAt, toldAt = dealtAt }: Clock, rule: ClockRule, days: Days): Instant | undefined {
  const repeat = rule.atDue?.flatMap((each) => (each.do === 'notify' && each.repeat ? each.repeat : []))[0];
  if (!repeat || !toldAt) return undefined;
  const since = Date.parse(toldAt);
  const at = within(() => {
    const { due = since, last } = count(reminder, [repeat], { at: since, day: days.dayOf(since) }, [], days);
    return last === undefined ? due : days.opening(days.nearestWorked(last, 1));
  });
  return at === undefined ? undefined : new Date(at).toISOString();
}

const reminder: Timing = {
  name: 'reminder',
  kind: 'timer',
  starts: [],
  armed: 'once',
  metBy: [],
  cancelledBy: [],
  limit: { count: 1, unit: 'days' },
};
