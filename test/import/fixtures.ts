import { cfpb } from '../../import/cfpb.ts';
import { nyc311 } from '../../import/nyc311.ts';
import { linesOf } from '../../import/lines.ts';
import { recordsOf, type RawRow } from '../../import/records.ts';
import type { Row, Source } from '../../import/row.ts';

// Rows as the two public files have them, made up: no cell is taken from a real one.

export const nycColumns = [...nyc311.needed, ...nyc311.optional];
export const cfpbColumns = [...cfpb.needed, 'Consumer consent provided?', 'Consumer disputed?'];

export type Made = Record<string, string>;

export const nycRow = (own: Made = {}): Made => ({
  'Unique Key': '90000001',
  'Created Date': '1/2/2025 7:05',
  'Closed Date': '1/2/2025 9:40',
  Agency: 'NYPD',
  'Agency Name': 'New York City Police Department',
  'Complaint Type': 'Animal-Abuse',
  Descriptor: 'Neglected',
  'Location Type': 'Street/Sidewalk',
  'Incident Zip': '10000',
  'Incident Address': '1 SAMPLE  AVENUE',
  'Cross Street 1': 'FIRST STREET',
  'Cross Street 2': 'SECOND STREET',
  City: 'NEW YORK',
  Status: 'Closed',
  Borough: 'MANHATTAN',
  'Park Facility Name': 'Unspecified',
  Latitude: '40.5',
  Longitude: '-73.5',
  ...own,
});

export const cfpbRow = (own: Made = {}): Made => ({
  'Date received': '7/29/2013',
  Product: 'Mortgage',
  'Sub-product': 'Other mortgage',
  Issue: 'Loan servicing, payments, escrow account',
  'Sub-issue': '',
  Company: 'Sample & Company',
  State: 'VA',
  'ZIP code': '20000',
  'Submitted via': 'Web',
  'Date sent to company': '7/31/2013',
  'Company response to consumer': 'Closed with explanation',
  'Timely response?': 'Yes',
  'Consumer consent provided?': 'N/A',
  'Consumer disputed?': 'No',
  ...own,
});

export const map = (source: Source, row: Made, line = 2): Row =>
  source.map((column) => row[column] ?? '', { file: 'sample.csv', line });

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** As the real files are written: quotes only where they must be, CRLF. */
export const csv = (columns: readonly string[], rows: Made[], lineEnd = '\r\n'): string =>
  [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((cells) => cells.map(quoted).join(',') + lineEnd)
    .join('');

/** The bytes in pieces of any size, as a disk may give them. */
export async function* bytes(content: string | Uint8Array, piece = 7): AsyncGenerator<Uint8Array> {
  const all = typeof content === 'string' ? Buffer.from(content) : content;
  for (let at = 0; at < all.length; at += piece) yield all.subarray(at, at + piece);
}

export async function recordsIn(content: string | Uint8Array, piece?: number): Promise<RawRow[]> {
  const records: RawRow[] = [];
  for await (const record of recordsOf(linesOf(bytes(content, piece)))) records.push(record);
  return records;
}
