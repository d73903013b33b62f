import type { Instant } from '../domain/complaint.ts';
import { daysOf, dayText } from '../domain/reckoner/days.ts';
import { explain } from '../domain/reckoner/explain.ts';
import type { Reckoned } from '../domain/reckoner/life.ts';
import type { Reckoning } from '../domain/reckoner/life.ts';
import { reckon } from '../domain/reckoner/reckon.ts';
import { stateAt } from '../domain/reckoner/state.ts';
import type { Account, Happening, Timetable } from '../domain/reckoner/rule.ts';
import type { Snapshot } from '../domain/reckoner/calendar.ts';
import { Refusal } from '../domain/refusal.ts';
import { timetableOf } from '../domain/timetable.ts';
import type { ProcedureDocument } from '../infra/procedureFaults.ts';
import { rulesFor, type Rulebook } from '../infra/rulebook.ts';
import { sentenceOf } from './explanation.ts';
import { sayRefusal, type Locale } from './locale.ts';
import type { RulePreviewAnswer } from './ruleAnswers.ts';
import type { Previewed } from './ruleSchemas.ts';

/** Of a series that is due again and again whatever happens, so many are shown. */
const periods = 3;

/** What would be due if these things happened to a complaint: all clocks, short tracks and retention included. */
export function rulePreview(
  document: ProcedureDocument,
  asked: Previewed,
  book: Rulebook,
  now: Instant,
  locale: Locale,
): RulePreviewAnswer {
  if (asked.calendar !== undefined && !book.calendars.has(asked.calendar)) {
    const known = [...book.calendars.keys()];
    throw new Refusal('impossible', 'unknownCalendar', { pointer: '/calendar', code: asked.calendar, known });
  }
  const procedure = asked.calendar ? { ...document, calendar: asked.calendar } : document;
  const timetable = timetableOf(procedure);
  const account = accountOf(asked, procedure, timetable);
  const days = account.facts.map(dayOf).toSorted();
  const snapshots = rulesFor(procedure, days[0] ?? now.slice(0, 10), book).calendars;
  const revisions = Object.fromEntries(snapshots.map((snapshot) => [snapshot.calendar, [{ since: '', snapshot }]]));
  const { clocks, refused } = reckon(timetable, account, revisions, { periods });
  const asOf =
    [now, ...account.facts.map((fact) => ('at' in fact ? fact.at : `${fact.on}T23:59:59.999Z`))].toSorted().at(-1) ??
    now;
  return {
    asOf,
    clocks: clocks.map((clock) => clockIn(clock, snapshotOf(clock, timetable, snapshots), asOf, locale)),
    refused: refusedIn(refused, account, timetable, locale),
  };
}

function accountOf(
  { tags = [], facts, pauses = [], extensions = [] }: Previewed,
  { tags: own = [] }: ProcedureDocument,
  timetable: Timetable,
): Account {
  const known = own.map(({ tag }) => tag);
  for (const [index, tag] of tags.entries()) {
    if (!known.includes(tag))
      throw new Refusal('impossible', 'unknownTag', { pointer: `/tags/${index}`, code: tag, known });
  }
  const names = timetable.clocks.map(({ name }) => name);
  for (const [index, { clock }] of extensions.entries()) {
    if (!names.includes(clock)) {
      throw new Refusal('impossible', 'unknownCode', { pointer: `/extensions/${index}/clock`, known: names });
    }
  }
  return { tags, facts: facts.map(happening), pauses, extensions };
}

function happening({ at, on, ...fact }: Previewed['facts'][number]): Happening {
  return at === undefined ? { ...fact, on: on ?? '' } : { ...fact, at };
}

const dayOf = (fact: Happening): string => ('at' in fact ? fact.at.slice(0, 10) : fact.on);

function snapshotOf({ name }: Reckoned, { clocks, calendar }: Timetable, snapshots: readonly Snapshot[]): Snapshot {
  const id = clocks.find((each) => each.name === name)?.calendar ?? calendar;
  const snapshot = snapshots.find((each) => each.calendar === id);
  if (!snapshot) throw new Error(`The snapshot of ${id} is missing.`);
  return snapshot;
}

function clockIn(
  clock: Reckoned,
  snapshot: Snapshot,
  asOf: Instant,
  locale: Locale,
): RulePreviewAnswer['clocks'][number] {
  const days = daysOf(snapshot);
  const { name, tier, occurrence, due, armedAt, beyond } = clock;
  // One that was not armed has nothing to tell of how it came to be due.
  const steps = armedAt === undefined ? [] : explain(clock, days);
  return {
    name,
    tier,
    occurrence,
    state: stateAt(clock, Date.parse(asOf)),
    due: due === undefined ? null : text(due),
    ...(due !== undefined && { lastDay: dayText(days.dayOf(due - 1)) }),
    ...(beyond && { beyond: beyond.day }),
    warnings: clock.warnings.map(({ at }) => text(at)),
    explanation: steps.map((step) => ({ words: sentenceOf(step, name, snapshot.zone, locale), ...step })),
  };
}

/** The pauses and extensions that would have no effect, and why. */
function refusedIn(
  { extensions, pauses }: Reckoning['refused'],
  account: Account,
  timetable: Timetable,
  locale: Locale,
): RulePreviewAnswer['refused'] {
  const byHand = timetable.pauses.filter(({ startsBy }) => !startsBy).map(({ reason }) => reason);
  return [
    ...[...extensions].map(([index, why]) => ({
      pointer: `/extensions/${index}`,
      detail: sayRefusal(locale, {
        rule: `extension.${why}`,
        particulars: { clock: account.extensions[index]?.clock ?? '' },
      }),
    })),
    ...pauses.map((index) => ({
      pointer: `/pauses/${index}`,
      detail: sayRefusal(locale, {
        rule: 'pauseReason',
        particulars: { cause: account.pauses[index]?.reason ?? '', known: byHand },
      }),
    })),
  ];
}

const text = (at: number): Instant => new Date(at).toISOString();
