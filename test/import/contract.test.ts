import { expect, test } from '@jest/globals';
import * as api from '../../api/schemas.ts';
import { isImportCode } from '../../domain/organisation.ts';
import { cfpb } from '../../import/cfpb.ts';
import { nyc311 } from '../../import/nyc311.ts';
import { cfpbRow, map, nycRow } from './fixtures.ts';

// The import knows the API by its contract alone; here the two are held together.

const rows = [
  map(nyc311, nycRow()),
  map(nyc311, nycRow({ Descriptor: 'A descriptor '.repeat(20), Borough: 'STATEN ISLAND' })),
  ...[
    { 'Consumer disputed?': 'Yes' },
    { 'Company response to consumer': 'Untimely response', 'Timely response?': 'No' },
    { 'Company response to consumer': 'In progress' },
    { Company: 'A company '.repeat(20), 'Sub-issue': 'Something, or other'.repeat(10) },
  ].map((own) => map(cfpb, cfpbRow(own))),
];

test.each(rows)('what row $key is made into is what the API takes', ({ key, receipt, actions }) => {
  expect(api.newComplaint.safeParse(receipt)).toMatchObject({ success: true });
  for (const code of [receipt.category, receipt.unit]) expect(isImportCode(code)).toBe(true);
  expect(api.idempotencyKey.safeParse(key).success).toBe(true);
  for (const action of actions) {
    expect(api.action.safeParse(action)).toMatchObject({ success: true });
    expect(api.idempotencyKey.safeParse(`${key}-${action.kind}`).success).toBe(true);
  }
});
