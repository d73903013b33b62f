export type Path = readonly (string | number)[];

/**
 * A place in a file and what stands there, whatever that is: the rules look at files that their schema refuses too, so
 * that every fault is told at once.
 */
export type Spot = { path: Path; value: unknown };

/** What is wrong at a place. `atKey`: the key itself is; `offset`: where in the text, when the path cannot tell. */
export type Problem = { path: Path; reason: string; atKey?: true; offset?: number };

export const problem = ({ path }: Spot, reason: string): Problem => ({ path, reason });

/** What stands under these keys; `undefined` where nothing does. */
export function at(spot: Spot, ...keys: Path): Spot {
  return keys.reduce<Spot>(({ path, value }, key) => ({ path: [...path, key], value: valueAt(value, key) }), spot);
}

/** All that stands where the pattern says, as `clocks/*\/name`; a star is every entry of a list or of a mapping. */
export function find(spot: Spot, pattern: string): Spot[] {
  return pattern
    .split('/')
    .reduce((spots, key) => spots.flatMap((each) => (key === '*' ? entriesOf(each) : at(each, key))), [spot])
    .filter(({ value }) => value !== undefined);
}

/** As `find`, but only where text stands. */
export const findTexts = (spot: Spot, pattern: string): { path: Path; value: string }[] =>
  find(spot, pattern).flatMap(({ path, value }) => (typeof value === 'string' ? [{ path, value }] : []));

/** The text under a key; `undefined` where there is none, or something else. */
export function textAt(spot: Spot, ...keys: Path): string | undefined {
  const { value } = at(spot, ...keys);
  return typeof value === 'string' ? value : undefined;
}

export function numberAt(spot: Spot, ...keys: Path): number | undefined {
  const { value } = at(spot, ...keys);
  return typeof value === 'number' ? value : undefined;
}

export const has = (spot: Spot, ...keys: Path): boolean => at(spot, ...keys).value !== undefined;

/** A word of the file inside a sentence: short, and without what would move the cursor of a terminal. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : (JSON.stringify(value) ?? 'nothing');
  const plain = text.replaceAll(/[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu, '?');
  return `\`${plain.length > 60 ? `${plain.slice(0, 60)}…` : plain}\``;
}

function entriesOf({ path, value }: Spot): Spot[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([key, each]: [string, unknown]) => ({
    path: [...path, Array.isArray(value) ? Number(key) : key],
    value: each,
  }));
}

function valueAt(value: unknown, key: string | number): unknown {
  const found: unknown =
    typeof value === 'object' && value && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
  return found;
}
