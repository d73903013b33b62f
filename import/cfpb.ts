import { createHash } from 'node:crypto';
import { codeOf } from './code.ts';
import { endingOf } from './cfpbEnding.ts';
import { noonInNewYork } from './newYork.ts';
import { RowFault, shown, type Cells, type Source, type Unknown } from './row.ts';
import { needed, said, wordingOf } from './wording.ts';

/** Columns that become no code of ours, with what is known to stand in them. */
const listed: Record<string, ReadonlySet<string>> = {
  'Submitted via': new Set(['Web', 'Referral', 'Web Referral', 'Phone', 'Postal mail', 'Fax', 'Email', '']),
  'Consumer consent provided?': new Set(['N/A', 'Consent provided', 'Consent not provided', 'Other', '']),
  Tags: new Set(['Older American', 'Servicemember', 'Older American, Servicemember', '']),
};

const worded = [
  'Product',
  'Sub-product',
  'Issue',
  'Sub-issue',
  'Consumer complaint narrative',
  'Company',
  'Company public response',
  'State',
  'ZIP code',
  'Tags',
  'Consumer consent provided?',
  'Submitted via',
  'Date sent to company',
  'Company response to consumer',
  'Timely response?',
  'Consumer disputed?',
] as const;

/** The public complaint database of the United States: exchange-formats, section 2 (headers) and 8. */
export const cfpb: Source = {
  name: 'cfpb',
  needed: [
    'Date received',
    'Product',
    'Sub-product',
    'Issue',
    'Sub-issue',
    'Company',
    'State',
    'ZIP code',
    'Submitted via',
    'Date sent to company',
    'Company response to consumer',
    'Timely response?',
  ],
  optional: [
    'Consumer complaint narrative',
    'Company public response',
    'Tags',
    'Consumer consent provided?',
    'Consumer disputed?',
    'Complaint ID',
    'Event tag',
  ],
  map(cells, { file, line }) {
    const issue = needed(cells, 'Issue');
    const subIssue = said(cells('Sub-issue'));
    const product = needed(cells, 'Product');
    const subProduct = said(cells('Sub-product'));
    const company = needed(cells, 'Company');
    const codes = {
      category: codeOf('cfpb', issue, subIssue),
      unit: codeOf('cfpb', company),
      product: codeOf('cfpb', product, subProduct),
    };
    const receivedAt = noonInNewYork('Date received', cells('Date received'));
    const sentAt = noonInNewYork('Date sent to company', cells('Date sent to company'));
    // A few rows were sent the day before they were received: nothing is entered before the receipt.
    const { actions, mapped } = endingOf(cells, Date.parse(sentAt) < Date.parse(receivedAt) ? receivedAt : sentAt);
    const { key, externalReference } = identity(cells('Complaint ID'), file, line);
    const { address, region, unknown } = placeOf(cells);
    const place = { ...(address && { address }), ...(region && { region }) };
    return {
      key,
      receipt: {
        channel: 'import',
        complainant: null,
        receivedAt,
        externalReference,
        ...codes,
        ...(Object.keys(place).length > 0 && { place }),
        description: wordingOf(cells, worded),
      },
      actions,
      mapped: [
        { group: 'category', code: codes.category, wording: [issue, subIssue].filter(Boolean).join(' / ') },
        { group: 'product', code: codes.product, wording: [product, subProduct].filter(Boolean).join(' / ') },
        { group: 'unit', code: codes.unit, wording: company },
        ...(region ? [{ group: 'region', code: region, wording: cells('State') } as const] : []),
        ...mapped,
      ],
      unknown: [...unknown, ...unlisted(cells)],
    };
  },
};

/**
 * The bureau's own number where the file has it. Else the file's name and the line: the same file from another folder
 * is the same source, a renamed file is another one.
 */
function identity(id: string, file: string, line: number): { key: string; externalReference: string } {
  if (id !== '') {
    if (!/^\d{1,20}$/.test(id)) throw new RowFault(`Complaint ID ${shown(id)} is not a number of 1 to 20 digits.`);
    return { key: `cfpb-${id}`, externalReference: id };
  }
  const source = createHash('sha256').update(file).digest('hex').slice(0, 16);
  return { key: `cfpb-${source}-${line}`, externalReference: `${file}:${line}` };
}

function placeOf(cells: Cells): { address: string; region?: string; unknown: Unknown[] } {
  const state = cells('State');
  const address = [state, postcode(cells('ZIP code'))].filter(Boolean).join(' ');
  if (state === '') return { address, unknown: [] };
  if (/^[A-Z]{2}$/.test(state)) return { address, region: `us-${state.toLowerCase()}`, unknown: [] };
  return { address, unknown: [{ column: 'State', wording: shown(state) }] };
}

/** Spreadsheets take the zeros from the front of a postcode; all of them have five digits. */
const postcode = (cell: string): string => (/^\d{3,4}$/.test(cell) ? cell.padStart(5, '0') : cell);

const unlisted = (cells: Cells): Unknown[] =>
  Object.entries(listed)
    .filter(([column, values]) => !values.has(cells(column)))
    .map(([column]) => ({ column, wording: shown(cells(column)) }));
