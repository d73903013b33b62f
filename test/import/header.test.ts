import { expect, test } from '@jest/globals';
import { cfpb } from '../../import/cfpb.ts';
import { nyc311 } from '../../import/nyc311.ts';
import { openRun } from '../../import/run.ts';
import type { Row, Source } from '../../import/row.ts';
import { bytes, cfpbColumns, cfpbRow, csv, nycColumns, nycRow } from './fixtures.ts';

async function run(source: Source, content: string) {
  const sent: Row[] = [];
  const take = async (row: Row) => {
    sent.push(row);
    return { became: 'taken' as const, reference: 'C-1' };
  };
  const parts = { source, file: 'sample.csv', chunks: bytes(content), take, rowsInFlight: 2, byLine: true };
  return { sent, report: openRun(parts).all() };
}

test.each<[string, Source, string, string]>([
  ['is empty', nyc311, '', 'The file is empty. Nothing was sent.'],
  ['is the one of the other source', nyc311, csv(cfpbColumns, [cfpbRow()]), 'it has 0. Missing: Unique Key, '],
  [
    'lacks columns',
    cfpb,
    csv(
      cfpbColumns.filter((name) => name !== 'Issue' && name !== 'State'),
      [cfpbRow()],
    ),
    'of the 12 columns that cfpb needs, it has 10. Missing: Issue, State. Nothing was sent.',
  ],
  ['has a column twice', nyc311, csv([...nycColumns, 'Agency'], [nycRow()]), 'twice there: Agency'],
  ['has a broken quote', nyc311, '"Unique Key,Created Date\n1,2\n', 'A quote is opened and not closed.'],
])('a file whose header %s is refused in a sentence, and nothing is sent', async (_, source, content, sentence) => {
  const { report, sent } = await run(source, content);
  await expect(report).rejects.toThrow(sentence);
  expect(sent).toEqual([]);
});

test('columns are found by their names, in any order, behind a byte-order mark too', async () => {
  const { report, sent } = await run(nyc311, `\uFEFF${csv(nycColumns.toReversed(), [nycRow()])}`);
  await expect(report).resolves.toMatchObject({ rows: 1, tally: { taken: 1 }, unknownColumns: [] });
  expect(sent).toMatchObject([{ key: 'nyc-311-90000001' }]);
});

test('unknown columns are named with their place, and not taken', async () => {
  const { report, sent } = await run(cfpb, csv(['Mood', ...cfpbColumns], [{ ...cfpbRow(), Mood: 'gloomy' }]));
  await expect(report).resolves.toMatchObject({ unknownColumns: [{ name: 'Mood', column: 1 }] });
  expect(JSON.stringify(sent)).not.toContain('gloomy');
});
