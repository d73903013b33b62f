import { KeyModel } from './schemas.ts';
import { unlessItIsThere } from './unlessThere.ts';

export type StoredKey = { wrapped: string; trackingHash: string };
const shown = { wrapped: 1, trackingHash: 1 };

/** The key of a complaint: the one that is there, else this one. Ten at once get the same. */
export async function keepKey(
  reference: string,
  { tokens, ...key }: StoredKey & { tokens: string[] },
): Promise<StoredKey> {
  const kept = await KeyModel.findByIdAndUpdate(
    reference,
    { $setOnInsert: { ...key, tokens } },
    { upsert: true, returnDocument: 'after', projection: shown },
  )
    .lean()
    .catch(unlessItIsThere);
  const stored = kept ?? (await findKey(reference));
  if (!stored) throw new Error('A key that was just stored is not there.');
  return stored;
}

export async function findKey(reference: string): Promise<StoredKey | undefined> {
  return (await KeyModel.findById(reference, shown).lean()) ?? undefined;
}

export async function findKeys(references: string[]): Promise<Map<string, StoredKey>> {
  const found = await KeyModel.find({ _id: { $in: references } }, shown).lean();
  return new Map(found.map((key) => [key._id, key]));
}

/** References of complaints whose words have all these tokens; the newest thousand references at most. */
export async function findByTokens(tokens: string[]): Promise<string[]> {
  const found = await KeyModel.find({ tokens: { $all: tokens } }, { _id: 1 })
    .limit(1_000)
    .lean();
  return found.map(({ _id }) => _id);
}
