import type { Complaint, Instant } from '../domain/complaint.ts';
import { ComplaintModel } from './schemas.ts';

export type Sorting = 'due' | 'received' | '-received';

/** What a list is narrowed by. `marks` are those of `record.ts`; `units` bounds what the reader may see. */
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
export type Place = { value: Instant; reference: string };

export type Listed = { complaint: Complaint; title?: string; place: Place };

/** One page in order. Narrowing and sorting are both in one of two indexes, whatever is asked. */
export async function listComplaints(listing: Listing): Promise<Listed[]> {
  const { field, direction } = sortings[listing.sort];
  const found = await ComplaintModel.find(queryOf(listing), { complaint: 1, title: 1, due: 1, receivedAt: 1 })
    .sort({ [field]: direction, _id: direction })
    .limit(listing.limit)
    .lean();
  return found.map((each) => ({
    complaint: each.complaint as Complaint,
    ...(each.title && { title: each.title }),
    place: { value: each[field].toISOString(), reference: each._id },
  }));
}

export const sortings = {
  due: { field: 'due', direction: 1 },
  received: { field: 'receivedAt', direction: 1 },
  '-received': { field: 'receivedAt', direction: -1 },
} as const satisfies Record<Sorting, { field: 'due' | 'receivedAt'; direction: 1 | -1 }>;

/** The query as the database gets it. The rarest mark goes first: the index is entered by it. */
export function queryOf({ marks, units, references, dueBefore, receivedFrom, receivedBefore, sort, after }: Listing) {
  const { field, direction } = sortings[sort];
  const past = direction === 1 ? '$gt' : '$lt';
  const due = { ...(dueBefore && { $lt: new Date(dueBefore) }) };
  const receivedAt = {
    ...(receivedFrom && { $gte: new Date(receivedFrom) }),
    ...(receivedBefore && { $lt: new Date(receivedBefore) }),
  };
  const value = after && new Date(after.value);
  return {
    marks: { $all: marks },
    ...(units && { unit: { $in: units } }),
    ...(references && { _id: { $in: references } }),
    ...(Object.keys(due).length > 0 && { due }),
    ...(Object.keys(receivedAt).length > 0 && { receivedAt }),
    ...(after && {
      $and: [
        { [field]: { [`${past}e`]: value } },
        { $or: [{ [field]: { [past]: value } }, { [field]: value, _id: { [past]: after.reference } }] },
      ],
    }),
  };
}
