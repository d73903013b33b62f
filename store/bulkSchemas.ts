import { model, Schema } from 'mongoose';
import type { Action } from '../domain/action.ts';
import type { Actor } from '../domain/actor.ts';
import type { BulkState, Outcome } from '../domain/bulk.ts';
import type { Instant } from '../domain/complaint.ts';
import type { PersonalKind } from '../domain/fields.ts';
import type { Particulars, RefusalCode } from '../domain/refusal.ts';

const options = { versionKey: false, strict: 'throw', minimize: false } as const;
const text = { type: String, required: true };

type StoredBulk = {
  _id: string;
  by: string;
  kind: PersonalKind;
  dryRun: boolean;
  total: number;
  wrapped: string;
  digest: string;
  state?: BulkState;
  mark: number;
  at: Date;
};

/** One action over many complaints: who began it, and how it stands. */
export const BulkModel = model(
  'Bulk',
  new Schema<StoredBulk>(
    {
      _id: text,
      by: text,
      kind: text,
      dryRun: { type: Boolean, required: true },
      total: { type: Number, required: true },
      /** Its own key, and the digest under that of what was asked: worth nothing once the key is erased. */
      wrapped: text,
      digest: text,
      /** Absent until its workflow is begun: before, there is no such bulk. */
      state: String,
      /** Counts what the workflow said of its state, so that a late word loses. */
      mark: { type: Number, required: true },
      at: { type: Date, required: true },
    },
    options,
  ),
);

type StoredItem = {
  _id: string;
  reference: string;
  action?: Action;
  by?: Actor;
  digest?: string;
  occurredAt?: Instant;
  result?: Outcome;
  refusal?: { code: RefusalCode; rule: string; particulars: Particulars };
};

/** Each complaint of a bulk, by the bulk's id and its number; what is to be done until it is done. */
export const BulkItemModel = model(
  'BulkItem',
  new Schema<StoredItem>(
    {
      _id: text,
      reference: text,
      action: Schema.Types.Mixed,
      by: Schema.Types.Mixed,
      digest: String,
      /** Where an import dates the action back. */
      occurredAt: String,
      result: String,
      refusal: Schema.Types.Mixed,
    },
    options,
  ),
);
