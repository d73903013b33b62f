import { CsvError } from 'csv-parse/sync';
import { parse } from 'csv-parse/sync';
import type { Line } from './lines.ts';

/** A row of the file as cells, or why it is none. `line` is where it begins, `lastLine` where it ends. */
export type RawRow = { line: number; lastLine: number; bytes: number } & ({ cells: string[] } | { fault: string });

/** How far a quoted cell may run. A quote that nobody closes is given up after that. */
const mostLines = 1_000;
const mostCharacters = 200_000;

/**
 * Joins lines to records where a quoted cell holds line breaks. The first record, the header, sets how many cells a
 * row has. A row whose quote is broken is refused by itself: what was read in search of its end is read again, line
 * by line, so that it swallows no other row.
 */
export async function* recordsOf(lines: AsyncIterator<Line>): AsyncGenerator<RawRow> {
  const ahead: Line[] = [];
  let width: number | undefined;

  const next = async (): Promise<Line | undefined> => {
    const again = ahead.shift();
    if (again) return again;
    const { value, done } = await lines.next();
    return done ? undefined : value;
  };

  for (let first = await next(); first; first = await next()) {
    const { number: line, bytes } = first;
    if ('fault' in first) {
      yield { line, lastLine: line, bytes, fault: first.fault };
    } else if (first.text.trim() !== '') {
      let row: RawRow = { line, lastLine: line, bytes, ...asCells(first.text, width) };
      if (odd(first.text) && isOpen(first.text)) {
        const { taken, whole } = await untilClosed(first, next, width);
        row = whole ?? { line, lastLine: line, bytes, fault: 'A quote is opened and not closed.' };
        if (!whole) ahead.unshift(...taken);
      }
      if ('cells' in row) width ??= row.cells.length;
      yield row;
    }
  }
}

/** Quotes inside quoted cells are doubled, so a record is complete when their number is even. */
async function untilClosed(
  first: Line & { text: string },
  next: () => Promise<Line | undefined>,
  width: number | undefined,
): Promise<{ taken: Line[]; whole?: RawRow }> {
  const taken: Line[] = [];
  let { text, bytes } = first;
  while (taken.length < mostLines && text.length < mostCharacters) {
    const line = await next();
    if (!line) break;
    taken.push(line);
    if ('fault' in line) break;
    text += `\n${line.text}`;
    bytes += line.bytes;
    if (odd(line.text)) {
      const read = asCells(text, width);
      if ('fault' in read || taken.some((inner) => inner !== line && isRow(inner, width))) break;
      return { taken, whole: { line: first.number, lastLine: line.number, bytes, ...read } };
    }
  }
  return { taken };
}

/** A line inside a quoted cell that is a whole row by itself: the quote is broken, it is no cell. */
const isRow = (line: Line, width: number | undefined): boolean =>
  'text' in line && width !== undefined && width > 1 && 'cells' in asCells(line.text, width);

const odd = (text: string): boolean => text.split('"').length % 2 === 0;

const options = { relax_column_count: true, record_delimiter: '\n' };

function asCells(text: string, width: number | undefined): { cells: string[] } | { fault: string } {
  try {
    const [cells, ...more] = parse(text, options);
    if (!cells || more.length > 0) return { fault: 'The row is broken by a line end outside quotes.' };
    if (width === undefined || cells.length === width) return { cells };
    return { fault: `The row has ${cells.length} cells, the header has ${width}.` };
  } catch (error) {
    if (error instanceof CsvError) return { fault: 'A quote stands where none may stand.' };
    throw error;
  }
}

function isOpen(text: string): boolean {
  try {
    parse(text, options);
    return false;
  } catch (error) {
    if (error instanceof CsvError) return error.code === 'CSV_QUOTE_NOT_CLOSED';
    throw error;
  }
}
