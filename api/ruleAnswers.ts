import { z } from 'zod';
import { count, day, instant } from './answerParts.ts';

// What the API answers about procedures and calendars.

const item = z
  .object({
    id: z.string(),
    version: day,
    revision: count,
    title: z.string(),
    jurisdiction: z.string(),
    state: z
      .enum(['proposed', 'future', 'inForce', 'ended'])
      .describe('proposed: it waits for a second person. The others by today, in the zone of the organisation.'),
    proposedBy: z.string().optional().describe('Absent for what came with the product.'),
    approvedBy: z.string().optional(),
  })
  .meta({ id: 'ProcedureItem' });

const clock = z.object({
  name: z.string(),
  tier: count,
  occurrence: count,
  state: z.enum(['notArmed', 'running', 'paused', 'met', 'metLate', 'breached', 'cancelled']),
  due: instant.nullable(),
  lastDay: day.optional(),
  beyond: day.optional().describe('A day that the calendar does not know: there is no due until it does.'),
  warnings: z.array(instant),
  explanation: z.array(z.looseObject({ words: z.string(), step: z.string() })),
});

const rulePreview = z
  .object({
    asOf: instant.describe('When the clocks stand like that: now, or at the last fact where that is still to come.'),
    clocks: z.array(clock),
    refused: z
      .array(z.object({ pointer: z.string(), detail: z.string() }))
      .describe('The pauses and extensions that would have no effect.'),
  })
  .meta({ id: 'RulePreview' });

const page = z
  .object({
    title: z.string(),
    summary: z.string(),
    steps: z.array(z.object({ words: z.string() })),
    promises: z.array(
      z.object({
        clock: z.string(),
        title: z.string(),
        words: z.string(),
        for: z.array(z.string()).optional().describe('Only where one of these holds.'),
        notFor: z.array(z.string()).optional(),
      }),
    ),
    outside: z.array(
      z.object({
        body: z.string(),
        contact: z.string().optional(),
        for: z.array(z.string()).optional(),
        words: z.string(),
      }),
    ),
    reviews: z.array(z.object({ tier: count, title: z.string(), words: z.string() })),
  })
  .meta({ id: 'PublicProcedure' });

const moves = z
  .object({
    moved: z.int().describe('How many clocks of open complaints it moves.'),
    breached: z.int().describe('Of these: run out at once.'),
    recovered: z
      .int()
      .describe('Of these: had no due instant, as the calendar did not reach so far, and have one then.'),
    items: z.array(
      z.object({
        reference: z.string(),
        clock: z.string(),
        tier: count,
        occurrence: count,
        from: instant.nullable(),
        to: instant.nullable(),
      }),
    ),
    next: z.string().optional().describe('The cursor of the next page; absent on the last.'),
  })
  .meta({ id: 'RevisionPreview' });

const following = z
  .object({
    told: z.int().describe('How many open complaints know of it by now.'),
    done: z.boolean().describe('All do that were open when it was their turn.'),
  })
  .meta({ id: 'Following' });

export const ruleAnswers = {
  item,
  list: z.object({ items: z.array(item), next: z.string().optional() }).meta({ id: 'Procedures' }),
  rulePreview,
  page,
  moves,
  following,
  document: z.looseObject({ format: z.string() }).describe('A document of procedures/FORMAT.md.'),
};

export type ProcedureItem = z.infer<typeof item>;
export type RulePreviewAnswer = z.infer<typeof rulePreview>;
export type PublicAnswer = z.infer<typeof page>;
export type FollowingAnswer = z.infer<typeof following>;
export type MovesAnswer = z.infer<typeof moves>;
