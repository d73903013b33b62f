import { meant, wordsOf, type Placed } from './facts.ts';
import type { Arming } from './life.ts';
import type { Timing } from './rule.ts';
import { ofHours } from './stretch.ts';

/** Whether an anchor starts no clock: its duty is done already, or it was called off and not reopened (FORMAT.md 5.2). */
export function neverStarts(rule: Timing, { tier, anchor, armedAt, own }: Arming, facts: readonly Placed[]): boolean {
  if (anchor.onDay && 'unit' in rule.limit && ofHours(rule.limit)) return true;
  const before = facts.filter(({ index, at }) => at < armedAt && !own.includes(index));
  if (rule.armed !== 'everyTime' && !rule.recurs) {
    const { meets } = wordsOf(rule);
    const tiered = rule.armed !== 'once';
    const done = before.some(
      ({ fact, at, day, tier: its }) =>
        meets.has(fact) && at < anchor.at && day !== anchor.day && !(tiered && its < tier),
    );
    if (done) return true;
  }
  const cancels = meant(rule.cancelledBy);
  const off = before.findLast(({ fact }) => fact !== 'reopened' && cancels.includes(fact));
  if (off && !facts.some(({ fact, at }) => fact === 'reopened' && at >= off.at && at <= armedAt)) return true;
  return false;
}
