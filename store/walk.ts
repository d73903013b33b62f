import type { Entry } from '../domain/action.ts';
import type { Complaint } from '../domain/complaint.ts';
import { ComplaintModel, EntryModel } from './schemas.ts';

/** A complaint with its whole trail, as both are stored. */
export type Kept = { complaint: Complaint; trail: Entry[] };

/** The complaints after this reference, in the order of their references. */
export async function findPage(after: string, limit: number): Promise<Kept[]> {
  const found = await ComplaintModel.find({ _id: { $gt: after } }, { complaint: 1 })
    .sort({ _id: 1 })
    .limit(limit)
    .lean();
  const trails = new Map(found.map(({ _id }): [string, Entry[]] => [_id, []]));
  const entries = await EntryModel.find({ reference: { $in: [...trails.keys()] } }, { reference: 1, entry: 1 })
    .sort({ reference: 1, sequence: 1 })
    .lean();
  for (const { reference, entry } of entries) trails.get(reference)?.push(entry);
  return found.map(({ _id, complaint }) => ({ complaint, trail: trails.get(_id) ?? [] }));
}
