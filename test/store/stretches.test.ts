import { expect, test } from '@jest/globals';
import type { Sorting } from '../../store/list.ts';
import { queriesOf } from '../../store/listQueries.ts';

const store = { now: Date.parse('2026-11-26T12:00:00Z'), count: 100_000, first: {} };

test.each<Sorting>(['due', 'received', '-received'])(
  'a list by %s leaves nothing out: its stretches meet, and together are all of time',
  (sort) => {
    const field = sort === 'due' ? 'due' : 'receivedAt';
    const spans = [...queriesOf({ marks: ['all'], sort, limit: 51 }, store)].map(
      ([query]) => query?.narrow[field] as { $gte?: Date; $lt?: Date },
    );
    const inOrder = sort === '-received' ? spans.toReversed() : spans;
    expect(inOrder.length).toBeGreaterThan(5);
    expect(inOrder[0]?.$gte).toBeUndefined();
    expect(inOrder.at(-1)?.$lt).toBeUndefined();
    for (const [place, { $gte }] of inOrder.entries()) expect($gte).toEqual(inOrder[place - 1]?.$lt);
  },
);
