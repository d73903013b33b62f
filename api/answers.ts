import { z } from 'zod';
import {
  causes,
  channels,
  complexities,
  contactWays,
  extents,
  findingOutcomes,
  referralOutcomes,
  severities,
} from '../domain/action.ts';
import { roles } from '../domain/actor.ts';
import { closeReasons, stages } from '../domain/complaint.ts';
import { personalKinds } from '../domain/fields.ts';
import { actionKinds } from '../domain/lifecycle.ts';

// What the API answers, for views to be typed against and for the description of the API. Not for checking: fields may
// be added. Words that are sealed in the store are plain strings here, since whoever may not read them gets none.

const instant = z.iso.datetime().meta({ id: 'Instant', example: '2026-03-27T09:15:00Z' });
const day = z.iso.date().meta({ id: 'Day', example: '2026-03-27' });
const reference = z.string().meta({ id: 'Reference', example: 'C-7F3K-9Q2M-XW4B-D' });
const money = z.object({ value: z.string(), currency: z.string() }).meta({ id: 'Amount' });
const count = z.int().min(1);
const procedure = z.object({ id: z.string(), version: day }).meta({ id: 'ProcedureVersion' });
const stage = z.enum(stages).meta({ id: 'Stage' });

/** A field that an action takes, for forms. */
const field = z.object({
  required: z.boolean(),
  values: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
});
const formFields = z.record(z.string(), field);

const clock = z
  .object({
    name: z.string(),
    tier: count,
    occurrence: count.describe('Which arming of this name it is.'),
    state: z.enum(['running', 'paused', 'met', 'metLate', 'breached', 'cancelled']),
    armedAt: instant,
    due: instant.describe('The first instant that is too late.'),
    lastDay: day.describe('The day to show: the last on which it is in time.'),
    warnAt: instant.optional(),
    endedAt: instant.optional(),
  })
  .meta({ id: 'Clock' });

const explainedClock = clock
  .extend({ explanation: z.array(z.object({ words: z.string(), at: instant.optional() })) })
  .meta({ id: 'ExplainedClock' });

const redress = z.object({
  number: count,
  kind: z.string(),
  amount: money.optional(),
  owner: z.string().optional(),
  by: day.optional(),
  carriedOutAt: instant.optional(),
  verifiedAt: instant.optional(),
});
const finding = z.object({
  outcome: z.enum(findingOutcomes),
  cause: z.enum(causes).optional(),
  words: z.string().optional(),
});
const allegation = z.object({ number: count, words: z.string().optional(), finding: finding.optional() });

const words = z
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
const person = z.object({
  name: z.string().optional(),
  email: z.string().optional(),
  authority: z.string().optional(),
});
const complainant = z.object({
  name: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  address: z.string().optional(),
  language: z.string().optional(),
  contactBy: z.enum(contactWays).optional(),
  accessibilityNeeds: z.string().optional(),
  vulnerable: z.array(z.string()).optional(),
});
const subject = z.union([
  z.object({ staff: z.string() }),
  z.object({ unit: z.string() }),
  z.object({ words: z.string() }),
]);
const assessment = z.object({
  severity: z.enum(severities),
  safety: z.boolean(),
  complexity: z.enum(complexities),
  impact: z.object({ actual: z.enum(extents), possible: z.enum(extents) }),
  immediateAction: z.object({ needed: z.boolean(), possible: z.boolean() }),
  compensationLikely: z.boolean(),
});

const complaint = z
  .object({
    reference,
    stage,
    tier: count,
    version: count.describe('Counts the entries of the trail: 1 is the receipt.'),
    receivedAt: instant,
    channel: z.enum(channels),
    procedure,
    category: z.string().optional(),
    unit: z.string().optional(),
    product: z.string().optional(),
    occurredOn: day.optional(),
    remedyWanted: z.boolean().optional(),
    confidential: z.boolean().optional(),
    handler: z.string().optional(),
    assessment: assessment.optional(),
    outcome: z.enum(findingOutcomes).optional(),
    procedureOutcome: z.string().optional(),
    decidedAt: instant.optional(),
    flags: z.array(z.string()),
    tags: z.array(z.string()),
    words: words.optional().describe('Absent where the reader may not see them.'),
    complainant: complainant.nullable().optional().describe('null: anonymous. Absent where the reader may not see it.'),
    representative: person.optional(),
    contactPerson: person.optional(),
    subjects: z.array(subject),
    allegations: z.array(allegation),
    redress: z.array(redress),
    referral: z.object({ body: z.string(), at: instant, outcome: z.enum(referralOutcomes).optional() }).optional(),
    closed: z.object({ reason: z.enum(closeReasons), at: instant }).optional(),
    ratings: z.array(z.object({ process: z.int(), outcome: z.int(), at: instant })),
    clocks: z.array(clock),
    owed: z.array(z.object({ what: z.string(), due: instant.optional(), clock: z.string().optional() })),
    allowed: z.array(z.object({ kind: z.enum(personalKinds), fields: formFields })),
    notNow: z.array(z.object({ kind: z.enum(personalKinds), rule: z.string(), reason: z.string() })),
    earlier: z.array(
      z.object({
        tier: count,
        allegations: z.array(allegation),
        redress: z.array(redress),
        outcome: z.enum(findingOutcomes).optional(),
        decidedAt: instant.optional(),
      }),
    ),
  })
  .meta({ id: 'Complaint' });

