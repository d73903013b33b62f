import type { Keyring } from './keyring.ts';

/**
 * What somebody wrote, or who they are, on its way in: the schemas wrap it, and nothing that still holds one fits the
 * desk's types. So no word leaves the API unsealed by mistake.
 */
export class Words {
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  get value(): unknown {
    return this.#value;
  }
}

/** The same shape with every `Words` sealed. */
export type SealedForm<T> = T extends Words
  ? string
  : T extends readonly (infer Each)[]
    ? SealedForm<Each>[]
    : T extends object
      ? { [K in keyof T]: SealedForm<T[K]> }
      : T;

const mark = 'sealed.';

/** Seals and opens with the key of one complaint. */
export type Seals = ReturnType<typeof sealsOf>;

export function sealsOf(keyring: Keyring, reference: string, dataKey: Uint8Array) {
  const sealed = (value: unknown, occasion?: string): string =>
    keyring.seal(dataKey, reference, JSON.stringify(value), occasion);
  const opened = (text: string): unknown => JSON.parse(keyring.open(dataKey, reference, text));

  return {
    sealed,
    opened,
    /** `occasion`: sealed for it again, the same words look the same. */
    seal<T>(value: T, occasion?: string): SealedForm<T> {
      let count = 0;
      const each = (part: unknown): unknown =>
        part instanceof Words ? sealed(part.value, occasion && `${occasion}/${(count += 1)}`) : undefined;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- that is what walking makes of it
      return walk(value, each) as SealedForm<T>;
    },
    /** Everything sealed in this value, opened. */
    open: (value: unknown): unknown => walk(value, (each) => (isSealed(each) ? opened(each) : undefined)),
    digest: (text: string): string => keyring.digest(dataKey, text),
  };
}

/** The value without what is sealed in it, for those who may not read it. */
export const withoutWords = (value: unknown): unknown => walk(value, (each) => (isSealed(each) ? absent : undefined));

/** The value as JSON would have it, words plain: what a request said, for its digest. */
export const plain = (value: unknown): unknown =>
  walk(value, (each) => (each instanceof Words ? each.value : undefined));

const absent = Symbol('absent');
const isSealed = (value: unknown): value is string => typeof value === 'string' && value.startsWith(mark);

/** Rebuilds a JSON value; what `change` answers stands in place of a part. */
function walk(value: unknown, change: (part: unknown) => unknown): unknown {
  const changed = change(value);
  if (changed !== undefined) return changed;
  if (Array.isArray(value)) return value.map((each) => walk(each, change)).filter((each) => each !== absent);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, each]) => [name, walk(each, change)] as const);
  return Object.fromEntries(members.filter(([, each]) => each !== absent));
}
