import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { closeStore, openStore, prepareStore } from '../../store/connect.ts';
import type { Listing, Sorting } from '../../store/list.ts';
import { queriesOf } from '../../store/listQueries.ts';
import { ComplaintModel, EntryModel, KeyModel, LetterModel } from '../../store/schemas.ts';
import { readConfig } from '../../infra/config.ts';

const models = { ComplaintModel, EntryModel, KeyModel, LetterModel };
const declared = (model: keyof typeof models): string[][] => [
  ['_id'],
  ...models[model].schema.indexes().map(([fields]) => Object.keys(fields)),
];

/** The first fields of an index that a query enters by: equalities, then at most one span or order. */
function entered(index: string[], equal: string[], then: string[]): boolean {
  const first = index.slice(0, equal.length);
  return equal.every((field) => first.includes(field)) && then.every((field, at) => index[equal.length + at] === field);
}

const isSpan = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !(value instanceof Date) && !('$in' in value);

const filters: Partial<Listing>[] = [
  {},
  { marks: ['handler:me'] },
  { marks: ['handler:none', 'open'] },
  { marks: ['category:other', 'unit:housing', 'stage:received', 'tier:2'] },
  { marks: ['unit:housing'], units: ['housing'] },
  { marks: ['unit:housing', 'stage:proposed'] },
  { marks: ['unit:housing'], units: ['parking'] },
  { marks: ['unit:housing', 'stage:proposed'], units: ['parking'] },
  { marks: ['stage:closed'], units: ['housing'] },
  {
    marks: ['unit:housing', 'stage:proposed'],
    units: ['parking'],
    receivedFrom: '2026-11-01T00:00:00.000Z',
    receivedBefore: '2026-11-05T00:00:00.000Z',
  },
  { units: ['housing', 'parking'] },
  { marks: ['open'], dueBefore: '2026-11-26T00:00:00.000Z' },
  { receivedFrom: '2026-11-01T00:00:00.000Z', receivedBefore: '2026-11-05T00:00:00.000Z' },
  { receivedFrom: '2026-01-01T00:00:00.000Z' },
  { references: ['C-1', 'C-2'] },
  { after: { value: '2026-11-26T00:00:00.000Z', reference: 'C-1' }, marks: ['stage:decided'] },
];
const sorts: Sorting[] = ['due', 'received', '-received'];
const listings = filters.flatMap((filter) =>
  sorts.map((sort): Listing => ({ marks: ['all'], sort, limit: 51, ...filter })),
);
const store = { now: Date.parse('2026-11-26T00:00:00.000Z'), count: 10_000, first: {} };

describe('every query that the API can make is answered from an index', () => {
  test.each(listings)('a list by %j', (listing) => {
    for (const query of [...queriesOf(listing, store)].flat()) {
      const fields = Object.entries(query.narrow);
      const equal = fields.filter(([, value]) => !isSpan(value)).map(([field]) => field);
      const span = fields.filter(([, value]) => isSpan(value)).map(([field]) => field);
      const found = declared('ComplaintModel').some((index) => entered(index, equal, span));
      expect({ narrow: query.narrow, found }).toEqual({ narrow: query.narrow, found: true });
    }
  });

  test.each(listings.filter(({ units }) => units))(
    'who sees some units reads no others, in a list by %j',
    (listing) => {
      const visible = [...new Set(listing.units), null];
      const bound = [{ 'complaint.unit': { $in: visible } }];
      for (const { narrow, rest } of [...queriesOf(listing, store)].flat()) {
        const [unit] = [narrow, rest].flatMap((part) => ('complaint.unit' in part ? [part['complaint.unit']] : []));
        const isTheirs = unit !== undefined && visible.includes(unit as string | null);
        expect({ narrow, rest, isTheirs: isTheirs || JSON.stringify(rest['$or']) === JSON.stringify(bound) }).toEqual({
          narrow,
          rest,
          isTheirs: true,
        });
      }
    },
  );

  test.each([
    ['EntryModel', ['reference'], ['sequence']],
    ['EntryModel', ['reference', 'key'], []],
    ['LetterModel', ['reference'], ['sequence']],
    ['KeyModel', ['tokens'], []],
    ['KeyModel', ['_id'], []],
    ['ComplaintModel', ['_id'], []],
  ] as const)('%s by %j then %j', (model, equal, then) => {
    expect(declared(model).some((index) => entered(index, [...equal], [...then]))).toBe(true);
  });
});

describe('on the database of this run', () => {
  beforeAll(async () => {
    await openStore(readConfig().MONGODB_URI.replace('/recourse', '/indexes'));
    await prepareStore();
  });
  afterAll(closeStore);

  test('every declared index is there', async () => {
    for (const [name, model] of Object.entries(models)) {
      const there = (await model.collection.indexes()).map(({ key }) => Object.keys(key).join());
      expect(there.toSorted()).toEqual(
        declared(name as keyof typeof models)
          .map((index) => index.join())
          .toSorted(),
      );
    }
  });
});
