import type { Entry } from '../domain/action.ts';
import type { Complaint } from '../domain/complaint.ts';
import { beginOf, stretches, stretchOf } from '../domain/reference.ts';
import { ComplaintModel, EntryModel } from './schemas.ts';

/** A complaint with its whole trail, as both are stored. */
export type Kept = { complaint: Complaint; trail: Entry[] };

/** Of so many complaints the first stretch holds a page; with fewer it takes some more, each an index away. */
const many = 1_000_000;

/** From a reference on, or after it. */
export type Place = { from: string } | { after: string };

/**
 * The first so many complaints from a place on, in the order of their references, under a condition. A database that reads
 * whatever matches before it sorts gets a stretch that would hold as many if there were a million, then longer ones, and
 * never all of them. How many there are is not asked: that reads all of them, too.
 */
export async function findFrom(place: Place, limit: number, condition: object = {}): Promise<Complaint[]> {
  const found: Complaint[] = [];
  let [lower, at]: [object, number] =
    'from' in place ? [{ $gte: place.from }, stretchOf(place.from)] : [{ $gt: place.after }, stretchOf(place.after)];
  for (let step = Math.ceil((stretches * limit) / many); ; step *= 2) {
    at += step;
    const span = at < stretches ? { ...lower, $lt: beginOf(at) } : lower;
    const some = await ComplaintModel.find({ ...condition, _id: span }, { complaint: 1 })
      .sort({ _id: 1 })
      .limit(limit - found.length)
      .lean();
    found.push(...some.map(({ complaint }) => complaint));
    if (span === lower || found.length >= limit) return found;
    lower = { $gte: beginOf(at) };
  }
}

/** The complaints after this reference, in the order of their references. */
export async function findPage(after: string, limit: number): Promise<Kept[]> {
  const found = await findFrom({ after }, limit);
  const trails = new Map(found.map(({ reference }): [string, Entry[]] => [reference, []]));
  const entries = await EntryModel.find({ reference: { $in: [...trails.keys()] } }, { reference: 1, entry: 1 })
    .sort({ reference: 1, sequence: 1 })
    .lean();
  for (const { reference, entry } of entries) trails.get(reference)?.push(entry);
  return found.map((complaint) => ({ complaint, trail: trails.get(complaint.reference) ?? [] }));
}
