import type { Step } from '../domain/advance.ts';
import { isRunning, pressing, type Clock } from '../domain/clock.ts';
import type { Complaint } from '../domain/complaint.ts';
import { afterAll } from './listQueries.ts';
import { ComplaintModel, EntryModel, LetterModel, NoticeModel, type Line } from './schemas.ts';

type Request = { key: string; digest: string; sequence: number };

/**
 * Stores what a step did: entries first, then letters, then the facts, so that what a reader finds is never ahead of its
 * trail. Safe to repeat and safe out of order; an entry that is there with another hash is a fork of the trail, and is
 * refused as a duplicate key for ever.
 */
export async function recordStep({ complaint, entries, letters, notices }: Step, request?: Request): Promise<void> {
  const { reference } = complaint;
  const sequenceIn = (id: string): number => Number(id.split('/')[1]);
  await EntryModel.bulkWrite(
    entries.map((entry) => {
      const { sequence, hash } = entry;
      const asked = request?.sequence === sequence ? { key: request.key, digest: request.digest } : {};
      return unlessThere({ _id: `${reference}/${sequence}`, hash }, { reference, sequence, entry, ...asked });
    }),
  );
  if (letters.length > 0) {
    await LetterModel.bulkWrite(
      letters.map((letter) => unlessThere({ _id: letter.id }, { reference, sequence: sequenceIn(letter.id), letter })),
    );
  }
  if (notices.length > 0) {
    await NoticeModel.bulkWrite(
      notices.map((notice) => unlessThere({ _id: notice.id }, { reference, sequence: sequenceIn(notice.id), notice })),
    );
  }
  const failed = entries.flatMap(({ action }) => (action.kind === 'letterFailed' ? action.letter : []));
  if (failed.length > 0) {
    await LetterModel.updateMany(
      { _id: { $in: failed }, 'letter.state': 'owed' },
      { $set: { 'letter.state': 'failed' } },
    );
  }
  const title = entries.map(({ action }) => ('title' in action ? action.title : undefined)).findLast(Boolean);
  await ComplaintModel.updateOne(
    { _id: reference, version: { $lt: complaint.version } },
    { $set: { ...rowOf(complaint), ...(title && { title }), complaint } },
    { upsert: true },
  ).catch(unlessNewerIsStored);
}

const unlessThere = <Filter, Stored>(filter: Filter, stored: Stored) => ({
  updateOne: { filter, update: { $setOnInsert: stored }, upsert: true },
});

/** What a list sorts by and shows. Facts that it is narrowed by are indexed where they are, in `complaint`. */
export function rowOf(complaint: Complaint) {
  const { version, receivedAt, lastAt, clocks } = complaint;
  const live = pressing(clocks);
  const first = live[0]?.due;
  const due = first ? new Date(first) : afterAll(lastAt);
  return { version, due, receivedAt: new Date(receivedAt), line: lineOf(complaint, live.find(isRunning)) };
}

function lineOf(complaint: Complaint, next: Clock | undefined): Line {
  const { reference, stage, tier, version, receivedAt, subjects, flags, unit, category, handler, conflicts } =
    complaint;
  return {
    reference,
    stage,
    tier,
    version,
    receivedAt,
    subjects,
    flags,
    ...(unit && { unit }),
    ...(category && { category }),
    ...(handler && { handler }),
    ...(conflicts && { conflicts }),
    ...(next && { next }),
  };
}

// The upsert found no older version and tried to insert: a newer one is already there.
function unlessNewerIsStored(error: unknown): void {
  if (error instanceof Error && 'code' in error && error.code === 11_000) return;
  throw error;
}
