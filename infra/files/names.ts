import { find, findTexts, problem, quoted } from './spot.ts';
import type { Problem, Spot } from './spot.ts';

/** Entries of these lists may not share a name (FORMAT.md 7). */
const unique: string[][] = [
  ['clocks/*/name', 'shortTracks/*/name', 'retention/*/name'],
  ['tiers/*/name'],
  ['letters/*/kind'],
  ['pauses/*/reason'],
  ['suspensions/*/id'],
  ['sources/*/id'],
  ['tags/*/tag'],
  ['outcomes/*/code'],
];

const timed = ['clocks/*/name', 'shortTracks/*/name', 'retention/*/name'];

type Reference = { what: string; names: string[]; used: string[] };

/** What may be named, where its names are, and where they are used. */
const references: Reference[] = [
  { what: 'clock', names: ['clocks/*/name'], used: ['clocks/*/startsAtLatest', 'shortTracks/*/relieves/*'] },
  { what: 'clock', names: timed, used: ['pauses/*/clocks/*', 'suspensions/*/clocks/*'] },
  {
    what: 'letter',
    names: ['letters/*/kind'],
    used: [
      'shortTracks/*/owes/*',
      'pauses/*/notice',
      'clocks/*/extensions/notice',
      'clocks/*/onBreach/*/letter',
      'clocks/*/onExpiry/*/letter',
    ],
  },
  {
    what: 'tier',
    names: ['tiers/*/number'],
    used: ['*/*/tiers/*', 'clocks/*/onBreach/*/to', 'clocks/*/onExpiry/*/to', 'outcomes/*/escalatesTo'],
  },
  {
    what: 'tag',
    names: ['tags/*/tag'],
    used: [
      '*/*/when/anyOf/*',
      '*/*/when/noneOf/*',
      'shortTracks/*/notFor/*',
      'suspensions/*/appliesTo/anyOf/*',
      'suspensions/*/appliesTo/noneOf/*',
    ],
  },
  { what: 'source', names: ['sources/*/id'], used: ['*/*/sources/*'] },
];

/** What a letter is owed by, or the way outside opens by, names one of these (FORMAT.md 4.9). */
const owedBy: Record<string, Omit<Reference, 'used'>> = {
  breach: { what: 'clock', names: ['clocks/*/name'] },
  expiry: { what: 'clock', names: timed },
  extension: { what: 'clock', names: ['clocks/*/name'] },
  pause: { what: 'pause', names: ['pauses/*/reason'] },
  track: { what: 'short track', names: ['shortTracks/*/name'] },
  outcome: { what: 'outcome', names: ['outcomes/*/code'] },
};

/** Two entries share a name. */
export function sharedNames(file: Spot): Problem[] {
  return unique.flatMap((patterns) => {
    const seen = new Set<unknown>();
    return patterns
      .flatMap((pattern) => find(file, pattern))
      .filter(({ value }) => seen.has(value) || !seen.add(value))
      .map((spot) => problem(spot, `the name ${quoted(spot.value)} is taken: give each entry its own`));
  });
}

/** A clock, letter, tier, tag or source is named that does not exist. */
export function unknownNames(file: Spot): Problem[] {
  return references.flatMap(({ what, names, used }) => {
    const known = valuesOf(file, names);
    return used
      .flatMap((pattern) => find(file, pattern))
      .filter(({ value }) => isName(value) && !known.has(value))
      .map((spot) => problem(spot, missing(what, spot.value)));
  });
}

/** What makes a letter owed, or opens the way outside, does not exist. */
export function unknownCauses(file: Spot, facts: ReadonlySet<string>): Problem[] {
  const known = new Map(Object.entries(owedBy).map(([kind, { names }]) => [kind, valuesOf(file, names)]));
  return ['letters/*/owedBy/*', 'external/*/opens/*']
    .flatMap((pattern) => findTexts(file, pattern))
    .flatMap((spot) => {
      const [, kind = '', name = ''] = /^([a-z]+):(.+)$/su.exec(spot.value) ?? [];
      if (kind === 'fact') {
        return facts.has(name) ? [] : [problem(spot, `${quoted(name)} is no fact: FORMAT.md section 2 lists them`)];
      }
      const what = owedBy[kind]?.what ?? '';
      return known.get(kind)?.has(name) === false ? [problem(spot, missing(what, name))] : [];
    });
}

/** `acceptance` and `external` name window clocks (FORMAT.md 4.10, 4.13). */
export function unknownWindows(file: Spot): Problem[] {
  const clocks = find(file, 'clocks/*').filter(({ value }) => isWindow(value));
  const windows = new Set(clocks.flatMap((clock) => find(clock, 'name')).map(({ value }) => value));
  return ['acceptance/window', 'external/*/window']
    .flatMap((pattern) => findTexts(file, pattern))
    .filter(({ value }) => !windows.has(value))
    .map((spot) =>
      problem(spot, `there is no clock ${quoted(spot.value)} of kind \`window\`: add it, or name another`),
    );
}

/** A clock counts by a calendar that does not exist. */
export function unknownCalendars(file: Spot, calendars: ReadonlySet<string>): Problem[] {
  return ['calendar', 'clocks/*/calendar']
    .flatMap((pattern) => findTexts(file, pattern))
    .filter(({ value }) => !calendars.has(value))
    .map((spot) => problem(spot, missing('calendar', spot.value)));
}

const missing = (what: string, name: unknown): string =>
  `there is no ${what} ${quoted(name)}: add it, or name one that exists`;

const valuesOf = (file: Spot, patterns: string[]): Set<unknown> =>
  new Set(patterns.flatMap((pattern) => find(file, pattern)).map(({ value }) => value));

/** `next` is no tier of its own (FORMAT.md 4.5); what is neither text nor number is the schema's to refuse. */
const isName = (value: unknown): boolean =>
  (typeof value === 'string' && value !== 'next') || typeof value === 'number';

const isWindow = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Reflect.get(value, 'kind') === 'window';
