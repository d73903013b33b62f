/** From one instant up to another, the second not included; a missing end is open. */
export type Stretch = { from?: number; to?: number };

const year = 365 * 86_400_000;
const farthest = 2 * year;

/** A span of which a store of that many complaints has about a hundred, were they spread over five years. */
export const stepFor = (count: number): number => Math.min((5 * year * 100) / Math.max(count, 1), year / 4);

/**
 * A span cut where a list that reads it in order should stop and see whether it has enough: in steps that grow, away
 * from where it begins and from the instants about which complaints crowd (`crowds`). A database that stops reading by
 * itself loses little by it; one that reads whatever matches before it sorts reads a few pages' worth, not a million.
 */
export function stretchesOf({ from, to }: Stretch, crowds: number[], direction: 1 | -1, step: number): Stretch[] {
  const begin = direction === 1 ? from : to;
  const cuts = new Set(crowds);
  for (let reach = step; reach < farthest; reach *= 3) {
    for (const start of begin === undefined ? crowds : [begin, ...crowds]) cuts.add(start + direction * reach);
    const [first] = crowds;
    if (begin === undefined && direction === 1 && first !== undefined) cuts.add(first - reach);
  }
  const inside = [...cuts].filter((cut) => (from === undefined || cut > from) && (to === undefined || cut < to));
  const ends = [from, ...inside.toSorted((one, other) => one - other), to];
  const stretches = ends.slice(1).map((end, index) => stretch(ends[index], end));
  return direction === 1 ? stretches : stretches.toReversed();
}

const stretch = (from?: number, to?: number): Stretch => ({
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
});
