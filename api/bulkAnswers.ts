import { z } from 'zod';
import { bulkStates, outcomes } from '../domain/bulk.ts';
import { personalKinds } from '../domain/fields.ts';
import { instant, reference } from './answerParts.ts';

// What the API answers about a bulk.

const standing = z
  .object({
    id: z.string().meta({ example: 'B-7F3K-9Q2M-XW4B' }),
    by: z.string().describe('Who began it.'),
    at: instant.describe('When it was sent.'),
    state: z.enum(bulkStates),
    action: z.enum(personalKinds).describe('Its kind.'),
    dryRun: z.boolean().describe('Nothing is done: a result says what would come of it.'),
    done: z.int().describe('How many complaints have their result.'),
    total: z.int(),
  })
  .meta({ id: 'BulkStanding' });

const bulk = standing
  .extend({
    items: z
      .array(
        z.object({
          reference,
          result: z.enum(outcomes),
          rule: z.string().optional().describe('Which rule refuses it.'),
          reason: z.string().optional().describe('The same in plain words, in the language asked for.'),
        }),
      )
      .describe('Those that have their result, in the order in which they were named.'),
    next: z
      .string()
      .optional()
      .describe('The cursor of the next page; absent on the last. Read anew from the first once it is done.'),
  })
  .meta({ id: 'Bulk' });

export const bulkAnswers = { standing, bulk };
export type StandingAnswer = z.infer<typeof standing>;
export type BulkAnswer = z.infer<typeof bulk>;
