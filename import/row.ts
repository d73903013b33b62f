// What a row of a source becomes, in the words of the HTTP API.

export const groups = ['category', 'product', 'unit', 'region', 'outcome'] as const;

/** A code made from the source's wording. Both are counted in the report, so that nobody has to trust the slug. */
export type Mapped = { group: (typeof groups)[number]; code: string; wording: string };

/** A wording that the source's code list did not have: taken without a code, and named in the report. */
export type Unknown = { column: string; wording: string };

type Receipt = {
  channel: 'import';
  complainant: null;
  receivedAt: string;
  externalReference: string;
  category: string;
  unit: string;
  product?: string;
  place?: { address?: string; latitude?: number; longitude?: number; region?: string };
  description: string;
};

export type RedressKind = 'information' | 'other' | 'compensation' | 'none';

/** The ordinary actions that a source can show evidence of, each at the instant the source gives. */
export type ImportedAction =
  | { kind: 'propose'; at: string; redress: { kind: RedressKind }[]; letter: Record<string, never> }
  | { kind: 'decide'; at: string; timely: boolean }
  | { kind: 'reject'; at: string; onBehalf: true; channel: 'import' }
  | { kind: 'close'; at: string; reason: 'closedElsewhere'; timely?: false };

/** The key makes the receipt and, with each action's kind behind it, the actions repeatable. */
export type Row = { key: string; receipt: Receipt; actions: ImportedAction[]; mapped: Mapped[]; unknown: Unknown[] };

/** The cell under that header, trimmed; empty where the file has no such (optional) column. */
export type Cells = (column: string) => string;

export type Source = {
  name: 'nyc-311' | 'cfpb';
  /** Columns without which nothing is sent. */
  needed: readonly string[];
  /** Columns that may be missing. */
  optional: readonly string[];
  /** Throws a RowFault for a row that cannot be taken. */
  map(cells: Cells, place: { file: string; line: number }): Row;
};

/** Why a row is refused here, before anything is sent; a sentence fit for the report. */
export class RowFault extends Error {}

/** Why a file is refused as a whole, before anything is sent. */
export class FileFault extends Error {}

/**
 * A cell as the report may show it. Rows can be shifted by a cell, and then an address stands where a code should:
 * what has digits or is long is therefore not shown.
 */
export function shown(cell: string): string {
  if (cell === '') return 'empty';
  return /^[^\p{Nd}\p{Cc}]{1,60}$/u.test(cell) ? `“${cell}”` : `not shown (${cell.length} characters)`;
}
