import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { checkCalendar, checkProcedure, type Known } from '../../infra/procedureFaults.ts';
import { badCalendars, goodCalendar } from './badCalendars.ts';
import { badProcedures, goodProcedure, misfitProcedures, trapProcedures, type Row } from './badProcedures.ts';

const known: Known = { calendars: new Set(['PLAIN']), versions: [{ id: 'small', version: '2025-01-01' }] };
const procedureFile = { file: 'small/2024-01-01.yaml', id: 'small', version: '2024-01-01' };
const calendarFile = { file: 'calendars/PLAIN.yaml', id: 'PLAIN' };

const procedure = (text: string) => checkProcedure(text, known, procedureFile);
const calendar = (text: string) => checkCalendar(text, calendarFile);

/** The good text with one thing changed, and the line at which that shows. */
function changed(good: string, [clause, from, to]: Row): { text: string; line: number } {
  if (!good.includes(from)) throw new Error(`The good text has nothing to change for: ${clause}`);
  const text = good.replace(from, () => to);
  const line = text.split('\n').findIndex((each) => each.includes('# here')) + 1;
  if (line === 0) throw new Error(`Nothing is marked in: ${clause}`);
  return { text, line };
}

it('nothing is wrong with the texts that the others are made of', () => {
  expect(procedure(goodProcedure)).toMatchObject({ faults: [], procedure: { id: 'small', clocks: { length: 4 } } });
  expect(calendar(goodCalendar)).toMatchObject({ faults: [], calendar: { id: 'PLAIN', weeks: { length: 2 } } });
});

describe('a procedure is refused for exactly one reason, at its line:', () => {
  it.each([...badProcedures, ...misfitProcedures, ...trapProcedures])('%s', (...row) => {
    const { text, line } = changed(goodProcedure, row);
    const [, , , place, reason] = row;
    const { faults, procedure: good } = procedure(text);
    expect(faults).toEqual([
      { file: procedureFile.file, line, column: expect.any(Number), place, reason: expect.stringContaining(reason) },
    ]);
    expect(good).toBeUndefined();
  });
});

describe('a calendar is refused for exactly one reason, at its line:', () => {
  it.each(badCalendars)('%s', (...row) => {
    const { text, line } = changed(goodCalendar, row);
    const [, , , place, reason] = row;
    const { faults, calendar: good } = calendar(text);
    expect(faults).toEqual([
      { file: calendarFile.file, line, column: expect.any(Number), place, reason: expect.stringContaining(reason) },
    ]);
    expect(good).toBeUndefined();
  });
});

describe('what holds nothing to look at has one fault:', () => {
  it.each<[what: string, content: string | Uint8Array, line: number, reason: string]>([
    ['an empty file', '', 1, 'the file is empty'],
    ['a file of remarks', '# nothing\n', 1, 'the file is empty'],
    ['a list', '- id: small\n', 1, 'a procedure is a mapping'],
    ['what is not UTF-8', Buffer.from('id: small\ntitle: Beschwerde f\xfcr alle\n', 'latin1'), 2, 'this is not UTF-8'],
    ['a file of 256 KiB and a byte', `${'#'.repeat(256 * 1024)}\n`, 1, 'the file is larger than 256 KiB'],
    ['what is nested too deep', `notes: ${'['.repeat(20_000)}`, 1, 'nested more than 32 deep'],
    ['indented too deep', '- '.repeat(20_000), 1, 'nested more than 32 deep'],
    ['a list without end', `\n\nnotes: [${'a, '.repeat(1001)}]`, 3, 'more than 1000 entries'],
  ])('%s', (_, content, line, reason) => {
    const { faults } = checkProcedure(content, known);
    expect(faults).toMatchObject([{ line, place: '', reason: expect.stringContaining(reason) }]);
  });
});

it('all faults of a file are told, by line, and where in the line', () => {
  const text = goodProcedure
    .replace('metBy: [acknowledged]', 'metBy: [nothing]')
    .replace('calendar: PLAIN', 'calendar: NONE')
    .replace('to: next}', 'to: 7}');
  expect(procedure(text).faults.map(({ line, column, place }) => `${line}:${column} ${place}`)).toEqual([
    '10:11 /calendar',
    '27:13 /clocks/0/metBy/0',
    '41:35 /clocks/1/onBreach/0/to',
  ]);
});

it('an earlier version that is still in force is told at the later one', () => {
  const versions = [{ id: 'small', version: '2023-01-01', effectiveTo: '2024-06-30' }];
  const reason = 'version 2023-01-01 is in force until 2024-06-30: end it the day before this one';
  expect(checkProcedure(goodProcedure, { ...known, versions }).faults).toMatchObject([{ place: '/version', reason }]);
});

it('versions of other procedures, and another revision of the same, are not in its way', () => {
  const versions = [
    { id: 'other', version: '2024-06-01' },
    { id: 'small', version: '2024-01-01', effectiveTo: '2024-12-31' },
  ];
  expect(checkProcedure(goodProcedure, { ...known, versions }).faults).toEqual([]);
});

it('months and working days are compared only where one is surely not longer', () => {
  const longer = (to: string): number =>
    procedure(goodProcedure.replace('extensions: {to: {count: 30, unit: workingDays}', `roll: nextWorkingDay\n    extensions: {to: {${to}}`)).faults.length; // prettier-ignore
  expect(longer('count: 20, unit: days')).toBe(1);
  expect(longer('count: 21, unit: days')).toBe(0);
  expect(longer('count: 2, unit: weeks')).toBe(1);
});

it('a word of the file cannot move the cursor of a terminal', () => {
  const { faults } = procedure(goodProcedure.replace('calendar: PLAIN', 'calendar: "\\e[2J\\u202e"'));
  expect(faults).toMatchObject([{ reason: expect.stringContaining('`\\u001b[2J?`') }]);
});

it('whatever stands in the place of something, nothing is thrown and a good file stays the only one without faults', () => {
  const odd = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom('constructor', '__proto__', 'constructor:x', 'breach:toString', null, [], {}, [[]], [null]),
    fc.constant({ toString: 1, valueOf: 1, toJSON: 1, hasOwnProperty: 1, constructor: 1, length: 7 }),
  );
  fc.assert(
    fc.property(fc.constantFrom(goodProcedure, goodCalendar), fc.nat(), odd, (good, which, value) => {
      const text = stringify(withOdd(parse(good), which, value), { aliasDuplicateObjects: false });
      for (const { faults, ...rest } of [procedure(text), calendar(text)]) {
        expect(faults.length === 0).toBe(Object.keys(rest).length === 1);
        expect(faults.filter(({ line, reason }) => line < 1 || reason === '')).toEqual([]);
      }
    }),
    { numRuns: 100 },
  );
});

/** A value with another one at one of its places. */
function withOdd(value: unknown, which: number, odd: unknown): unknown {
  let left = which % countOf(value);
  const replaced = (each: unknown): unknown => {
    left -= 1;
    if (left === -1) return odd;
    if (Array.isArray(each)) return each.map(replaced);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, inner]) => [key, replaced(inner)]));
  };
  return replaced(value);
}

const countOf = (value: unknown): number =>
  1 +
  (typeof value === 'object' && value
    ? Object.values(value)
        .map(countOf)
        .reduce((one, other) => one + other, 0)
    : 0);
