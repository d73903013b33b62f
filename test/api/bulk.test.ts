import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newBulk } from '../../api/bulkSchemas.ts';
import { createOpenApi } from '../../api/openapi.ts';
import { BulkItemModel, BulkModel } from '../../store/bulkSchemas.ts';
import { inform } from '../support/bulks.ts';
import { openHouse, type House } from '../support/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const reference = 'C-0000-0000-0000-0';
const references = [reference];
const impossible = (pointer: string, detail: RegExp) => ({
  status: 422,
  body: { type: '/problems/impossible', errors: [{ pointer, detail: expect.stringMatching(detail) }] },
});
const invalid = (pointer: string) => ({ status: 400, body: { type: '/problems/invalid', errors: [{ pointer }] } });
const single = impossible('/action/kind', /one complaint alone/);
const letter = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`e${index}`, 'x'.repeat(10_000)]));

describe('a bulk that is not as it should be is refused, and nothing is written', () => {
  test.each<[string, object, object]>([
    ['no complaint', { references: [], action: inform }, invalid('/references')],
    [
      'too many',
      { references: Array.from({ length: 10_001 }, () => reference), action: inform },
      invalid('/references'),
    ],
    ['something else than a reference', { references: [reference, 'Rose'], action: inform }, invalid('/references/1')],
    ['an operator', { references: [{ $gt: '' }], action: inform }, invalid('/references/0')],
    ['no action', { references }, invalid('/action')],
    ['an action that nobody may ask for', { references, action: { kind: 'revise' } }, invalid('/action/kind')],
    ['a field too many', { references, action: { ...inform, colour: 'red' } }, invalid('/action/colour')],
    ['a dry run that is none', { references, action: inform, dryRun: 'no' }, invalid('/dryRun')],
    ['a finding', { references, action: { kind: 'find', allegation: 1, outcome: 'upheld', words: 'x' } }, single],
    ['a remedy', { references, action: { kind: 'carryOut', redress: 1 } }, single],
    ['a verification', { references, action: { kind: 'verify', redress: 1 } }, single],
    ['a correction', { references, action: { kind: 'correct', sequence: 1, words: 'x' } }, single],
    [
      'more than one complaint takes',
      { references, action: { kind: 'propose', redress: [], letter } },
      impossible('/action', /too many words/),
    ],
    [
      'too much for all of them',
      { references: distinct(9_999), action: { ...inform, words: 'خ'.repeat(10_000) } },
      impossible('/action', /in parts/),
    ],
  ])('%s', async (_, body, expected) => {
    expect(await house.as('handler').post('/api/bulk', body)).toMatchObject(expected);
    expect(await BulkModel.countDocuments()).toBe(0);
    expect(await BulkItemModel.countDocuments()).toBe(0);
  });

  test('more than a megabyte, no token, a key that is none', async () => {
    const body = { references, action: inform };
    const large = `${JSON.stringify(body).slice(0, -1)}${' '.repeat(1_048_576)}}`;
    const bearer = { authorization: `Bearer ${await house.tokenOf('handler')}` };
    expect(await house.request('POST', '/api/bulk', bearer, large)).toMatchObject({ status: 413 });
    expect(await house.as('public').post('/api/bulk', body)).toMatchObject({ status: 401 });
    expect(await house.as('handler').post('/api/bulk', body, 'no key')).toMatchObject({ status: 400 });
    expect(await BulkModel.countDocuments()).toBe(0);
  });
});

test('ten thousand fit into one request, and the description gives an example that would be taken', async () => {
  const body = JSON.stringify({ references: distinct(10_000), action: { ...inform, words: 'x'.repeat(9_000) } });
  expect(body.length).toBeLessThan(1_048_576);
  expect(newBulk.parse(JSON.parse(body)).references).toHaveLength(10_000);
  const asked = createOpenApi().paths?.['/api/bulk']?.post?.requestBody;
  const { example }: { example?: unknown } = (asked && 'content' in asked && asked.content['application/json']) || {};
  expect(newBulk.safeParse(example).error).toBeUndefined();
});

function distinct(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `C-0000-0000-${String(index).padStart(4, '0')}-0`);
}
