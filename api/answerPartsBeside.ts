import { z } from 'zod';
import { linkKinds } from '../domain/action.ts';
import { instant, reference } from './answerParts.ts';

/** What a complaint belongs to, and who knows of it, in an answer. */
export const besideParts = {
  transfer: z
    .object({
      to: z.string(),
      by: z.string(),
      at: instant,
      outside: z.literal(true).optional(),
      from: z.string().optional(),
      handler: z.string().optional(),
    })
    .optional()
    .describe('On its way to whoever is responsible, until they take it or send it back.'),
  links: z.array(z.object({ reference, as: z.enum(linkKinds) })).optional(),
  duplicateOf: reference.optional(),
  problem: z.string().optional().describe('The systemic problem that it is part of.'),
  heldSince: instant.optional().describe('Nothing of it may be disposed of.'),
  consents: z.array(z.string()).optional().describe('Whom the complainant lets know who they are.'),
  heard: z
    .array(z.object({ staff: z.string(), toldAt: instant.optional(), explainedAt: instant.optional() }))
    .optional(),
};
