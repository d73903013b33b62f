import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nyc311 } from '../../import/nyc311.ts';
import { Hopeless } from '../../import/persist.ts';
import { fates, type Fate } from '../../import/report.ts';
import { reportWords } from '../../import/reportWords.ts';
import { openRun, type Run } from '../../import/run.ts';
import { bytes, csv, nycColumns, nycRow } from './fixtures.ts';

const start = (content: string, own: Partial<Run>) =>
  openRun({
    source: nyc311,
    file: 'sample.csv',
    chunks: bytes(content, 1_000),
    take: async () => ({ became: 'taken', reference: 'C-1' }),
    rowsInFlight: 4,
    byLine: true,
    ...own,
  });

const rows = (count: number) =>
  Array.from({ length: count }, (_, at) => nycRow({ 'Unique Key': String(90_000_000 + at) }));

/** Kinds of lines a file may have, each with what it must become when Recourse takes every row it is given. */
const kinds = {
  good: { line: csv(nycColumns, [nycRow()]).split('\r\n')[1] ?? '', becomes: 'taken' },
  unknownStatus: { line: csv(nycColumns, [nycRow({ Status: 'Lost' })]).split('\r\n')[1] ?? '', becomes: 'refused' },
  badDate: { line: csv(nycColumns, [nycRow({ 'Created Date': 'x' })]).split('\r\n')[1] ?? '', becomes: 'refused' },
  tooFewCells: { line: '1,2,3', becomes: 'refused' },
  tooManyCells: { line: ','.repeat(nycColumns.length), becomes: 'refused' },
  openQuote: { line: '90000001,"1/2/2025', becomes: 'refused' },
  strayQuote: { line: '9"0000001,1/2/2025', becomes: 'refused' },
  blank: { line: '', becomes: 'nothing' },
} as const;

test('every row of a file is accounted for exactly once, under its own line', async () => {
  const kind = fc.constantFrom(...Object.values(kinds));
  await fc.assert(
    fc.asyncProperty(fc.array(kind, { maxLength: 30 }), fc.integer({ min: 1, max: 8 }), async (made, rowsInFlight) => {
      const content = [nycColumns.join(','), ...made.map(({ line }) => line)].join('\r\n');
      const report = await start(content, { rowsInFlight }).all();
      const expected = made
        .map(({ becomes }, at) => ({ line: at + 2, became: becomes }))
        .filter(({ became }) => became !== 'nothing');
      expect(report.byLine?.map(({ line, became }) => ({ line, became }))).toEqual(expected);
      expect(fates.reduce((sum, became) => sum + report.tally[became], 0)).toBe(expected.length);
      expect(report.refused.flatMap(({ lines }) => lines)).toHaveLength(report.tally.refused);
    }),
  );
});

test('a run that is stopped ends what is in flight, counts the rest as not reached, and says how to go on', async () => {
  let taken = 0;
  const run = start(csv(nycColumns, rows(20)), {
    take: async (): Promise<Fate> => {
      taken += 1;
      if (taken === 6) run.stop('You stopped it.');
      return { became: 'taken', reference: 'C-1' };
    },
  });
  const report = await run.all();
  expect(report.tally).toMatchObject({ taken, notReached: 20 - taken });
  expect(taken).toBeLessThan(6 + 4);
  expect(report.rows).toBe(20);
  expect(reportWords(report)).toContain(`lines ${taken + 2}–21: You stopped it.`);
  expect(reportWords(report)).toContain(
    'Stopped: You stopped it.\nRun the same again to go on; nothing will be doubled.',
  );
});

test('never more rows are in flight than asked for', async () => {
  let now = 0;
  let most = 0;
  await start(csv(nycColumns, rows(40)), {
    rowsInFlight: 3,
    take: async () => {
      most = Math.max(most, (now += 1));
      await new Promise(setImmediate);
      now -= 1;
      return { became: 'taken', reference: 'C-1' };
    },
  }).all();
  expect(most).toBe(3);
});

test('what no other row would fare better with ends the run', async () => {
  const take = async () => {
    throw new Hopeless('This sign-in may not import.');
  };
  const report = await start(csv(nycColumns, rows(9)), { take }).all();
  expect(report).toMatchObject({ stopped: 'This sign-in may not import.', tally: { notReached: 9 } });
});

test('a row without an answer ends the run only where no other row was answered meanwhile', async () => {
  const silent = async (): Promise<Fate> => ({ became: 'notReached', why: 'No answer: ECONNREFUSED.' });
  const dead = await start(csv(nycColumns, rows(9)), { take: silent, rowsInFlight: 1 }).all();
  expect(dead.stopped).toContain('ECONNREFUSED');

  let turn = 0;
  const take = async (): Promise<Fate> => {
    turn += 1;
    if (turn !== 1) return { became: 'taken', reference: 'C-1' };
    await new Promise(setImmediate);
    return silent();
  };
  const alive = await start(csv(nycColumns, rows(9)), { take, rowsInFlight: 2 }).all();
  expect(alive.tally).toMatchObject({ taken: 8, notReached: 1 });
  expect(alive).not.toHaveProperty('stopped');
});

test('the report counts codes with their wordings, and names unknown ones by line', async () => {
  const made = [
    nycRow({ Descriptor: 'No Shelter' }),
    nycRow({ Descriptor: 'No shelter' }),
    nycRow({ Borough: 'ATLANTIS' }),
  ];
  const report = await start(csv([...nycColumns, 'Mood'], made), {}).all();
  expect(report.mapped).toContainEqual({
    group: 'category',
    code: 'nyc-311-animal-abuse-no-shelter',
    wordings: ['Animal-Abuse / No Shelter', 'Animal-Abuse / No shelter'],
    rows: 2,
  });
  expect(report.unknownCodes).toEqual([{ column: 'Borough', wording: '“ATLANTIS”', rows: 1, lines: [4] }]);
  const words = reportWords(report);
  expect(words).toContain('Animal-Abuse / No Shelter | Animal-Abuse / No shelter');
  expect(words).toContain('Borough “ATLANTIS”: line 4');
  expect(words).toContain(`Mood (column ${nycColumns.length + 1})`);
});
