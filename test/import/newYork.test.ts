import { expect, test } from '@jest/globals';
import { instantInNewYork, noonInNewYork } from '../../import/newYork.ts';

test.each([
  ['3/14/2025 1:20', '2025-03-14T05:20:00Z'],
  ['1/1/2025 7:52', '2025-01-01T12:52:00Z'],
  ['12/31/2024 23:59', '2025-01-01T04:59:00Z'],
  ['03/14/2025 01:20:30 AM', '2025-03-14T05:20:30Z'],
  ['3/14/2025 12:00 AM', '2025-03-14T04:00:00Z'],
  ['3/14/2025 12:00 PM', '2025-03-14T16:00:00Z'],
  ['2025-03-14T01:20:00.000', '2025-03-14T05:20:00Z'],
])('the wall clock %s in New York is %s', (cell, instant) => {
  expect(instantInNewYork('Created Date', cell)).toBe(instant);
});

test('across the clock change of 9 March 2025 a night is an hour shorter than its wall clocks say', () => {
  const from = instantInNewYork('Created Date', '3/8/2025 20:00');
  const to = instantInNewYork('Closed Date', '3/9/2025 8:00');
  expect((Date.parse(to) - Date.parse(from)) / 3_600_000).toBe(11);
});

test('the hour that spring leaves out is refused, the minutes beside it are not', () => {
  expect(() => instantInNewYork('Created Date', '3/9/2025 2:30')).toThrow('left this hour out');
  expect(instantInNewYork('Created Date', '3/9/2025 1:59')).toBe('2025-03-09T06:59:00Z');
  expect(instantInNewYork('Created Date', '3/9/2025 3:00')).toBe('2025-03-09T07:00:00Z');
});

test('in the hour that autumn has twice it is the earlier one, unless that lies before the receipt', () => {
  const created = instantInNewYork('Created Date', '11/2/2025 1:50');
  expect(created).toBe('2025-11-02T05:50:00Z');
  expect(instantInNewYork('Closed Date', '11/2/2025 1:55', created)).toBe('2025-11-02T05:55:00Z');
  expect(instantInNewYork('Closed Date', '11/2/2025 1:10', created)).toBe('2025-11-02T06:10:00Z');
});

test.each([
  ['7/29/2013', '2013-07-29T16:00:00Z'],
  ['1/5/2016', '2016-01-05T17:00:00Z'],
  ['9/24/19', '2019-09-24T16:00:00Z'],
  ['2016-10-03', '2016-10-03T16:00:00Z'],
  ['2016-10-03T12:00:00-05:00', '2016-10-03T16:00:00Z'],
])('the day %s is noon in New York, %s', (cell, instant) => {
  expect(noonInNewYork('Date received', cell)).toBe(instant);
});

test.each(['', '13/1/2025 1:00', '2/29/2025 1:00', '3/14/2025 24:00', '3/14/2025 13:00 PM', '3/14/2025', 'yesterday'])(
  'the wall clock “%s” is refused, and the column named',
  (cell) => {
    expect(() => instantInNewYork('Created Date', cell)).toThrow(/^Created Date /);
  },
);

test.each(['', '2/30/2016', '2016-13-01', '29.7.2013', '7/29/13 12:00', '7/29/013'])(
  'the day “%s” is refused, and the column named',
  (cell) => {
    expect(() => noonInNewYork('Date received', cell)).toThrow(/^Date received /);
  },
);

test('what stands where a date should is not shown when it may be something else', () => {
  expect(() => noonInNewYork('Date received', '1 Sample Avenue')).toThrow('Date received (not shown)');
});
