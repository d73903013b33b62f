import { expect, test } from '@jest/globals';
import { cfpb } from '../../import/cfpb.ts';
import { cfpbRow, map, type Made } from './fixtures.ts';

const sent = '2013-07-31T16:00:00Z';
const closed = { kind: 'close', reason: 'closedElsewhere', at: sent };
const answered = (redress: string, timely: boolean) => [
  { kind: 'propose', redress: [{ kind: redress }], letter: {}, at: sent },
  { kind: 'decide', timely, at: sent },
];

test.each<[string, Made, unknown[]]>([
  ['Closed with explanation', {}, [...answered('information', true), closed]],
  ['Closed with non-monetary relief', {}, [...answered('other', true), closed]],
  ['Closed with monetary relief', {}, [...answered('compensation', true), closed]],
  ['Closed', {}, [...answered('none', true), closed]],
  ['Closed', { 'Timely response?': 'No' }, [...answered('none', false), closed]],
  [
    'Closed with explanation',
    { 'Consumer disputed?': 'Yes' },
    [...answered('information', true), { kind: 'reject', onBehalf: true, channel: 'import', at: sent }, closed],
  ],
  ['Closed', { 'Consumer disputed?': 'N/A' }, [...answered('none', true), closed]],
  ['Untimely response', { 'Timely response?': 'No', 'Consumer disputed?': '' }, [{ ...closed, timely: false }]],
  ['In progress', { 'Consumer disputed?': '' }, []],
])('the response “%s” with %j becomes what it shows evidence of', (response, own, actions) => {
  expect(map(cfpb, cfpbRow({ 'Company response to consumer': response, ...own })).actions).toEqual(actions);
});

test('a row is received at noon in New York, under codes made from its wording', () => {
  expect(map(cfpb, cfpbRow({ 'Sub-issue': 'Trouble, again' })).receipt).toEqual({
    channel: 'import',
    complainant: null,
    receivedAt: '2013-07-29T16:00:00Z',
    externalReference: 'sample.csv:2',
    category: 'cfpb-loan-servicing-payments-escrow-account-trouble-again',
    unit: 'cfpb-sample-company',
    product: 'cfpb-mortgage-other-mortgage',
    place: { address: 'VA 20000', region: 'us-va' },
    description: expect.stringContaining('Company: Sample & Company\nState: VA\nZIP code: 20000\n'),
  });
});

test('nothing happens before the receipt, even where the source sent it on the day before', () => {
  const row = map(cfpb, cfpbRow({ 'Date sent to company': '7/28/2013' }));
  expect(new Set(row.actions.map(({ at }) => at))).toEqual(new Set([row.receipt.receivedAt]));
});

test.each([
  ['2139', 'MA 02139'],
  ['907', 'MA 00907'],
  ['02139', 'MA 02139'],
  ['021XX', 'MA 021XX'],
  ['85-XX', 'MA 85-XX'],
])('the postcode %s gets back the zeros that a spreadsheet took: %s', (zip, address) => {
  const { receipt } = map(cfpb, cfpbRow({ 'ZIP code': zip, State: 'MA' }));
  expect(receipt.place?.address).toBe(address);
  expect(receipt.description).toContain(`ZIP code: ${zip}\n`);
});

test('a row without State and ZIP has no place', () => {
  expect(map(cfpb, cfpbRow({ State: '', 'ZIP code': '' })).receipt).not.toHaveProperty('place');
});

test('without a Complaint ID the file name and the line are the key; with one, it is', () => {
  const key = (file: string, line: number, own: Made = {}) =>
    cfpb.map((column) => cfpbRow(own)[column] ?? '', { file, line }).key;
  expect(key('a.csv', 2)).toMatch(/^cfpb-[0-9a-f]{16}-2$/);
  expect(new Set([key('a.csv', 2), key('a.csv', 3), key('b.csv', 2), key('a.csv', 2)]).size).toBe(3);
  expect(key('a.csv', 2, { 'Complaint ID': '12345' })).toBe('cfpb-12345');
});

test('a key leaves room for its actions', () => {
  const { key, actions } = cfpb.map((column) => cfpbRow()[column] ?? '', { file: 'x'.repeat(255), line: 999_999_999 });
  for (const { kind } of actions) expect(`${key}-${kind}`).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
});

test('codes that the list does not have are reported, and the row is taken', () => {
  const own = {
    'Submitted via': 'Pigeon',
    'Consumer consent provided?': 'Maybe',
    Tags: 'Left-handed',
    State: 'SOME ISLANDS',
  };
  expect(map(cfpb, cfpbRow(own)).unknown).toEqual([
    { column: 'State', wording: '“SOME ISLANDS”' },
    { column: 'Submitted via', wording: '“Pigeon”' },
    { column: 'Consumer consent provided?', wording: '“Maybe”' },
    { column: 'Tags', wording: '“Left-handed”' },
  ]);
});

test.each<[Made, string]>([
  [{ 'Date received': '2/30/2016' }, 'Date received'],
  [{ 'Date sent to company': '' }, 'Date sent to company (empty)'],
  [{ Issue: '' }, 'Issue is empty'],
  [{ Company: '' }, 'Company is empty'],
  [{ Product: '' }, 'Product is empty'],
  [{ 'Company response to consumer': 'Closed with relief' }, 'is not known'],
  [{ 'Timely response?': '' }, 'neither Yes nor No'],
  [{ 'Consumer disputed?': 'Perhaps' }, 'Consumer disputed? “Perhaps” is not known'],
  [{ 'Company response to consumer': 'Untimely response' }, 'yet Timely response? is “Yes”'],
  [{ 'Company response to consumer': 'In progress', 'Consumer disputed?': 'Yes' }, 'yet the response is “In progress”'],
  [{ 'Complaint ID': 'x' }, 'Complaint ID'],
])('a row with %j is refused: %s', (own, why) => {
  expect(() => map(cfpb, cfpbRow(own))).toThrow(why);
});
