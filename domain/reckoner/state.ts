import type { Millis } from './days.ts';
import type { Reckoned, State } from './life.ts';

/** How it stands at an instant (5.13). */
export function stateAt({ armedAt, end, due, count: counted, kind }: Reckoned, at: Millis): State {
  if (armedAt === undefined || at < armedAt) return 'notArmed';
  if (end && end.at <= at) return end.as;
  if (due !== undefined && due <= at) return kind === 'timer' ? 'met' : 'breached';
  return counted?.stops.some(({ from, to }) => from <= at && at < to) ? 'paused' : 'running';
}
