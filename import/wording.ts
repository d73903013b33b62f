import { RowFault, type Cells } from './row.ts';

/** Placeholders of both sources: they say that there is nothing to say. */
const nothing = new Set(['', 'N/A', 'Unspecified']);

/** The source's own words, under its own column names; they stay beside the codes made from them. */
export function wordingOf(cells: Cells, columns: readonly string[]): string {
  return columns
    .filter((column) => !nothing.has(cells(column)))
    .map((column) => `${column}: ${cells(column)}`)
    .join('\n');
}

/** A cell that makes a code, or nothing where it is a placeholder. */
export const said = (cell: string): string => (nothing.has(cell) ? '' : cell);

export function needed(cells: Cells, column: string): string {
  const cell = said(cells(column));
  if (cell === '') throw new RowFault(`${column} is empty.`);
  return cell;
}
