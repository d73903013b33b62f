import { accountOf, calendarsOf, daysFor, type Clock } from '../domain/clock.ts';
import { isSame } from '../domain/clockKey.ts';
import type { Complaint } from '../domain/complaint.ts';
import { explain, type Step } from '../domain/reckoner/explain.ts';
import { reckon } from '../domain/reckoner/reckon.ts';
import { Refusal } from '../domain/refusal.ts';
import { clockRule, type Rules } from '../domain/rules.ts';
import type { ExplainedClockAnswer } from './answers.ts';
import type { Opened } from './desk.ts';
import { momentIn, say, type Locale } from './locale.ts';
import { clockAnswer } from './view.ts';
import { dayIn } from '../infra/zone.ts';

export type Which = { tier?: number; occurrence?: number };

/** The clock of this name that was armed last, or the one that is asked for. */
export function chosen({ clocks }: Complaint, name: string, { tier, occurrence }: Which): Clock {
  const clock = clocks.findLast(
    (each) =>
      each.name === name && (tier ?? each.tier) === each.tier && (occurrence ?? each.occurrence) === each.occurrence,
  );
  if (!clock) throw new Refusal('unknown', 'unknownClock');
  return clock;
}

/** A clock with where its due instant comes from, step by step. */
export function explainedClock(
  { complaint, rules }: Opened,
  name: string,
  which: Which,
  locale: Locale,
): ExplainedClockAnswer {
  const clock = chosen(complaint, name, which);
  return { ...clockAnswer(clock), ...explanationOf(complaint, rules, clock, locale) };
}

function explanationOf(complaint: Complaint, rules: Rules, clock: Clock, locale: Locale) {
  const { clocks } = reckon(rules, accountOf(complaint), calendarsOf(complaint, rules), Date.parse(complaint.lastAt));
  const reckoned = clocks.find((each) => isSame(each, clock));
  if (!reckoned) return { explanation: [] };
  const rule = clockRule(rules, clock.name);
  const zone = rules.calendars.find(({ calendar }) => calendar === (rule?.calendar ?? rules.calendar))?.zone ?? 'UTC';
  const steps = explain(reckoned, daysFor(rule, complaint, rules));
  return { explanation: steps.map((step) => ({ words: sentenceOf(step, clock.name, zone, locale), ...step })) };
}

/** One step in the reader's words, by the clocks of this zone. */
export function sentenceOf(step: Step, clock: string, zone: string, locale: Locale): string {
  const tell = (key: string, particulars: object): string => say(locale, `explanation.${key}`, particulars);
  const moment = (at: string | undefined): string => (at ? momentIn(locale, zone, at) : '–');
  if ('days' in step && step.days === 1 && step.step !== 'rolled') {
    const { from: day } = step;
    return tell(`one.${step.step}`, { ...step, day, ...('upTo' in step && { count: step.upTo }) });
  }
  switch (step.step) {
    case 'anchor':
      return step.ofClock
        ? tell('afterClock', { clock: step.by, day: step.day })
        : tell('anchor', { clock, day: step.day });
    case 'limit':
      return tell(`limit.${step.unit}`, { count: step.count });
    case 'counted':
      return tell('counted', { from: step.from, to: step.to, days: step.days, count: step.upTo });
    case 'paused':
    case 'weekend':
    case 'holiday':
    case 'rolled':
    case 'dayZero':
    case 'named':
    case 'open':
    case 'beyond':
      return tell(step.step, step);
    case 'ran':
      return tell('ran', { start: moment(step.from), end: moment(step.to), minutes: step.minutes });
    case 'stopped':
      return tell('stopped', { start: moment(step.from), end: moment(step.to), cause: step.cause });
    case 'moved':
      return tell(`moved.${movedBy(step.cause)}`, { day: dayIn(zone, step.at), cause: step.cause });
    case 'due':
      return tell('due', { day: step.lastDay });
    case 'ended':
      return tell(`ended.${step.as}`, { day: dayIn(zone, step.at) });
  }
}

const ofItself = ['calendar', 'suspension', 'extension', 'agreed'];
const movedBy = (cause: string): string => (ofItself.includes(cause) ? cause : 'pause');
