import type { RawRow } from './records.ts';
import { FileFault, type Cells, type Source } from './row.ts';

export type Header = {
  /** Columns that the source is not known to have, with their place from 1. */
  unknown: { name: string; column: number }[];
  cellsOf: (cells: string[]) => Cells;
};

/** Finds the columns by their names, wherever they stand. Throws a FileFault that names what is missing. */
export function readHeader(row: RawRow | undefined, source: Source): Header {
  if (!row) throw new FileFault('The file is empty. Nothing was sent.');
  if ('fault' in row) throw new FileFault(`Line ${row.line}, the header: ${row.fault} Nothing was sent.`);
  const names = row.cells.map((name) => name.trim());

  const missing = source.needed.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const have = source.needed.length - missing.length;
    throw new FileFault(
      `Line ${row.line}, the header: of the ${source.needed.length} columns that ${source.name} needs, it has ${have}. ` +
        `Missing: ${missing.join(', ')}. Nothing was sent.`,
    );
  }
  const twice = names.filter((name, at) => name !== '' && names.indexOf(name) !== at);
  if (twice.length > 0) {
    throw new FileFault(`Line ${row.line}, the header: twice there: ${twice.join(', ')}. Nothing was sent.`);
  }

  const known = new Set([...source.needed, ...source.optional]);
  const places = new Map(names.map((name, at) => [name, at]));
  return {
    unknown: names.flatMap((name, at) => (known.has(name) ? [] : [{ name, column: at + 1 }])),
    cellsOf: (cells) => (column) => cells[places.get(column) ?? -1]?.trim() ?? '',
  };
}
