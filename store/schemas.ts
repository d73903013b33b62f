import { model, Schema } from 'mongoose';
import type { Entry } from '../domain/action.ts';
import type { Clock } from '../domain/clock.ts';
import type { Complaint } from '../domain/complaint.ts';
import type { Letter } from '../domain/letter.ts';
import type { Notice } from '../domain/notice.ts';

const options = { versionKey: false, strict: 'throw', minimize: false } as const;
const text = { type: String, required: true };

/** The facts that lists are narrowed by and entered by: each with either order (`list.ts`). */
const ways = ['handler', 'category', 'stage', 'unit'] as const;
export type Way = (typeof ways)[number];
const orders = ['due', 'receivedAt'] as const;

type StoredComplaint = {
  _id: string;
  version: number;
  due: Date;
  receivedAt: Date;
  title?: string;
  line: Line;
  complaint: Complaint;
};

/** What a list shows of a complaint, or needs to know who may see it whole; `next` is the clock that runs out first. */
export type Line = Pick<Complaint, 'reference' | 'stage' | 'tier' | 'version' | 'receivedAt' | 'subjects'> &
  Pick<Complaint, 'flags' | 'unit' | 'category' | 'handler' | 'conflicts'> & { next?: Clock };

const complaintSchema = new Schema<StoredComplaint>(
  {
    _id: text,
    version: { type: Number, required: true },
    /** When the earliest clock runs out or ran out; where none is live, far in the future, what ended last first. */
    due: { type: Date, required: true },
    receivedAt: { type: Date, required: true },
    title: String,
    /** Some of the facts, once more: a page of a list asks for no more than this. */
    line: { type: Schema.Types.Mixed, required: true },
    complaint: { type: Schema.Types.Mixed, required: true },
  },
  options,
);
for (const order of orders) {
  complaintSchema.index({ [order]: 1, _id: 1 });
  for (const way of ways) complaintSchema.index({ [`complaint.${way}`]: 1, [order]: 1, _id: 1 });
}
/** What a unit has in one stage: of either alone there may be a hundred thousand, of both a handful. */
complaintSchema.index({ 'complaint.unit': 1, 'complaint.stage': 1, due: 1, _id: 1 });

complaintSchema.index(
  { 'complaint.duplicateOf': 1 },
  { partialFilterExpression: { 'complaint.duplicateOf': { $exists: true } } },
);

/** The facts of a complaint as they are now, under `complaint`, and beside them what lists are sorted by. */
export const ComplaintModel = model('Complaint', complaintSchema);

type StoredEntry = {
  _id: string;
  reference: string;
  sequence: number;
  hash: string;
  entry: Entry;
  key?: string;
  digest?: string;
};

export const EntryModel = model(
  'Entry',
  new Schema<StoredEntry>(
    {
      _id: text,
      reference: text,
      sequence: { type: Number, required: true },
      hash: text,
      entry: { type: Schema.Types.Mixed, required: true },
      /** Of the request that it answers: a repeat is known by it for ever. */
      key: String,
      digest: String,
    },
    options,
  )
    .index({ reference: 1, sequence: 1 }, { unique: true })
    .index({ reference: 1, key: 1 }, { unique: true, partialFilterExpression: { key: { $exists: true } } }),
);

type StoredLetter = { _id: string; reference: string; sequence: number; letter: Letter };

export const LetterModel = model(
  'Letter',
  new Schema<StoredLetter>(
    {
      _id: text,
      reference: text,
      sequence: { type: Number, required: true },
      letter: { type: Schema.Types.Mixed, required: true },
    },
    options,
  ).index({
    reference: 1,
    sequence: 1,
  }),
);

type StoredNotice = { _id: string; reference: string; sequence: number; notice: Notice };

/** Whom a clock has told what, by reference, entry and number. */
export const NoticeModel = model(
  'Notice',
  new Schema<StoredNotice>(
    {
      _id: text,
      reference: text,
      sequence: { type: Number, required: true },
      notice: { type: Schema.Types.Mixed, required: true },
    },
    options,
  ).index({ reference: 1, sequence: 1 }),
);

/** One key per complaint, wrapped; with it what must go when the key goes. Written by the API before the workflow starts. */
export const KeyModel = model(
  'Key',
  new Schema(
    {
      _id: text,
      wrapped: text,
      trackingHash: text,
      /** Keyed hashes of the words in it, for searching. */
      tokens: { type: [String], required: true },
    },
    options,
  ).index({ tokens: 1 }),
);

type StoredProcedure = {
  _id: string;
  procedure: string;
  version: string;
  revision: number;
  document: object;
  proposedBy?: string;
  proposedAt?: Date;
  approvedBy?: string;
  approvedAt?: Date;
  key?: string;
  untold?: true;
};

/** Every revision of every version of a procedure that was proposed here or came with the product; never changed. */
export const ProcedureModel = model(
  'Procedure',
  new Schema<StoredProcedure>(
    {
      _id: text,
      procedure: text,
      version: text,
      revision: { type: Number, required: true },
      document: { type: Schema.Types.Mixed, required: true },
      /** Absent for what came with the product. */
      proposedBy: String,
      proposedAt: Date,
      approvedBy: String,
      /** It is in force since; absent while it waits for a second person. */
      approvedAt: Date,
      /** Of the request that proposed it. */
      key: String,
      /** A revision that is in force and of which open complaints are yet to be told. */
      untold: Boolean,
    },
    options,
  ).index({ key: 1 }, { unique: true, partialFilterExpression: { key: { $exists: true } } }),
);

type StoredCalendar = {
  _id: string;
  calendar: string;
  revision: number;
  document: object;
  by?: string;
  at: Date;
  untold?: true;
};

/** Every revision of every calendar that complaints may know; never changed. */
export const CalendarModel = model(
  'Calendar',
  new Schema<StoredCalendar>(
    {
      _id: text,
      calendar: text,
      revision: { type: Number, required: true },
      document: { type: Schema.Types.Mixed, required: true },
      /** Absent for what came with the product. */
      by: String,
      at: { type: Date, required: true },
      /** Open complaints are yet to be told of it. */
      untold: Boolean,
    },
    options,
  ),
);
