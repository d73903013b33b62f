import { z } from 'zod';
import { causes, complexities, contactWays, extents, findingOutcomes, severities } from '../domain/action.ts';
import { stages } from '../domain/complaint.ts';

// What the answers of the API are made of.

export const instant = z.iso.datetime().meta({ id: 'Instant', example: '2026-03-27T09:15:00Z' });
export const day = z.iso.date().meta({ id: 'Day', example: '2026-03-27' });
export const reference = z.string().meta({ id: 'Reference', example: 'C-7F3K-9Q2M-XW4B-D' });
export const money = z.object({ value: z.string(), currency: z.string() }).meta({ id: 'Amount' });
export const count = z.int().min(1);
export const procedure = z.object({ id: z.string(), version: day, revision: count }).meta({ id: 'ProcedureVersion' });
export const stage = z.enum(stages).meta({ id: 'Stage' });

/** A field that an action takes, for forms. */
const field = z.object({
  required: z.boolean(),
  values: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export const formFields = z.record(z.string(), field);

export const redress = z.object({
  number: count,
  kind: z.string(),
  amount: money.optional(),
  owner: z.string().optional(),
  by: day.optional(),
  carriedOutAt: instant.optional(),
  verifiedAt: instant.optional(),
  refused: z.literal(true).optional().describe('Offered, and refused by the complainant: nobody owes it.'),
});
const finding = z.object({
  outcome: z.enum(findingOutcomes),
  cause: z.enum(causes).optional(),
  words: z.string().optional(),
});
export const allegation = z.object({ number: count, words: z.string().optional(), finding: finding.optional() });

export const words = z
  .object({
    description: z.string().optional(),
    desiredOutcome: z.string().optional(),
    orderReference: z.string().optional(),
    referredBy: z.string().optional(),
    externalReference: z.string().optional(),
    place: z
      .object({ address: z.string(), latitude: z.number(), longitude: z.number(), region: z.string() })
      .partial()
      .optional(),
    letter: z.record(z.string(), z.string()).optional().describe('Of the decision, by element.'),
  })
  .meta({ id: 'Words' });
export const person = z.object({
  name: z.string().optional(),
  email: z.string().optional(),
  authority: z.string().optional(),
});
export const complainant = z.object({
  name: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  address: z.string().optional(),
  language: z.string().optional(),
  contactBy: z.enum(contactWays).optional(),
  accessibilityNeeds: z.string().optional(),
  vulnerable: z.array(z.string()).optional(),
});
export const subject = z.union([
  z.object({ staff: z.string() }),
  z.object({ unit: z.string() }),
  z.object({ words: z.string() }),
]);
export const assessment = z.object({
  severity: z.enum(severities),
  safety: z.boolean(),
  complexity: z.enum(complexities),
  impact: z.object({ actual: z.enum(extents), possible: z.enum(extents) }),
  immediateAction: z.object({ needed: z.boolean(), possible: z.boolean() }),
  compensationLikely: z.boolean(),
});
