/** Chance that can be had again: the same seed gives the same numbers. */
export type Random = ReturnType<typeof randomFrom>;

export function randomFrom(seed: number) {
  let state = seed >>> 0;

  // mulberry32: small, and good enough to choose what to do next
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  return {
    /** From 0 to below 1. */
    next,
    chance: (share: number): boolean => next() < share,
    between: (low: number, high: number): number => low + next() * (high - low),
    pick<T>(list: readonly [T, ...T[]] | readonly T[]): T {
      const one = list[Math.floor(next() * list.length)];
      if (one === undefined) throw new RangeError('There is nothing to pick from.');
      return one;
    },
    /** One of these, as often as its weight says. */
    weighed<T>(list: readonly (readonly [weight: number, value: T])[]): T {
      let left = next() * list.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, value] of list) if ((left -= weight) < 0) return value;
      throw new RangeError('There is nothing to pick from.');
    },
    /** A stream of its own, which does not depend on how often this one is asked. */
    branch: (name: number) => randomFrom(Math.imul(seed ^ 0x9e3779b9, 2 * name + 1) ^ (name << 16)),
    /** Every one of these once, in any order. */
    shuffled<T>(list: readonly T[]): T[] {
      const rest = [...list];
      return list.map(() => rest.splice(Math.floor(next() * rest.length), 1)[0]!);
    },
  };
}
