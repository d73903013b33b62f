import { expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { answer, type Vector } from '../../infra/vectors.ts';
import { naiveAnswer, published } from './published.ts';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const { vectors, procedures, calendars } = published(path('../../procedures'), path('vectors.json'));
const iso = (at: string) => new Date(at).toISOString();

/** Of an answer, what this vector expects something of; instants in one notation. */
function asked({ expect: { due, lastDay, state, warnings, refused } }: Vector, of: Vector['expect']) {
  return {
    due: of.due && iso(of.due),
    ...(lastDay !== undefined && { lastDay: of.lastDay }),
    ...(state !== undefined && { state: of.state }),
    ...(warnings && { warnings: of.warnings?.map(iso) }),
    ...(refused && { refused: of.refused?.toSorted() }),
    ...(due === undefined && { due: 'nothing expected' }),
  };
}

test('there are vectors', () => {
  expect(vectors.length).toBeGreaterThan(250);
});

test.each(vectors.map((vector) => [vector.name, vector] as const))('the product: %s', (_, vector) => {
  expect(asked(vector, answer(vector, procedures, calendars))).toEqual(asked(vector, vector.expect));
});

test.each(vectors.map((vector) => [vector.name, vector] as const))('the naive one: %s', (_, vector) => {
  expect(asked(vector, naiveAnswer(vector, procedures, calendars))).toEqual(asked(vector, vector.expect));
});
