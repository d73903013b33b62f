import { model, Schema } from 'mongoose';
import type { StaffRecord } from '../domain/staff.ts';

const options = { versionKey: false, strict: 'throw', minimize: false } as const;
const text = { type: String, required: true };

/** A staff record as it stood: who entered it when, and the name, sealed with a key that is wrapped. */
export type StaffVersion = {
  version: number;
  record: StaffRecord;
  name: string;
  wrapped: string;
  /** Absent for the first staff of an organisation. */
  by?: string;
  at: Date;
};

export type StoredStaff = StaffVersion & {
  _id: string;
  earlier: StaffVersion[];
  /** Of the request that began it. */
  key?: string;
  untold?: true;
};

/** One document per person, with every earlier version, so that a change and what it changed are one write. */
export const StaffModel = model(
  'Staff',
  new Schema<StoredStaff>(
    {
      _id: text,
      version: { type: Number, required: true },
      record: { type: Schema.Types.Mixed, required: true },
      name: text,
      wrapped: text,
      by: String,
      at: { type: Date, required: true },
      earlier: { type: Schema.Types.Mixed, required: true },
      key: String,
      /** An absence has begun, of which complaints are yet to be told. */
      untold: Boolean,
    },
    options,
  ).index({ key: 1 }, { unique: true, partialFilterExpression: { key: { $exists: true } } }),
);

/** Who changes staff records takes a turn: of two at once neither would see whom the other leaves without a role. */
export const TurnModel = model(
  'Turn',
  new Schema({ _id: text, taken: { type: Number, required: true } }, { ...options, collection: 'turns' }),
);
