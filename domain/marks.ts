import type { Deed } from './action.ts';
import { isLive, type Clock } from './clock.ts';
import { isSame, type ClockKey } from './clockKey.ts';
import type { Complaint } from './complaint.ts';
import { Refusal } from './refusal.ts';

// What an entry says of clocks beside the facts that it is.

/** The clocks with the marks of what one of them has now done by itself. */
export function marked(complaint: Complaint, { action, by, at }: Deed): Clock[] {
  const { clocks, stage } = complaint;
  const { kind } = action;
  if (!('clock' in action) || action.clock === undefined || kind === 'extend') return clocks;
  // Only the clock says so, of one that is due: else a trail could be made to say what never was.
  if (by.role !== 'clock') throw new Refusal('not-yours', 'role', { action: kind, role: by.role });
  const which = clocks.find((each) => isSame(each, keyOf(action)) && each.due === action.due);
  const { next } = which ?? {};
  const isDue = which?.due && at >= which.due;
  const does =
    kind === 'runOut'
      ? isDue && next && !which.dealtAt
      : kind === 'warn' || kind === 'remind'
        ? next?.does === kind && at >= next.at
        : which?.dealtAt === at;
  if (!which || !does) throw new Refusal('not-now', 'stage', { action: kind, stage });
  return clocks.map((clock) => {
    if (clock !== which) return clock;
    if (kind === 'runOut') return { ...clock, dealtAt: at };
    if (kind === 'remind') return { ...clock, toldAt: at };
    if (kind !== 'warn') return clock;
    const given = action.warnings.map((warning) => [warning, action.lastDay]);
    return { ...clock, warned: { ...clock.warned, ...Object.fromEntries(given) } };
  });
}

export const keyOf = ({
  clock,
  tier = 0,
  occurrence = 0,
}: {
  clock?: string;
  tier?: number;
  occurrence?: number;
}): ClockKey => ({
  name: clock ?? '',
  tier,
  occurrence,
});

/** What the source of an import says of its own limit; and that it ended elsewhere, and so is over here. */
export function saidBySource(
  { clocks, said = [] }: Complaint,
  { action, at }: Deed,
): Pick<Complaint, 'said' | 'overAt'> {
  const words: Pick<Complaint, 'said' | 'overAt'> = {};
  if ('timely' in action && action.timely !== undefined) {
    const state = action.timely ? 'met' : action.kind === 'decide' ? 'metLate' : 'breached';
    const meant = clocks.filter((clock) => clock.name === 'decision' && isLive(clock));
    words.said = [
      ...said,
      ...meant.map(({ name, tier, occurrence }) => ({ name, tier, occurrence, state, at }) as const),
    ];
  }
  if (action.kind === 'close' && action.reason === 'closedElsewhere') words.overAt = at;
  return words;
}
