import { z } from 'zod';
import { roles } from '../domain/actor.ts';
import { count, instant, reference } from './answerParts.ts';

// What the API answers about letters and notices.

export const letter = z
  .object({
    id: z.string(),
    kind: z.string(),
    owedBy: z.string(),
    channel: z.string(),
    language: z.string(),
    state: z.enum(['owed', 'drafted', 'sent', 'delivered', 'failed', 'cancelled']),
    at: instant,
    text: z
      .string()
      .optional()
      .describe('The letter in words, once it is made. Absent where the reader may not see them.'),
    lacks: z.array(z.string()).optional().describe('What a person must write before it can be sent.'),
    sentAt: instant.optional(),
    messageId: z.string().optional().describe('Of the mail: the same when it is sent again.'),
  })
  .meta({ id: 'Letter' });
const notice = z
  .object({
    id: z.string(),
    reference,
    kind: z.enum([
      'warning',
      'ranOut',
      'reminder',
      'escalated',
      'transferred',
      'returned',
      'unassigned',
      'lowRating',
      'letterFailed',
    ]),
    roles: z.array(z.enum(roles)),
    to: z.array(z.string()).describe('Who of the staff that is today; never nobody.'),
    clock: z.string().optional().describe('Absent where a person moved it up.'),
    tier: count,
    due: instant.optional(),
    letter: z.string().optional().describe('The letter that could not be delivered.'),
    at: instant,
    handler: z.string().optional(),
    unit: z.string().optional(),
  })
  .meta({ id: 'Notice' });
export const notices = z.object({ items: z.array(notice) }).meta({ id: 'Notices' });

export const letters = z.object({ items: z.array(letter) }).meta({ id: 'Letters' });
