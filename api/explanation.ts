import { addMilliseconds } from '../domain/day.ts';
import { Refusal } from '../domain/refusal.ts';
import type { ExplainedClockAnswer } from './answers.ts';
import type { Opened } from './desk.ts';
import { say, type Locale } from './locale.ts';
import { clockAnswer } from './view.ts';
import { dayIn } from './zone.ts';

type Which = { tier?: number; occurrence?: number };

/** A clock with where its due instant comes from, step by step: the one armed last, or the one that is asked for. */
export function explainedClock(
  { complaint, rules }: Opened,
  name: string,
  { tier, occurrence }: Which,
  zone: string,
  locale: Locale,
): ExplainedClockAnswer {
  const clock = complaint.clocks.findLast(
    (each) =>
      each.name === name && (tier ?? each.tier) === each.tier && (occurrence ?? each.occurrence) === each.occurrence,
  );
  const rule = rules.clocks.find((each) => each.name === name);
  if (!clock || !rule) throw new Refusal('unknown', 'unknownClock');
  const { armedAt, due, endedAt, state } = clock;
  const { count, unit } = rule.limit;
  const step = (what: string, at: string, particulars: object = {}) => ({
    words: say(locale, `explanation.${what}`, { clock: name, day: dayIn(zone, at), count, ...particulars }),
    at,
  });
  return {
    ...clockAnswer(clock, zone),
    explanation: [
      step('anchor', armedAt),
      step(`limit.${unit}`, addMilliseconds(due, -1)),
      step('due', due, { day: dayIn(zone, addMilliseconds(due, -1)) }),
      ...(endedAt ? [step(`ended.${state}`, endedAt)] : []),
    ],
  };
}
