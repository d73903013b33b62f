import type { Entry } from '../domain/action.ts';
import type { Complaint } from '../domain/complaint.ts';
import type { Letter } from '../domain/letter.ts';
import type { Notice } from '../domain/notice.ts';
import { ComplaintModel, EntryModel, LetterModel, NoticeModel } from './schemas.ts';

export async function findComplaint(reference: string): Promise<Complaint | undefined> {
  const found = await ComplaintModel.findById(reference, { complaint: 1 }).lean();
  return found?.complaint;
}

/** The trail after this entry, in order. */
export async function findTrail(reference: string, after = 0, limit = 0): Promise<Entry[]> {
  const found = await EntryModel.find({ reference, sequence: { $gt: after } }, { entry: 1 })
    .sort({ reference: 1, sequence: 1 })
    .limit(limit)
    .lean();
  return found.map(({ entry }) => entry);
}

export async function findEntry(reference: string, sequence: number): Promise<Entry | undefined> {
  const found = await EntryModel.findOne({ reference, sequence }, { entry: 1 }).lean();
  return found?.entry;
}

/** The digest of the request with this key, if it was answered. */
export async function findRequest(reference: string, key: string): Promise<{ digest: string } | undefined> {
  const found = await EntryModel.findOne({ reference, key }, { digest: 1 }).lean();
  return found ? { digest: found.digest ?? '' } : undefined;
}

/** Which complaints are marked as duplicates of this one. */
export async function findDuplicates(reference: string): Promise<string[]> {
  const found = await ComplaintModel.find({ 'complaint.duplicateOf': reference }, { _id: 1 }).lean();
  return found.map(({ _id }) => _id);
}

/** Whom the clocks of a complaint have told what, in order. */
export async function findNotices(reference: string): Promise<Notice[]> {
  const found = await NoticeModel.find({ reference }, { notice: 1 }).sort({ reference: 1, sequence: 1 }).lean();
  return found.map(({ notice }) => notice);
}

export async function findLetters(reference: string): Promise<Letter[]> {
  const found = await LetterModel.find({ reference }, { letter: 1 }).sort({ reference: 1, sequence: 1 }).lean();
  return found.map(({ letter }) => letter);
}
