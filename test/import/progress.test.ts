import { expect, test } from '@jest/globals';
import { duration, openProgress } from '../../import/progress.ts';

test('half of the bytes in ten seconds leave ten more', () => {
  const progress = openProgress(1_000, 0);
  expect(progress.words(50, 500, 10_000)).toBe('████████████░░░░░░░░░░░░  50 %  50 rows  5.0 rows/s  10 s left');
});

test('rows that were there already do not make the rest look fast for long', () => {
  const progress = openProgress(100_000, 0);
  progress.words(4_000, 40_000, 1_000);
  for (let second = 2; second <= 20; second += 1) progress.words(4_000 + second, 40_000 + second * 10, second * 1_000);
  expect(progress.words(4_021, 40_210, 21_000)).toContain('1.0 rows/s');
});

test('nothing is promised before something was done, nor for an empty file', () => {
  expect(openProgress(1_000, 0).words(0, 0, 5_000)).not.toContain('left');
  expect(openProgress(0, 0).words(0, 0, 0)).toContain('100 %');
});

test.each([
  [0, '0 s'],
  [59.2, '1 min 0 s'],
  [61, '1 min 1 s'],
  [3_720, '1 h 2 min'],
])('%d seconds are said as %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});
