import type { Action, Entry } from './action.ts';
import type { Complaint, Day } from './complaint.ts';

/** The action of an entry, with what was put right about it since. */
export function put<K extends Action['kind']>(
  trail: readonly Entry[],
  kind: K,
  sequence: number,
): Extract<Action, { kind: K }> | undefined {
  const entry = trail.find((each) => each.sequence === sequence);
  if (entry?.action.kind !== kind) return undefined;
  let action: object = entry.action;
  for (const { action: later } of trail) {
    if (later.kind !== 'correct' || later.sequence !== sequence) continue;
    const { kind: _kind, sequence: _sequence, of: _of, words, ...right } = later;
    action = { ...action, ...right, ...('words' in action && words && { words }) };
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the kind was looked at above
  return action as Extract<Action, { kind: K }>;
}

/** Who acts for the complainant, as they were named; on a day after their authority is over, nobody. */
export function representativeIn(
  { representative }: Pick<Complaint, 'representative'>,
  trail: readonly Entry[],
  on?: Day,
) {
  const { said, until } = representative ?? {};
  if (said === undefined || (on && until && until < on)) return undefined;
  return (put(trail, 'receive', said) ?? put(trail, 'nameRepresentative', said))?.representative;
}
