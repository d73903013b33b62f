import type { Day, Instant } from '../complaint.ts';
import { isNamed, type Run } from './stretch.ts';
import { dayText, type Days } from './days.ts';
import type { Move, Reckoned } from './life.ts';
import type { Limit } from './rule.ts';

/** How a due instant was found, step by step: the very days and spans that the reckoning went through. */
export type Step =
  | { step: 'anchor'; by: string; at: Instant; day: Day; onDay?: true; ofClock?: true }
  | { step: 'dayZero'; day: Day }
  | ({ step: 'limit' } & Limit)
  | { step: 'named'; day: Day }
  | { step: 'counted'; from: Day; to: Day; days: number; upTo: number }
  | { step: 'weekend' | 'holiday' | 'rolled'; from: Day; to: Day; days: number }
  | { step: 'paused'; from: Day; to: Day; days: number; cause: string }
  | { step: 'ran'; from: Instant; to: Instant; minutes: number }
  | { step: 'stopped'; from: Instant; to?: Instant; cause: string }
  | { step: 'moved'; at: Instant; cause: string; from?: Instant; to?: Instant }
  | { step: 'open' }
  | { step: 'beyond'; calendar: string; day: Day }
  | { step: 'due'; at: Instant; lastDay: Day }
  | { step: 'ended'; as: string; at: Instant };

/** The steps of one clock, in the order in which they are told. Nothing is reckoned here. */
export function explain(clock: Reckoned, days: Days): Step[] {
  const { anchor, zero, stretches, count, due, end, moves, beyond } = clock;
  const steps: Step[] = [];
  if (anchor) {
    const { by, at, day, onDay, ofClock } = anchor;
    steps.push({
      step: 'anchor',
      by,
      at: text(at),
      day: dayText(day),
      ...(onDay && { onDay }),
      ...(ofClock && { ofClock }),
    });
    if (zero !== undefined && zero !== day) steps.push({ step: 'dayZero', day: dayText(zero) });
  }
  for (const stretch of stretches) {
    steps.push(isNamed(stretch) ? { step: 'named', day: dayText(stretch.day) } : { step: 'limit', ...stretch });
  }
  let counted = 0;
  for (const run of count?.runs ?? []) {
    if (run.as === 'counted') counted += lengthOf(run);
    steps.push(...told(run, counted, days));
  }
  for (const [from, to] of count?.spans ?? []) {
    steps.push({ step: 'ran', from: text(from), to: text(to), minutes: (to - from) / 60_000 });
  }
  if ((count?.spans.length ?? 0) > 0) {
    for (const { from, to, cause } of count?.stops ?? []) {
      steps.push({ step: 'stopped', from: text(from), ...(to !== Infinity && { to: text(to) }), cause });
    }
  }
  for (const move of moves) steps.push(movedBy(move));
  if (beyond) steps.push({ step: 'beyond', ...beyond });
  else if (due === undefined) steps.push({ step: 'open' });
  else steps.push({ step: 'due', at: text(due), lastDay: dayText(days.dayOf(due - 1)) });
  if (end) steps.push({ step: 'ended', as: end.as, at: text(end.at) });
  return steps;
}

function told({ from, to, as, cause = '' }: Run, upTo: number, days: Days): Step[] {
  if (as === 'notWorked') return resting(from, to, days);
  const span = { from: dayText(from), to: dayText(to), days: to - from + 1 };
  if (as === 'paused') return [{ step: 'paused', ...span, cause }];
  return [as === 'counted' ? { step: 'counted', ...span, upTo } : { step: 'rolled', ...span }];
}

/** Weekends and holidays apart, since people look for their holiday. */
function resting(from: number, to: number, days: Days): Step[] {
  const steps: Extract<Step, { step: 'weekend' | 'holiday' | 'rolled' }>[] = [];
  for (let day = from; day <= to; day += 1) {
    const step = days.rest(day) ?? 'weekend';
    const last = steps.at(-1);
    if (last?.step === step) {
      last.to = dayText(day);
      last.days += 1;
    } else steps.push({ step, from: dayText(day), to: dayText(day), days: 1 });
  }
  return steps;
}

const movedBy = ({ at, cause, from, to }: Move): Step => ({
  step: 'moved',
  at: text(at),
  cause,
  ...(from !== undefined && { from: text(from) }),
  ...(to !== undefined && { to: text(to) }),
});

const lengthOf = ({ from, to }: Run): number => to - from + 1;
const text = (at: number): Instant => new Date(at).toISOString();
