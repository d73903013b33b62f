import { z } from 'zod';
import { readable } from '../domain/reference.ts';
import { maybe } from './fields.ts';
import { action } from './schemas.ts';

// What a bulk may look like: `api.md`.

const reference = z
  .string()
  .max(40)
  .transform(readable)
  .pipe(z.string().regex(/^C-([0-9A-Z]{4}-){3}[0-9A-Z]$/));

export const newBulk = z.strictObject({
  references: z
    .array(reference)
    .min(1)
    .max(10_000)
    .transform((given) => [...new Set(given)]),
  action,
  dryRun: maybe(z.boolean()),
});
export type NewBulk = z.infer<typeof newBulk>;

/** Stopping and resuming say all by their address. */
export const nothing = z.strictObject({});
