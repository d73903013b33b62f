import { expect, test } from '@jest/globals';
import { nyc311 } from '../../import/nyc311.ts';
import { map, nycRow, type Made } from './fixtures.ts';

test('a closed row is received when it was created and closed elsewhere when it was closed', () => {
  expect(map(nyc311, nycRow())).toMatchObject({
    key: 'nyc-311-90000001',
    receipt: {
      channel: 'import',
      complainant: null,
      receivedAt: '2025-01-02T12:05:00Z',
      externalReference: '90000001',
      category: 'nyc-311-animal-abuse-neglected',
      unit: 'nyc-311-nypd',
      place: {
        address: '1 SAMPLE AVENUE, NEW YORK 10000 (between FIRST STREET and SECOND STREET)',
        latitude: 40.5,
        longitude: -73.5,
        region: 'manhattan',
      },
    },
    actions: [{ kind: 'close', reason: 'closedElsewhere', at: '2025-01-02T14:40:00Z' }],
    unknown: [],
  });
});

test('a row in progress is received, and nothing more is made up', () => {
  expect(map(nyc311, nycRow({ Status: 'In Progress', 'Closed Date': '' })).actions).toEqual([]);
});

test('the wording is kept under its column, placeholders are not', () => {
  const { receipt } = map(nyc311, nycRow({ Descriptor: 'N/A', 'Facility Type': 'N/A' }));
  expect(receipt.description).toBe(
    'Complaint Type: Animal-Abuse\nLocation Type: Street/Sidewalk\nAgency: NYPD\nAgency Name: New York City Police Department',
  );
  expect(receipt.category).toBe('nyc-311-animal-abuse');
});

test('a later export in which the row was closed repeats the receipt to the letter', () => {
  const open = map(nyc311, nycRow({ Status: 'In Progress', 'Closed Date': '', 'Resolution Action Updated Date': '' }));
  const closed = map(nyc311, nycRow({ 'Resolution Action Updated Date': '1/3/2025 9:00' }));
  expect([closed.key, closed.receipt]).toEqual([open.key, open.receipt]);
});

test('a row closed in the minute of its creation is taken', () => {
  const row = map(nyc311, nycRow({ 'Closed Date': '1/2/2025 7:05' }));
  expect(row.actions).toMatchObject([{ at: row.receipt.receivedAt }]);
});

test('a row that spans the clock change of 9 March 2025 keeps its true length', () => {
  const row = map(nyc311, nycRow({ 'Created Date': '3/9/2025 1:30', 'Closed Date': '3/9/2025 3:30' }));
  expect([row.receipt.receivedAt, row.actions[0]?.at]).toEqual(['2025-03-09T06:30:00Z', '2025-03-09T07:30:00Z']);
});

test('a corner stands for an address, and a row without any place has none', () => {
  const nowhere: Made = {
    'Incident Zip': '',
    'Incident Address': '',
    City: '',
    'Cross Street 1': '',
    'Cross Street 2': '',
  };
  const corner = { ...nowhere, 'Intersection Street 1': 'FIRST STREET', 'Intersection Street 2': 'THIRD STREET' };
  expect(map(nyc311, nycRow(corner)).receipt.place?.address).toBe('FIRST STREET & THIRD STREET');
  const blank = nycRow({ ...nowhere, Latitude: '', Longitude: '', Borough: 'Unspecified' });
  expect(map(nyc311, blank).receipt).not.toHaveProperty('place');
});

test('a borough in lower case is the same; one that New York has not is reported, and the row is taken', () => {
  expect(map(nyc311, nycRow({ Borough: 'queens' })).receipt.place?.region).toBe('queens');
  expect(map(nyc311, nycRow({ Borough: 'STATEN ISLAND' })).receipt.place?.region).toBe('staten-island');
  const { receipt, unknown } = map(nyc311, nycRow({ Borough: 'ATLANTIS' }));
  expect(receipt.place).not.toHaveProperty('region');
  expect(unknown).toEqual([{ column: 'Borough', wording: '“ATLANTIS”' }]);
});

test.each<[Made, string]>([
  [{ 'Unique Key': '' }, 'Unique Key'],
  [{ 'Unique Key': '9000-1' }, 'Unique Key'],
  [{ 'Created Date': '2/30/2025 1:00' }, 'Created Date'],
  [{ 'Closed Date': '' }, 'Closed Date (empty)'],
  [{ 'Closed Date': '1/2/2025 7:04' }, 'Closed Date is before Created Date'],
  [{ Status: 'Pending' }, 'Status “Pending” is not known'],
  [{ Status: 'In Progress' }, 'yet there is a Closed Date'],
  [{ Agency: '' }, 'Agency is empty'],
  [{ 'Complaint Type': 'N/A' }, 'Complaint Type is empty'],
  [{ Latitude: '' }, 'not a place on Earth'],
  [{ Latitude: '91' }, 'not a place on Earth'],
])('a row with %j is refused: %s', (own, why) => {
  expect(() => map(nyc311, nycRow(own))).toThrow(why);
});

test('a refusal does not show what may be an address', () => {
  expect(() => map(nyc311, nycRow({ Status: '1 SAMPLE AVENUE' }))).toThrow(
    'Status not shown (15 characters) is not known.',
  );
});
