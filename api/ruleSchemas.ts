import { z } from 'zod';
import { units } from '../domain/reckoner/rule.ts';
import { factWords } from '../infra/files/schema.ts';
import { code, day, instant, maybe } from './fields.ts';
import { count } from './schemas.ts';

// What may be asked about procedures and calendars. The documents themselves are judged by `infra/procedureFaults.ts`.

export const ofRevision = z.strictObject({ revision: maybe(count(99_999)) });

/** Which revision is approved, where several wait; else the newest. */
export const approval = z.strictObject({ revision: maybe(z.int().min(1)) });

/** What happens; the other words of FORMAT.md 2 only stand for several of these. */
const facts = [...factWords()].filter((word) => word !== 'tierEntered' && word !== 'contact');

const impossible = (rule: string, particulars: object = {}) => ({ params: { rule, ...particulars, impossible: true } });
/** Farther from now no calendar reaches. */
const within = (value: string): boolean => value >= '1970-01-02' && value < '2200';

const near = { at: instant().refine(within, impossible('tooFar')), on: day().refine(within, impossible('tooFar')) };
const tier = z.int().min(1).max(99);

const happening = z
  .strictObject({
    fact: z.string().refine((word) => facts.includes(word), impossible('unknownFact', { known: facts })),
    at: maybe(near.at),
    on: maybe(near.on),
    tier: maybe(tier),
    date: maybe(near.on),
  })
  .refine(({ at, on }) => (at === undefined) !== (on === undefined), impossible('atOrOn'));

/** What would have happened to a complaint (FORMAT.md 8 has the same words). */
export const previewed = z.strictObject({
  tags: maybe(z.array(code()).max(50)),
  facts: z
    .array(happening)
    .max(100)
    .refine((given) => given.some(({ fact }) => fact === 'received'), impossible('receivedMissing')),
  pauses: maybe(z.array(z.strictObject({ reason: code(), from: near.at, to: near.at.nullable() })).max(50)),
  extensions: maybe(
    z
      .array(
        z.strictObject({
          clock: code(),
          at: near.at,
          tier: maybe(tier),
          by: maybe(z.strictObject({ count: z.number().min(0.25).max(1_000), unit: z.enum(units) })),
          date: maybe(near.on),
          ground: maybe(code()),
        }),
      )
      .max(20),
  ),
  calendar: maybe(code()),
});
export type Previewed = z.infer<typeof previewed>;

export const cursorIn = z.strictObject({ cursor: maybe(z.string().max(300)) });
