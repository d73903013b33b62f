import { codeOf } from './code.ts';
import { instantInNewYork } from './newYork.ts';
import { RowFault, shown, type Cells, type ImportedAction, type Mapped, type Source, type Unknown } from './row.ts';
import { needed, said, wordingOf } from './wording.ts';

const boroughs: ReadonlySet<string> = new Set(['bronx', 'brooklyn', 'manhattan', 'queens', 'staten island']);

/**
 * What the source does not change from one export to the next. The receipt is made of this alone, so that a later
 * export in which a complaint has meanwhile been closed repeats its receipt and adds the closing.
 */
const lasting = [
  'Complaint Type',
  'Descriptor',
  'Location Type',
  'Facility Type',
  'Agency',
  'Agency Name',
  'Community Board',
  'Park Facility Name',
  'Landmark',
] as const;

/** New York 311 service requests: exchange-formats, section 7. */
export const nyc311: Source = {
  name: 'nyc-311',
  needed: [
    'Unique Key',
    'Created Date',
    'Closed Date',
    'Agency',
    'Complaint Type',
    'Descriptor',
    'Incident Zip',
    'Incident Address',
    'City',
    'Status',
    'Borough',
    'Latitude',
    'Longitude',
  ],
  optional: [
    'Agency Name',
    'Location Type',
    'Street Name',
    'Cross Street 1',
    'Cross Street 2',
    'Intersection Street 1',
    'Intersection Street 2',
    'Address Type',
    'Landmark',
    'Facility Type',
    'Due Date',
    'Resolution Action Updated Date',
    'Community Board',
    'X Coordinate (State Plane)',
    'Y Coordinate (State Plane)',
    'Park Facility Name',
    'Park Borough',
    'Location',
  ],
  map(cells) {
    const id = cells('Unique Key');
    if (!/^\d{1,20}$/.test(id)) throw new RowFault(`Unique Key ${shown(id)} is not a number of 1 to 20 digits.`);
    const wording = { type: needed(cells, 'Complaint Type'), agency: needed(cells, 'Agency') };
    const descriptor = said(cells('Descriptor'));
    const category = codeOf('nyc-311', wording.type, descriptor);
    const unit = codeOf('nyc-311', wording.agency);
    const receivedAt = instantInNewYork('Created Date', cells('Created Date'));
    const { region, unknown } = regionOf(cells);
    const { actions, outcome } = ending(cells, receivedAt);

    const address = addressOf(cells);
    const place = { ...(address && { address }), ...coordinatesOf(cells), ...(region && { region }) };
    return {
      key: `nyc-311-${id}`,
      receipt: {
        channel: 'import',
        complainant: null,
        receivedAt,
        externalReference: id,
        category,
        unit,
        ...(Object.keys(place).length > 0 && { place }),
        description: wordingOf(cells, lasting),
      },
      actions,
      mapped: [
        { group: 'category', code: category, wording: [wording.type, descriptor].filter(Boolean).join(' / ') },
        { group: 'unit', code: unit, wording: wording.agency },
        ...(region ? [{ group: 'region', code: region, wording: cells('Borough') } as const] : []),
        outcome,
      ],
      unknown,
    };
  },
};

function ending(cells: Cells, receivedAt: string): { actions: ImportedAction[]; outcome: Mapped } {
  const status = cells('Status');
  const closed = cells('Closed Date');
  if (status === 'In Progress') {
    if (closed !== '') throw new RowFault('Status “In Progress”, yet there is a Closed Date.');
    return { actions: [], outcome: { group: 'outcome', code: 'received', wording: status } };
  }
  if (status !== 'Closed') throw new RowFault(`Status ${shown(status)} is not known.`);
  const at = instantInNewYork('Closed Date', closed, receivedAt);
  if (Date.parse(at) < Date.parse(receivedAt)) throw new RowFault('Closed Date is before Created Date.');
  return {
    actions: [{ kind: 'close', reason: 'closedElsewhere', at }],
    outcome: { group: 'outcome', code: 'closedElsewhere', wording: status },
  };
}

function regionOf(cells: Cells): { region?: string; unknown: Unknown[] } {
  const borough = said(cells('Borough')).toLowerCase();
  if (borough === '' || borough === 'unspecified') return { unknown: [] };
  if (!boroughs.has(borough)) return { unknown: [{ column: 'Borough', wording: shown(cells('Borough')) }] };
  return { region: borough.replace(' ', '-'), unknown: [] };
}

/** One line for people: what was reported, between which streets, where. Runs of spaces are the source's typing. */
function addressOf(cells: Cells): string {
  const corner = [cells('Intersection Street 1'), cells('Intersection Street 2')].filter(Boolean).join(' & ');
  const streets = [cells('Cross Street 1'), cells('Cross Street 2')].filter(Boolean).join(' and ');
  const street = cells('Incident Address') || corner || cells('Street Name');
  const where = [cells('City'), cells('Incident Zip')].filter(Boolean).join(' ');
  const line = [street, where].filter(Boolean).join(', ');
  return (line && streets ? `${line} (between ${streets})` : line || streets).replace(/\s+/g, ' ');
}

function coordinatesOf(cells: Cells): { latitude?: number; longitude?: number } {
  const written = [cells('Latitude'), cells('Longitude')];
  if (written.every((cell) => cell === '')) return {};
  const [latitude = NaN, longitude = NaN] = written.map((cell) =>
    /^-?\d{1,3}(\.\d+)?$/.test(cell) ? Number(cell) : NaN,
  );
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
    throw new RowFault('Latitude and Longitude are not a place on Earth.');
  }
  return { latitude, longitude };
}
