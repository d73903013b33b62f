import { z } from 'zod';
import { channels, classifications, flags, interviewed, linkKinds } from '../domain/action.ts';
import type { KindBeside } from '../domain/beside/rows.ts';
import { code, day, email, maybe, name, words } from './fields.ts';

// What requests for what is done beside the road may look like: `api.md`.

const kind = <K extends KindBeside>(value: K) => z.literal(value);
const channel = z.enum(channels);

/** Where staff enter what the complainant said. */
export const onBehalf = {
  onBehalf: maybe(z.literal(true)),
  channel: maybe(channel),
  speaker: maybe(z.literal('representative')),
};

export const subjects = z
  .array(
    z.union([
      z.strictObject({ staff: code() }),
      z.strictObject({ unit: code() }),
      z.strictObject({ words: words(500) }),
    ]),
  )
  .max(20);

export const representative = z.strictObject({
  name: maybe(name()),
  email: maybe(email()),
  authority: maybe(words(500)),
  until: maybe(day()),
});

export const consent = z.strictObject({
  kind: kind('consent'),
  ...onBehalf,
  to: code(),
  given: z.boolean(),
  words: maybe(words()),
});
export const nameRepresentative = z.strictObject({ kind: kind('nameRepresentative'), ...onBehalf, representative });
export const endRepresentation = z.strictObject({
  kind: kind('endRepresentation'),
  ...onBehalf,
  words: maybe(words()),
});

const reason = words();
const flagged = { flag: z.enum(flags), reason };
const tags = maybe(z.array(code()).min(1).max(20));
const number = z.number().int().min(1).max(1_000);

export const actionsBeside = [
  z.strictObject({ kind: kind('takeOver') }),
  z.strictObject({ kind: kind('handBack'), reason }),
  z.strictObject({ kind: kind('declareConflict'), reason }),
  z.strictObject({ kind: kind('nameSubjects'), subjects: subjects.min(1), reason: maybe(words()) }),
  z.strictObject({ kind: kind('mark'), ...flagged }),
  z.strictObject({ kind: kind('unmark'), ...flagged }),
  z.strictObject({ kind: kind('tag'), add: tags, remove: tags, reason }),
  z.strictObject({ kind: kind('transfer'), to: code(), reason }),
  z.strictObject({ kind: kind('acceptTransfer'), words: maybe(words()) }),
  z.strictObject({ kind: kind('refuseTransfer'), reason }),
  z.strictObject({ kind: kind('link'), reference: code(), as: z.enum(linkKinds), reason: maybe(words()) }),
  z.strictObject({ kind: kind('unlink'), reference: code(), reason }),
  z.strictObject({ kind: kind('markDuplicate'), of: code(), reason: maybe(words()) }),
  z.strictObject({ kind: kind('group'), problem: code(), reason: maybe(words()) }),
  z.strictObject({ kind: kind('hold'), reason }),
  z.strictObject({ kind: kind('release'), reason }),
  consent,
  nameRepresentative,
  endRepresentation,
  z.strictObject({ kind: kind('addEvidence'), allegation: maybe(number), words: words() }),
  z.strictObject({ kind: kind('interview'), with: z.enum(interviewed), staff: maybe(code()), words: words() }),
  z.strictObject({ kind: kind('tellSubject'), staff: code(), words: words() }),
  z.strictObject({ kind: kind('explain'), words: words() }),
  z.strictObject({ kind: kind('agreePeriod'), date: day(), channel: maybe(channel), words: maybe(words()) }),
  z.strictObject({ kind: kind('explainDelay'), words: words(), next: maybe(day()) }),
  z.strictObject({ kind: kind('reclassify'), as: z.enum(classifications), reason }),
  z.strictObject({ kind: kind('attempt'), channel, words: maybe(words()) }),
] as const;
