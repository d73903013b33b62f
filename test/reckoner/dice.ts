/** mulberry32: small, and the same numbers everywhere. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number of these, both included. */
  from = (least: number, most: number): number => least + Math.floor(this.#next() * (most - least + 1));

  is = (chance: number): boolean => this.#next() < chance;

  one = <T>(list: readonly T[]): T => list[this.from(0, list.length - 1)]!;

  some = <T>(list: readonly T[], chance: number): T[] => list.filter(() => this.is(chance));

  times = <T>(least: number, most: number, make: (index: number) => T): T[] =>
    Array.from({ length: this.from(least, most) }, (_, index) => make(index));

  shuffled = <T>(list: readonly T[]): T[] =>
    list
      .map((each) => ({ each, key: this.#next() }))
      .toSorted((one, other) => one.key - other.key)
      .map(({ each }) => each);
}
