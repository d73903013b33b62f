import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recordsIn } from './fixtures.ts';

const lines = (records: Awaited<ReturnType<typeof recordsIn>>) =>
  records.map((record) => [record.line, 'cells' in record ? record.cells : record.fault]);

test('lines may end with LF or CRLF, the last one with nothing, and blank ones are no rows', async () => {
  expect(lines(await recordsIn('a,b\r\n1,2\n\n \r\n3,'))).toEqual([
    [1, ['a', 'b']],
    [2, ['1', '2']],
    [5, ['3', '']],
  ]);
});

test('a byte-order mark is no part of the first column', async () => {
  expect(lines(await recordsIn('\uFEFFa,b\n1,2'))).toEqual([
    [1, ['a', 'b']],
    [2, ['1', '2']],
  ]);
});

test('quoted cells hold commas, doubled quotes and line breaks; numbers stay those of the physical lines', async () => {
  expect(await recordsIn('a,b\r\n"1, one","say ""1""\r\n\r\nor not"\r\n2,3\r\n')).toMatchObject([
    { line: 1, lastLine: 1 },
    { line: 2, lastLine: 4, cells: ['1, one', 'say "1"\n\nor not'] },
    { line: 5, lastLine: 5, cells: ['2', '3'] },
  ]);
});

test('too few and too many cells are the fault of their own line', async () => {
  expect(lines(await recordsIn('a,b,c\n1,2\n1,2,3\n1,2,3,4'))).toEqual([
    [1, ['a', 'b', 'c']],
    [2, 'The row has 2 cells, the header has 3.'],
    [3, ['1', '2', '3']],
    [4, 'The row has 4 cells, the header has 3.'],
  ]);
});

test.each([
  ['opened and never closed', '1,"2'],
  ['opened in a cell', '1,2"2'],
  ['closed before the cell ends', '1,"2"2'],
  ['opened after a space', '1, "2"'],
])('a quote that is %s spoils its own line alone', async (_, broken) => {
  const records = await recordsIn(`a,b\n${broken}\n3,4\n"5, five",6\n`);
  expect(records).toMatchObject([
    { line: 1 },
    { line: 2, lastLine: 2, fault: expect.stringContaining('quote') },
    { line: 3, cells: ['3', '4'] },
    { line: 4, cells: ['5, five', '6'] },
  ]);
});

test('a quote that is closed by the stray quote of a later line does not swallow the rows between', async () => {
  const records = await recordsIn('a,b\n1,"2\n3,4\n5,6\n7",8"\n9,"x\n0,1\ny"\n');
  expect(records.filter((record) => 'cells' in record).map(({ line }) => line)).toEqual([1, 3, 4, 7]);
  const closed = await recordsIn('a,b\n1,"2\n3,4\n5"\n6,7\n');
  expect(closed.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5]);
});

test('a line that is not UTF-8 is refused by itself', async () => {
  const content = Buffer.concat([Buffer.from('a,b\n1,'), Buffer.from([0xff, 0xe9]), Buffer.from('\n3,é\n')]);
  expect(lines(await recordsIn(content))).toEqual([
    [1, ['a', 'b']],
    [2, 'The line is not UTF-8 text.'],
    [3, ['3', 'é']],
  ]);
});

test('a line of endless length is refused without being kept', async () => {
  expect(lines(await recordsIn(`a,b\n1,${'x'.repeat(1_000_001)}\n3,4\n`, 65_536))).toEqual([
    [1, ['a', 'b']],
    [2, 'The line is longer than 1,000,000 bytes.'],
    [3, ['3', '4']],
  ]);
});

test('the bytes of all rows and of blank lines between them make up the file, in whatever pieces it comes', async () => {
  const content = 'a,b\r\n"1\r\n1",2\r\n3,"4\r\n5,6';
  for (const piece of [1, 2, 3, content.length]) {
    const records = await recordsIn(content, piece);
    expect(records.map(({ bytes }) => bytes).reduce((sum, bytes) => sum + bytes)).toBe(content.length);
  }
});

test('whatever cells are written can be read, in whatever pieces the file comes', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'é', '動'), maxLength: 6 });
  // More cells than commas fit into one: no line inside a cell is a row by itself.
  const rows = fc.array(fc.array(cell, { minLength: 9, maxLength: 9 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 9 }), async (rows, piece) => {
      const written = [Array.from({ length: 9 }, (_, at) => `column ${at}`), ...rows];
      const content = written
        .map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(','))
        .join('\n');
      const read = (await recordsIn(content, piece)).map((record) => ('cells' in record ? record.cells : record.fault));
      expect(read).toEqual(written);
    }),
  );
});