const receipt = complaint
  .pick({ reference: true, stage: true, version: true, receivedAt: true, procedure: true, clocks: true })
  .extend({ trackingCode: z.string().describe('Shown here alone.') })
  .meta({ id: 'Receipt' });

const next = z.string().optional().describe('The cursor of the next page; absent on the last.');

const listItem = complaint
  .pick({ reference: true, stage: true, tier: true, version: true, receivedAt: true, flags: true })
  .extend({
    unit: z.string().optional(),
    category: z.string().optional(),
    handler: z.string().optional(),
    next: clock.optional().describe('The clock that runs out first.'),
    title: z.string().optional().describe('Absent where the reader may not see the words.'),
  })
  .meta({ id: 'ListItem' });
const list = z.object({ items: z.array(listItem), next }).meta({ id: 'List' });

const entry = z
  .object({
    sequence: count,
    at: instant,
    recordedAt: instant.optional(),
    by: z.object({ id: z.string(), role: z.enum(roles), authority: money.optional() }),
    action: z.looseObject({ kind: z.enum(actionKinds) }),
    hash: z.string(),
    previous: z.string().nullable(),
  })
  .meta({ id: 'Entry' });
const trail = z.object({ items: z.array(entry), next }).meta({ id: 'Trail' });

const letter = z
  .object({
    id: z.string(),
    kind: z.string(),
    owedBy: z.string(),
    channel: z.string(),
    language: z.string(),
    state: z.enum(['owed', 'drafted', 'sent', 'delivered', 'failed', 'cancelled']),
    at: instant,
  })
  .meta({ id: 'Letter' });
const letters = z.object({ items: z.array(letter) }).meta({ id: 'Letters' });

const history = z
  .object({
    archived: z.boolean(),
    runs: z.array(z.object({ runId: z.string(), history: z.unknown().describe("Temporal's own JSON.") })),
  })
  .meta({ id: 'History' });

const tracking = z
  .object({
    reference,
    turn: z.enum(['complainant', 'organisation', 'nobody']),
    turnWords: z.string(),
    steps: z.array(z.object({ words: z.string(), day: day.optional(), done: z.boolean() })),
    promised: z.array(z.object({ words: z.string(), day, state: clock.shape.state })),
    decision: z.object({ day, outcome: z.string().optional(), letter: z.record(z.string(), z.string()) }).optional(),
    messages: z.array(z.object({ at: instant, from: z.enum(['complainant', 'organisation']), words: z.string() })),
    letters: z.array(letter.pick({ kind: true, state: true, at: true })),
    canDo: z.array(z.object({ kind: z.enum(personalKinds), words: z.string(), fields: formFields })),
  })
  .meta({ id: 'Tracking' });

const problem = z
  .object({
    type: z.string().meta({ example: '/problems/not-now' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('Fit to show, in the language asked for.'),
    instance: z.string(),
    rule: z.string().optional().describe('Which rule forbids it.'),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

export const answers = {
  complaint,
  receipt,
  list,
  trail,
  explainedClock,
  letters,
  history,
  tracking,
  problem,
};

export type ClockAnswer = z.infer<typeof clock>;
export type ExplainedClockAnswer = z.infer<typeof explainedClock>;
export type ComplaintAnswer = z.infer<typeof complaint>;
export type ReceiptAnswer = z.infer<typeof receipt>;
export type ListItemAnswer = z.infer<typeof listItem>;
export type ListAnswer = z.infer<typeof list>;
export type EntryAnswer = z.infer<typeof entry>;
export type TrailAnswer = z.infer<typeof trail>;
export type LetterAnswer = z.infer<typeof letter>;
export type HistoryAnswer = z.infer<typeof history>;
export type TrackingAnswer = z.infer<typeof tracking>;
export type ProblemAnswer = z.infer<typeof problem>;
