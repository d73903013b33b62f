import type { Asking, BulkState } from '../domain/bulk.ts';
import type { PersonalKind } from '../domain/fields.ts';
import type { Complaint, Instant } from '../domain/complaint.ts';
import { Refusal } from '../domain/refusal.ts';
import { BulkItemModel, BulkModel } from './bulkSchemas.ts';
import { ComplaintModel } from './schemas.ts';
import { unlessItIsThere } from './unlessThere.ts';

/** What is asked of all complaints of a bulk together. */
export type Begun = {
  id: string;
  by: string;
  kind: PersonalKind;
  dryRun: boolean;
  total: number;
  wrapped: string;
  digest: string;
};
export type Bulk = Begun & { at: Instant; state?: BulkState };

/** One complaint of a bulk, by its number from 1: what it is asked, or why it is not. */
export type Item = { number: number; reference: string; is: Asking | Refusal };
export type Waiting = Asking & { number: number; reference: string };
type Result = { number: number; reference: string; refusal?: Refusal };

/** Ids sort as their numbers do. */
const itemId = (bulk: string, number: number): string => `${bulk}/${String(number).padStart(6, '0')}`;
const numberIn = (id: string): number => Number(id.slice(-6));
const after = (bulk: string, number: number) => ({ $gt: itemId(bulk, number), $lt: `${bulk}/~` });

/** The bulk with this id: the one that is there, else this one. */
export async function keepBulk({ id, ...begun }: Begun): Promise<Bulk> {
  await BulkModel.updateOne(
    { _id: id },
    { $setOnInsert: { ...begun, mark: 0, at: new Date() } },
    { upsert: true },
  ).catch(unlessItIsThere);
  const kept = await findBulk(id);
  if (!kept) throw new Error('A bulk that was just stored is not there.');
  return kept;
}

export async function findBulk(id: string): Promise<Bulk | undefined> {
  const found = await BulkModel.findById(id).lean();
  if (!found) return undefined;
  const { by, kind, dryRun, total, wrapped, digest, at, state } = found;
  return { id, by, kind, dryRun, total, wrapped, digest, at: at.toISOString(), ...(state && { state }) };
}

/** Keeps complaints of a bulk; what is there by its number stays as it is. */
export async function keepItems(bulk: string, items: readonly Item[]): Promise<void> {
  const stored = items.map(({ number, reference, is }) => ({
    _id: itemId(bulk, number),
    reference,
    ...(is instanceof Refusal ? refused(is) : asked(is)),
  }));
  await BulkItemModel.insertMany(stored, { ordered: false }).catch(unlessItIsThere);
}

const asked = ({ at, ...asking }: Asking) => ({ ...asking, ...(at && { occurredAt: at }) });
const refused = ({ code, rule, particulars }: Refusal) => ({
  result: 'refused' as const,
  refusal: { code, rule, particulars },
});

/** From now on there is such a bulk. */
export async function beginBulk(id: string): Promise<void> {
  await BulkModel.updateOne({ _id: id, state: { $exists: false } }, { $set: { state: 'running' } });
}

/** How it stands by the workflow's word with this number; an earlier word that comes late changes nothing. */
export async function markBulk(id: string, state: BulkState, mark: number): Promise<void> {
  await BulkModel.updateOne({ _id: id, mark: { $lt: mark } }, { $set: { state, mark } });
}

/** Those of these numbers that have no result yet, in the order of the numbers. */
export async function findWaiting(bulk: string, numbers: readonly number[]): Promise<Waiting[]> {
  const ids = numbers.map((number) => itemId(bulk, number));
  const found = await BulkItemModel.find({ _id: { $in: ids }, result: { $exists: false } }).lean();
  const waiting = new Map(
    found.map(({ _id, reference, action, by, digest = '', occurredAt: at = null }) => {
      if (!action || !by) throw new Error('A complaint of a bulk has neither a result nor what it is asked.');
      return [_id, { number: numberIn(_id), reference, action, by, digest, at }];
    }),
  );
  return ids.flatMap((id) => waiting.get(id) ?? []);
}

/** What became of a complaint; the first word of it stands. What it was asked is in its trail, and not needed here any more. */
export async function keepResult(bulk: string, number: number, refusal?: Refusal): Promise<void> {
  await BulkItemModel.updateOne(
    { _id: itemId(bulk, number), result: { $exists: false } },
    {
      $set: refusal ? refused(refusal) : { result: 'done' as const },
      $unset: { action: 1, by: 1, digest: 1, occurredAt: 1 },
    },
  );
}

/** How many complaints of a bulk are kept. An insert tells of one fault alone: that one is there must not hide others. */
export const countItems = (bulk: string): Promise<number> => BulkItemModel.countDocuments({ _id: after(bulk, 0) });

export const countResults = (bulk: string): Promise<number> =>
  BulkItemModel.countDocuments({ _id: after(bulk, 0), result: { $exists: true } });

/** The results after this number, in order. */
export async function findResults(bulk: string, number: number, limit: number): Promise<Result[]> {
  const found = await BulkItemModel.find(
    { _id: after(bulk, number), result: { $exists: true } },
    { reference: 1, refusal: 1 },
  )
    .sort({ _id: 1 })
    .limit(limit)
    .lean();
  return found.map(({ _id, reference, refusal }) => ({
    number: numberIn(_id),
    reference,
    ...(refusal && { refusal: new Refusal(refusal.code, refusal.rule, refusal.particulars) }),
  }));
}

/** As much of a complaint as it takes to say who may ask what of it. */
export type Brief = Pick<
  Complaint,
  | 'reference'
  | 'tier'
  | 'procedure'
  | 'revisions'
  | 'receivedAt'
  | 'calendars'
  | 'unit'
  | 'importedAt'
  | 'subjects'
  | 'duplicateOf'
  | 'product'
  | 'category'
  | 'language'
>;
const brief = {
  'complaint.reference': 1,
  'complaint.tier': 1,
  'complaint.procedure': 1,
  'complaint.revisions': 1,
  'complaint.receivedAt': 1,
  'complaint.calendars': 1,
  'complaint.unit': 1,
  'complaint.importedAt': 1,
  'complaint.subjects': 1,
  'complaint.duplicateOf': 1,
  'complaint.product': 1,
  'complaint.category': 1,
  'complaint.language': 1,
} satisfies { [F in keyof Brief as `complaint.${F}`]-?: 1 };

export async function findBriefs(references: string[]): Promise<Map<string, Brief>> {
  const found = await ComplaintModel.find({ _id: { $in: references } })
    .select<{ complaint: Brief }>(brief)
    .lean();
  return new Map(found.map(({ complaint }) => [complaint.reference, complaint]));
}
