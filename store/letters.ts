import type { Letter } from '../domain/letter.ts';
import { LetterModel } from './schemas.ts';

/** A letter as it is stored, with the number of the entry that made it owed. */
export type StoredLetter = { sequence: number; letter: Letter };

/** Not to be changed by what comes late. */
const final: Letter['state'][] = ['sent', 'delivered', 'cancelled'];

export async function findLetter(id: string): Promise<StoredLetter | undefined> {
  return (await LetterModel.findById(id, { _id: 0, sequence: 1, letter: 1 }).lean()) ?? undefined;
}

/** The words of a letter, sealed: what was kept first stands, so that what is sent again is the same. */
export async function keepWords(id: string, { text, lacks }: Required<Pick<Letter, 'text' | 'lacks'>>): Promise<void> {
  await LetterModel.updateOne(
    { _id: id, 'letter.text': { $exists: false } },
    { $set: { 'letter.text': text, ...(lacks.length > 0 && { 'letter.lacks': lacks }) } },
  );
}

/** A letter waits for a person to print or finish it. */
export async function keepDrafted(id: string): Promise<void> {
  await LetterModel.updateOne({ _id: id, 'letter.state': 'owed' }, { $set: { 'letter.state': 'drafted' } });
}

/** A server has taken it: that is so, whatever was thought before. */
export async function keepSent(id: string, { sentAt, messageId }: Pick<Letter, 'sentAt' | 'messageId'>): Promise<void> {
  await LetterModel.updateOne(
    { _id: id, 'letter.state': { $nin: final } },
    { $set: { 'letter.state': 'sent', 'letter.sentAt': sentAt, 'letter.messageId': messageId } },
  );
}
