import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Day } from '../domain/complaint.ts';

// What letters say, by kind and element. The texts are in <language>.json, as ICU messages; the build puts them beside
// this file in dist/.

export const languages = ['en'] as const;
export type Language = (typeof languages)[number];

/** Digits are fixed, since the default of a language differs from one Node to the next. */
const tags = { en: 'en-GB' } satisfies {
  [L in Language]: string;
};

type Tree = { [name: string]: string | Tree };
export const catalogues: { readonly [L in Language]: ReadonlyMap<string, string> } = {
  en: read('en'),
};

/** What a text is filled with. What is not known is left out. */
export type Facts = { readonly [name: string]: string | number | undefined };

/** The language of a letter, if there is a catalogue in it; English otherwise. */
export const languageOf = (wanted: string): Language =>
  languages.find((each) => each === wanted.toLowerCase().split('-')[0]) ?? 'en';

/** Stands where something is not known that the text cannot do without. */
const gap = '\uFFFC';

/** The text with this key; undefined where there is none, or where it cannot do without what is not known. */
export function textOf(language: Language, key: string, facts: Facts): string | undefined {
  const message = messageFor(language, key);
  if (!message) return undefined;
  const { named, chosenBy } = partsOf(message);
  const values = named.map((name) => [name, facts[name] ?? (chosenBy.includes(name) ? 'none' : gap)] as const);
  const text = String(message.format(Object.fromEntries(values)));
  return text.includes(gap) ? undefined : text;
}

const literal = 0;
const select = 5;

/** What a text is filled with, and by which of that it chooses between sentences: those may be unknown. */
export function partsOf(message: IntlMessageFormat): { named: string[]; chosenBy: string[] } {
  type Part = ReturnType<IntlMessageFormat['getAst']>[number];
  const within = (part: Part): Part[] => [
    part,
    ...('options' in part ? Object.values(part.options).flatMap(({ value }) => value.flatMap(within)) : []),
  ];
  const parts = message.getAst().flatMap(within);
  const names = (wanted: (type: number) => boolean): string[] =>
    parts.flatMap((part) => ('value' in part && part.value && wanted(part.type) ? [part.value] : []));
  return { named: [...new Set(names((type) => type !== literal))], chosenBy: names((type) => type === select) };
}

const compiled = new Map<string, IntlMessageFormat>();

export function messageFor(language: Language, key: string): IntlMessageFormat | undefined {
  const known = compiled.get(`${language}/${key}`);
  const text = catalogues[language].get(key);
  if (known || text === undefined) return known;
  const message = new IntlMessageFormat(text, tags[language], undefined, { ignoreTag: true });
  compiled.set(`${language}/${key}`, message);
  return message;
}

/** Written out, with its weekday, in the calendar of the organisation: a limit that is read in another one is missed. */
export const dayText = (language: Language, day: Day): string =>
  new Intl.DateTimeFormat(tags[language], { dateStyle: 'full', timeZone: 'UTC', calendar: 'gregory' }).format(
    new Date(`${day}T00:00:00Z`),
  );

export const oneOf = (language: Language, words: readonly string[]): string =>
  new Intl.ListFormat(tags[language], { type: 'disjunction' }).format(words);

function read(language: Language): ReadonlyMap<string, string> {
  const tree: Tree = JSON.parse(readFileSync(new URL(`${language}.json`, import.meta.url), 'utf8'));
  return new Map(flat(tree, ''));
}

function flat(tree: Tree, path: string): [string, string][] {
  return Object.entries(tree).flatMap(([name, branch]) =>
    typeof branch === 'string' ? [[`${path}${name}`, branch]] : flat(branch, `${path}${name}.`),
  );
}
