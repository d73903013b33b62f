import { z } from 'zod';
import { channels, classifications, findingOutcomes, flags, referralOutcomes } from '../domain/action.ts';
import { roles } from '../domain/actor.ts';
import { closeReasons } from '../domain/complaint.ts';
import { personalKinds } from '../domain/fields.ts';
import { letter, letters, notices } from './letterAnswers.ts';
import { besideParts } from './answerPartsBeside.ts';
import { actionKinds } from '../domain/lifecycle.ts';
import {
  instant,
  day,
  reference,
  money,
  count,
  procedure,
  stage,
  formFields,
  redress,
  allegation,
  words,
  person,
  complainant,
  subject,
  assessment,
} from './answerParts.ts';

// What the API answers, for views to be typed against and for the description of the API. Not for checking: fields may
// be added. Words that are sealed in the store are plain strings here, since whoever may not read them gets none.

const clock = z
  .object({
    name: z.string(),
    kind: z.enum(['duty', 'window', 'timer']).describe('Somebody must, somebody may, or something happens by itself.'),
    tier: count,
    occurrence: count.describe('Which arming of this name it is.'),
    state: z.enum(['running', 'paused', 'met', 'metLate', 'breached', 'cancelled']),
    armedAt: instant,
    due: instant.nullable().describe('The first instant that is too late; null while a pause is open.'),
    lastDay: day.optional().describe('The day to show: the last on which it is in time.'),
    warnAt: instant.optional().describe('When somebody is warned next.'),
    endedAt: instant.optional(),
    withoutRule: z.literal(true).optional().describe('The complaint lost the tag by which the procedure had it.'),
    knownLate: z.literal(true).optional().describe('It had run out and ended before the complaint was tagged so.'),
    dealtAt: instant.optional().describe('When what it does by itself at due was done.'),
    beyond: day
      .optional()
      .describe('A day that its calendar does not know yet: it has no due until the calendar does.'),
  })
  .meta({ id: 'Clock' });

const explainedClock = clock
  .extend({ explanation: z.array(z.looseObject({ words: z.string(), step: z.string() })) })
  .meta({ id: 'ExplainedClock' });

const coded = z.looseObject({});
const certificate = z
  .object({
    format: z.literal('recourse-certificate/1'),
    reference,
    procedure: z.object({
      ...procedure.shape,
      calendar: z.string(),
      calendarChanges: z.enum(['follow', 'freeze']).optional(),
    }),
    clock: z.looseObject({ name: z.string() }).describe('Its rule, in the terms of the procedure file (FORMAT.md 4).'),
    tier: count,
    occurrence: count,
    beside: z
      .object({
        clocks: z.array(coded),
        shortTracks: z.array(coded),
        pauses: z.array(coded),
        suspensions: z.array(coded),
      })
      .describe('What else of the procedure bears on it.'),
    inputs: z
      .object({
        tags: z.array(z.string()),
        facts: z.array(coded),
        pauses: z.array(coded),
        extensions: z.array(coded),
      })
      .describe('All that happened, in the terms of FORMAT.md 8.'),
    calendars: z
      .array(z.looseObject({ since: instant, calendar: z.string(), revision: count, zone: z.string() }))
      .describe('Each revision since the complaint knows it; the first of each calendar holds from ever on.'),
    steps: z.array(z.looseObject({ step: z.string() })),
    due: instant.nullable(),
    lastDay: day.optional(),
    state: clock.shape.state.describe('At `asOf`, as reckoned.'),
    asOf: instant.describe('Of the last entry.'),
    said: z
      .object({ state: clock.shape.state, at: instant })
      .optional()
      .describe('What the source of an import says of it, in place of `state`.'),
    overAt: instant.optional().describe('When the complaint was closed elsewhere, and all of its clocks with it.'),
  })
  .meta({ id: 'Certificate' });

const referral = z.object({ body: z.string(), at: instant, outcome: z.enum(referralOutcomes).optional() });
const closed = z.object({ reason: z.enum(closeReasons), at: instant });

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
    classification: z.enum(classifications).optional().describe('Absent while it is taken for a complaint.'),
    conflicts: z.array(z.string()).optional().describe('Who has declared a conflict of interest.'),
    attempts: z
      .array(instant)
      .optional()
      .describe('When somebody tried to reach the complainant in vain, since they were last heard of.'),
    handler: z.string().optional(),
    assessment: assessment.optional(),
    settled: z.literal(true).optional().describe('Agreed with the complainant at first contact, without findings.'),
    outcome: z.enum(findingOutcomes).optional(),
    procedureOutcome: z.string().optional(),
    decidedAt: instant.optional(),
    flags: z.array(z.enum(flags)),
    tags: z.array(z.string()),
    words: words.optional().describe('Absent where the reader may not see them.'),
    complainant: complainant.nullable().optional().describe('null: anonymous. Absent where the reader may not see it.'),
    representative: person.extend({ until: day.optional() }).optional(),
    contactPerson: person.optional(),
    subjects: z.array(subject),
    allegations: z.array(allegation),
    redress: z.array(redress),
    referral: referral.optional(),
    closed: closed.optional(),
    ...besideParts,
    ratings: z.array(z.object({ process: z.int(), outcome: z.int(), at: instant })),
    clocks: z.array(clock),
    owed: z.array(z.object({ what: z.string(), due: instant.optional(), clock: z.string().optional() })),
    allowed: z.array(z.object({ kind: z.enum(personalKinds), fields: formFields })),
    notNow: z.array(z.object({ kind: z.enum(personalKinds), rule: z.string(), reason: z.string() })),
    earlier: z
      .array(
        z.object({
          tier: count,
          allegations: z.array(allegation),
          redress: z.array(redress),
          outcome: z.enum(findingOutcomes).optional(),
          decidedAt: instant.optional(),
          referral: referral.optional(),
          closed: closed.optional(),
        }),
      )
      .describe('What an earlier tier found and decided; with `closed` also how it ended, before it was reopened.'),
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
    errors: z.array(z.object({ pointer: z.string(), detail: z.string(), line: count.optional() })).optional(),
  })
  .meta({ id: 'Problem' });

export const answers = {
  complaint,
  receipt,
  list,
  trail,
  explainedClock,
  certificate,
  letters,
  notices,
  history,
  tracking,
  problem,
};

export type ClockAnswer = z.infer<typeof clock>;
export type ExplainedClockAnswer = z.infer<typeof explainedClock>;
export type ComplaintAnswer = z.infer<typeof complaint>;
export type ListItemAnswer = z.infer<typeof listItem>;
export type ListAnswer = z.infer<typeof list>;
export type HistoryAnswer = z.infer<typeof history>;
export type TrackingAnswer = z.infer<typeof tracking>;
export type ProblemAnswer = z.infer<typeof problem>;
