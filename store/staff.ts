import mongoose from 'mongoose';
import type { Complaint } from '../domain/complaint.ts';
import { ComplaintModel } from './schemas.ts';
import { StaffModel, TurnModel, type StaffVersion, type StoredStaff } from './staffSchemas.ts';
import { findFrom, type Place } from './walk.ts';

/** A staff record as it stands, without its earlier versions. */
export type KeptStaff = Omit<StoredStaff, 'earlier'>;
/** A record in its next version; `key` only where a request began it. */
export type StaffWrite = Pick<StaffVersion, 'record' | 'name' | 'wrapped'> & {
  by: string;
  key?: string;
  /** An absence has begun, of which complaints are yet to be told. */
  untold?: true;
};

const turn = { _id: 'staff' };

/** All staff records as they stand. */
export async function findStaff(): Promise<KeptStaff[]> {
  return StaffModel.find({}, { earlier: 0 }).lean();
}

/** A record as it stood in one of its versions. */
export async function findStaffVersion(id: string, version: number): Promise<StaffVersion | undefined> {
  const found = await StaffModel.findById(id).lean();
  return found ? [...found.earlier, found].find((each) => each.version === version) : undefined;
}

/** What the request with this key began, in its first version. */
export async function findStaffBegunWith(key: string): Promise<StaffVersion | undefined> {
  const found = await StaffModel.findOne({ key }).lean();
  return found ? (found.earlier[0] ?? found) : undefined;
}

/** Keeps the first staff of an organisation; whoever is there already stands as they are. */
export async function keepFirstStaff(first: Omit<StaffWrite, 'by' | 'key'>[]): Promise<void> {
  const at = new Date();
  await TurnModel.updateOne(turn, { $setOnInsert: { taken: 0 } }, { upsert: true }).catch(unlessItIsThere);
  const kept = first.map((each) => ({ _id: each.record.id, version: 1, ...each, at, earlier: [] }));
  if (kept.length > 0) await StaffModel.insertMany(kept, { ordered: false }).catch(unlessItIsThere);
}

/** The open complaints that somebody has, from one on or after one, in the order of their references. */
export const findAssigned = (handler: string, place: Place, limit: number): Promise<Complaint[]> =>
  findFrom(place, limit, { 'complaint.handler': handler, 'complaint.stage': { $ne: 'closed' } });

/** Before every instant at which a complaint stands of which no clock is live (`afterAll`). */
const farAway = new Date('9000-01-01T00:00:00.000Z');

/** How many open complaints each of these people has in which a clock runs or has run out; what stands still is no load. */
export async function countAssigned(handlers: readonly string[]): Promise<Map<string, number>> {
  const counted = await ComplaintModel.aggregate<{ _id: string; count: number }>([
    {
      $match: {
        'complaint.handler': { $in: [...handlers] },
        due: { $lt: farAway },
        'complaint.stage': { $ne: 'closed' },
      },
    },
    { $group: { _id: '$complaint.handler', count: { $sum: 1 } } },
  ]);
  return new Map(counted.map(({ _id, count }) => [_id, count]));
}

/** Records with an absence that has begun, of which complaints are yet to be told. */
export const findUntoldStaff = (): Promise<Pick<StoredStaff, '_id' | 'version'>[]> =>
  StaffModel.find({ untold: true }, { version: 1 }).lean();

/** Somebody sees to it that they are told. */
export async function markStaffTold({ _id, version }: Pick<StoredStaff, '_id' | 'version'>): Promise<void> {
  await StaffModel.updateOne({ _id, version }, { $unset: { untold: 1 } });
}

/**
 * Changes records, one change after the other: `change` sees all that stand and says what is to be written. What it throws
 * is thrown, and nothing is written then.
 */
export async function changeStaff<T>(
  change: (known: readonly KeptStaff[]) => { writes: readonly StaffWrite[]; result: T },
): Promise<T> {
  const session = await mongoose.startSession();
  try {
    return await session.withTransaction(async () => {
      await TurnModel.updateOne(turn, { $inc: { taken: 1 } }, { session });
      const known = await StaffModel.find({}, { earlier: 0 }, { session }).lean();
      const { writes, result } = change(known);
      for (const write of writes) await keep(write, known, session);
      return result;
    });
  } finally {
    await session.endSession();
  }
}

async function keep(
  { key, untold, ...write }: StaffWrite,
  known: readonly KeptStaff[],
  session: mongoose.ClientSession,
) {
  const { id } = write.record;
  const at = new Date();
  const before = known.find(({ _id }) => _id === id);
  if (!before) {
    await StaffModel.create(
      [{ _id: id, version: 1, ...write, at, earlier: [], ...(key && { key }), ...(untold && { untold }) }],
      { session },
    );
    return;
  }
  const { _id, key: _key, untold: _untold, ...replaced } = before;
  await StaffModel.updateOne(
    { _id },
    { $set: { ...write, version: before.version + 1, at, ...(untold && { untold }) }, $push: { earlier: replaced } },
    { session },
  );
}

function unlessItIsThere(error: unknown): void {
  if (error instanceof Error && 'code' in error && error.code === 11_000) return;
  throw error;
}
