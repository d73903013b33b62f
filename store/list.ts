import type { Instant } from '../domain/complaint.ts';
import { ComplaintModel, type Line } from './schemas.ts';
import { queriesOf, sortings, type Store } from './listQueries.ts';

export type Sorting = 'due' | 'received' | '-received';

/**
 * What a list is narrowed by. `marks` name facts (`stage:received`, `tier:2`, `unit:housing`, `handler:…`, `category:…`)
 * or are `open` or `all`; `units` bounds what the reader may see.
 */
export type Listing = {
  marks: string[];
  units?: string[];
  references?: string[];
  dueBefore?: Instant;
  receivedFrom?: Instant;
  receivedBefore?: Instant;
  sort: Sorting;
  limit: number;
  after?: Place;
};

/** Where a page ended. */
type Place = { value: Instant; reference: string };

export type Listed = { line: Line; title?: string; place: Place };

type Found = Omit<Listed, 'place'> & { _id: string; due: Date; receivedAt: Date };

/** One page in order, read stretch by stretch until it is full. */
export async function listComplaints(listing: Listing, now = Date.now()): Promise<Listed[]> {
  const { sort, limit } = listing;
  const { field, direction } = sortings[sort];
  const found: Found[] = [];
  for (const queries of queriesOf(listing, { now, count: howMany(now), first })) {
    const pages = await Promise.all(
      queries.map(({ narrow, rest }) =>
        ComplaintModel.aggregate<Found>([
          { $match: narrow },
          // Between the two, so that no database makes one condition of them, and then enters by another index.
          { $sort: { [field]: direction, _id: direction } },
          ...(Object.keys(rest).length > 0 ? [{ $match: rest }] : []),
          { $limit: limit - found.length },
          { $project: { line: 1, title: 1, due: 1, receivedAt: 1 } },
        ]),
      ),
    );
    const inOrder = (one: Found, other: Found): number =>
      direction * (one[field].getTime() - other[field].getTime() || (one._id < other._id ? -1 : 1));
    found.push(...(pages.length === 1 ? (pages[0] ?? []) : pages.flat().toSorted(inOrder)));
    if (found.length >= limit) break;
  }
  if (direction === 1 && found[0]) first[field] = Math.min(first[field] ?? Infinity, found[0][field].getTime());
  return found.slice(0, limit).map((each) => ({
    line: each.line,
    ...(each.title && { title: each.title }),
    place: { value: each[field].toISOString(), reference: each._id },
  }));
}

// What follows only says where it is likely to be worth looking; a list is right whatever it is.

/** Where the earliest list in each ascending order has begun. */
let first: Store['first'] = {};
let counted = { count: 100_000, until: 0 };

/** About how many complaints there are; asked every ten minutes, and nobody waits for the answer. */
function howMany(now: number): number {
  if (now > counted.until) {
    counted.until = now + 600_000;
    first = {}; // what was overdue longest may have been dealt with
    ComplaintModel.estimatedDocumentCount().then(
      (count) => (counted.count = count),
      () => (counted.until = 0),
    );
  }
  return counted.count;
}
