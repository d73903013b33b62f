import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Refusal } from '../domain/refusal.ts';

// What the API says, in the reader's language. The sentences are in locales/<locale>.json, as ICU messages; the build
// puts that folder beside this one in dist/.

export const locales = ['en', 'ar', 'fa', 'ur'] as const;
export type Locale = (typeof locales)[number];

/** Digits are fixed, since the default of a language differs from one Node to the next. */
const tags = { en: 'en-GB', ar: 'ar-u-nu-latn', fa: 'fa-u-nu-arabext', ur: 'ur-u-nu-latn' } satisfies {
  [L in Locale]: string;
};

type Tree = { [name: string]: string | Tree };

/** The sentences of a catalogue by key, `rules.stage`. */
export type Catalogue = ReadonlyMap<string, string>;
export const catalogues = { en: read('en'), ar: read('ar'), fa: read('fa'), ur: read('ur') } satisfies {
  [L in Locale]: Catalogue;
};

/** The best of our languages for an Accept-Language header (RFC 9110, 12.5.4); English where none fits. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const wanted = (acceptLanguage ?? '').split(',').flatMap((part) => {
    const [range = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
    const quality = parameters.find((each) => each.startsWith('q='));
    const weight = quality === undefined ? 1 : Number(quality.slice(2));
    const locale = range === '*' ? 'en' : locales.find((each) => each === range.split('-')[0]);
    return locale && weight > 0 && weight <= 1 ? { locale, weight } : [];
  });
  return wanted.toSorted((one, other) => other.weight - one.weight)[0]?.locale ?? 'en';
}

const isKey = (key: string): boolean => catalogues.en.has(key);

/**
 * The sentence with this key. Particulars that are codes of ours (stage, action, role …) are said by their labels, `day`
 * is written out, lists are joined. Throws for a key that no catalogue has.
 */
export function say(locale: Locale, key: string, particulars: object = {}): string {
  const message = messageFor(locale, key);
  const given = new Map<string, unknown>(Object.entries(particulars));
  // A refusal of a newer workflow may lack what our sentence wants: better a gap than no answer.
  const values = argumentsOf(message).map((name) => [name, put(locale, name, given.get(name) ?? '…')] as const);
  return String(message.format(Object.fromEntries(values)));
}

/** Why something is refused, fit to show. */
export function sayRefusal(locale: Locale, { rule, particulars }: Pick<Refusal, 'rule' | 'particulars'>): string {
  const key = `rules.${rule}`;
  return isKey(key) ? say(locale, key, particulars) : say(locale, 'rules.otherwise');
}

/** The kind of part that is only text: its value is no name. */
const literal = 0;

/** Names of what a sentence is filled with. */
export function argumentsOf(message: IntlMessageFormat): string[] {
  type Part = ReturnType<IntlMessageFormat['getAst']>[number];
  const named = (part: Part): string[] => [
    ...('value' in part && !Object.is(part.type, literal) && part.value ? [part.value] : []),
    ...('options' in part ? Object.values(part.options).flatMap(({ value }) => value.flatMap(named)) : []),
  ];
  return [...new Set(message.getAst().flatMap(named))];
}

const compiled = new Map<string, IntlMessageFormat>();

export function messageFor(locale: Locale, key: string): IntlMessageFormat {
  const known = compiled.get(`${locale}/${key}`);
  if (known) return known;
  const text = catalogues[locale].get(key);
  if (text === undefined) throw new RangeError(`No catalogue has the sentence ${key}.`);
  const message = new IntlMessageFormat(text, tags[locale], undefined, { ignoreTag: true });
  compiled.set(`${locale}/${key}`, message);
  return message;
}

/** In which section the codes have their labels, by the name of the particular. */
const labelled: { readonly [name: string]: string } = {
  stage: 'stages',
  action: 'actions',
  role: 'roles',
  roles: 'roles',
  reason: 'closeReasons',
  clock: 'clocks',
  channel: 'channels',
  outcome: 'outcomes',
  flag: 'flags',
  as: 'classifications',
};
/** These are days. */
const ofDay = ['day', 'from', 'to'];
/** One of these is enough; of the others all are meant. */
const alternatives = ['roles'];

function put(locale: Locale, name: string, value: unknown): string | number {
  if (typeof value === 'number') return value;
  if (!Array.isArray(value))
    return ofDay.includes(name) ? dayIn(locale, String(value)) : word(locale, name, String(value));
  const type = alternatives.includes(name) ? 'disjunction' : 'conjunction';
  const words = value.map((each) => word(locale, name, String(each)));
  return words.length > 0 ? new Intl.ListFormat(tags[locale], { type }).format(words) : '–';
}

function word(locale: Locale, name: string, code: string): string {
  const label = catalogues[locale].get(`${labelled[name]}.${code}`);
  return label ?? (locale === 'en' ? code : isolated(code));
}

/** A code amid text that runs from right to left keeps its own direction. */
const isolated = (code: string): string => `\u2068${code}\u2069`;

/** In the calendar of the organisation: a date limit that is read in another one is missed. Costly to make, so kept. */
const writtenOut = (locale: Locale) =>
  new Intl.DateTimeFormat(tags[locale], { dateStyle: 'full', timeZone: 'UTC', calendar: 'gregory' });
const days = { en: writtenOut('en'), ar: writtenOut('ar'), fa: writtenOut('fa'), ur: writtenOut('ur') };

/** A moment to the minute, on the clocks of a zone. */
export const momentIn = (locale: Locale, zone: string, at: string): string =>
  new Intl.DateTimeFormat(tags[locale], {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
    calendar: 'gregory',
  }).format(new Date(at));

/** Written out, with its weekday. */
function dayIn(locale: Locale, day: string): string {
  const instant = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(instant.getTime()) ? day : days[locale].format(instant);
}

function read(locale: Locale): Catalogue {
  const file = new URL(`../locales/${locale}.json`, import.meta.url);
  const tree: Tree = JSON.parse(readFileSync(file, 'utf8'));
  return new Map(flat(tree, ''));
}

function flat(tree: Tree, path: string): [string, string][] {
  return Object.entries(tree).flatMap(([name, branch]) =>
    typeof branch === 'string' ? [[`${path}${name}`, branch]] : flat(branch, `${path}${name}.`),
  );
}
