import { z } from 'zod';
import { Words } from '../infra/words.ts';

// What every kind of field must look like, for the schemas of requests. A custom issue names its rule in `params`, and
// `impossible` where the value is well-formed and yet cannot be (422).

/** Optional, and never `undefined`: what JSON can say. */
export const maybe = z.exactOptional;

// Control characters other than tab and line break, and halves of surrogate pairs.
// oxlint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]|\p{Cs}/u;

const text = (longest: number) =>
  z
    .string()
    .meta({ minLength: 1, maxLength: longest })
    .superRefine((value, context) => {
      const refuse = (rule: string, more: object = {}): void =>
        context.addIssue({ code: 'custom', params: { rule, ...more } });
      if (value.trim() === '') refuse('emptyText');
      else if (value.length > longest && Array.from(value).length > longest) refuse('tooLong', { longest });
      if (unprintable.test(value)) refuse('controlCharacters');
    });

/** What somebody wrote, kept exactly. At most so many code points. */
export const words = (longest = 10_000) => text(longest).transform((value) => new Words(value));
export const name = () => words(200);
export const email = () =>
  z
    .email()
    .max(320)
    .transform((value) => new Words(value));

/** A word of a list: never free text, since it stays plain. */
export const code = () => z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);

const impossible = (rule: string) => ({ params: { rule, impossible: true } });

export const day = () =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .refine(exists, impossible('noSuchDay'))
    .meta({ format: 'date' });

/** With its zone; given back in UTC. */
export const instant = () =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/)
    .refine((value) => exists(value.slice(0, 10)) && !Number.isNaN(Date.parse(value)), impossible('noSuchDay'))
    .meta({ format: 'date-time' })
    .transform((value) => new Date(value).toISOString());

function exists(value: string): boolean {
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

export const money = () =>
  z.strictObject({
    value: z.string().regex(/^\d{1,9}(\.\d{1,2})?$/),
    currency: z.string().regex(/^[A-Z]{3}$/),
  });

export const coordinate = (most: number) =>
  z
    .number()
    .min(-most)
    .max(most)
    .transform((value) => new Words(value));
