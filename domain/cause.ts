import type { Entry } from './action.ts';
import type { Complaint } from './complaint.ts';
import type { When } from './reckoner/rule.ts';
import { applies } from './reckoner/rule.ts';
import type { Fact, Rules } from './rules.ts';

/**
 * What an entry is to letters and ways outside, in the words of FORMAT.md 4.9: `fact:…`, `breach:…`, `expiry:…`,
 * `extension:…`, `pause:…`, `track:…`, `outcome:…`.
 */
export function causesOf(
  before: Complaint | undefined,
  after: Complaint,
  { action }: Pick<Entry, 'action'>,
  facts: readonly Fact[],
  rules: Rules,
): string[] {
  const causes: string[] = facts.map((fact) => `fact:${fact}`);
  if (action.kind === 'runOut') causes.push(`breach:${action.clock}`, `expiry:${action.clock}`);
  if (action.kind === 'extend') causes.push(`extension:${action.clock}`);
  if (action.kind === 'pause') causes.push(`pause:${action.reason}`);
  if (action.kind === 'decide' && action.outcome) causes.push(`outcome:${action.outcome}`);
  for (const { reason, startsBy } of rules.pauses) {
    if (startsBy && facts.some((fact) => fact === startsBy)) causes.push(`pause:${reason}`);
  }
  for (const track of Object.keys(rules.relieves)) {
    if (isTaken(track, after) && !(before && isTaken(track, before))) causes.push(`track:${track}`);
  }
  return causes;
}

const isTaken = (track: string, { clocks }: Complaint): boolean =>
  clocks.some(({ name, state }) => name === track && state === 'met');

const leadingUp: readonly string[] = ['fact:escalated', 'fact:escalatedByClock', 'fact:tierEntered'];

/** What led to the next tier belongs to the one before; only the escalation itself to the one it leads to (FORMAT.md 2). */
function tierOf(cause: string, { tier, earlier }: Complaint, causes: readonly string[]): number {
  const moved = causes.some((each) => leadingUp.includes(each)) && !leadingUp.includes(cause);
  return moved ? (earlier.at(-1)?.tier ?? tier) : tier;
}

/** The first cause of these that holds for such a complaint. */
export function causeAmong(
  {
    causes,
    by,
    tiers,
    when,
  }: { causes: readonly string[]; by: readonly string[]; tiers?: number[] | undefined; when?: When | undefined },
  complaint: Complaint,
): string | undefined {
  if (!applies(when, complaint.tags)) return undefined;
  return by.find((each) => causes.includes(each) && (!tiers || tiers.includes(tierOf(each, complaint, causes))));
}
