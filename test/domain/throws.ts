import fc from 'fast-check';
import { channels, type ActionKind, type ActionOf, type Deed } from '../../domain/action.ts';
import type { Actor } from '../../domain/actor.ts';
import { nextDue } from '../../domain/clock.ts';
import { kindsBeside } from '../../domain/beside/rows.ts';
import type { Complaint, Instant } from '../../domain/complaint.ts';
import { addMilliseconds } from '../../domain/day.ts';
import { personalKinds } from '../../domain/fields.ts';
import type { Question } from '../../domain/guards.ts';
import { actionKinds, rowOf } from '../../domain/lifecycle.ts';
import { refuse } from '../../domain/perform.ts';
import { Refusal } from '../../domain/refusal.ts';
import { to } from '../../domain/road.ts';
import type { Rules } from '../../domain/rules.ts';
import { monday, receipt } from './life.ts';
import * as people from './people.ts';
import { anySay, picker, sensibleSay, type Pick } from './said.ts';

export const actors: readonly Actor[] = [
  people.complainant,
  people.contact,
  people.handler,
  people.handler2,
  people.manager,
  people.manager2,
  people.head,
  people.complaintsManager,
  people.auditor,
  people.administrator,
  people.clock,
];

const hour = 3_600_000;
const gap = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 36 * hour }) },
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 45 * 24 * hour }) },
  { weight: 2, arbitrary: fc.constantFrom('just before due', 'at due', 'just after due') },
);

/** One throw of the dice: somebody tries something after a while. */
const oneThrow = fc.record({
  /** Where everything it says comes from (`said.ts`). */
  seed: fc.nat(),
  /** What could be done now, rather than anything. */
  led: fc.integer({ min: 0, max: 9 }).map((number) => number < 8),
  gap,
  /** For an import: as if it had happened then, in thousandths of the time since the last entry. */
  back: fc.option(fc.nat(1200), { nil: undefined, freq: 2 }),
});
export type Throw = typeof oneThrow extends fc.Arbitrary<infer T> ? T : never;

/** Lives may be long: one calendar for all of them that knows the working days of many years, though no later holidays. */
const calendars = people.houseRules.calendars.map((each) => ({
  ...each,
  covers: { ...each.covers, to: '2041-12-31' },
}));
const lasting = (rules: Rules): Rules => ({ ...rules, calendars });

/** By name, so that a failing life can be read. */
export const ruleSets = {
  house: lasting(people.houseRules),
  'silence says nothing': lasting(people.withSilence([])),
  'silence accepts': lasting(people.withSilence([{ do: 'accept' }])),
  'the complainant enters the last tier only': lasting(
    people.withTiers(({ number }) => ({
      entryBy: number === 2 ? ['clock'] : ['complainant'],
    })),
  ),
  'a court stops the clocks': lasting(people.pausedForCourt),
  'anybody may extend': lasting(people.extendedByAnybody),
  'time is agreed': lasting(
    people.withClock('decision', {
      limit: { agreedBy: 'periodAgreed', otherwise: { count: 20, unit: 'workingDays' } },
    }),
  ),
  'anybody reviews, everything is approved': lasting(people.withTiers(() => ({ excluded: [], approval: 'always' }))),
} satisfies { [name: string]: Rules };

export const anyLife = fc.record({
  rules: fc.constantFrom(...(Object.keys(ruleSets) as (keyof typeof ruleSets)[])),
  receipt: fc.record<Partial<ActionOf<'receive'>>>({
    channel: fc.constantFrom(...channels),
    complainant: fc.constantFrom({ language: 'fa' }, null),
    subjects: fc.constantFrom([], [], [{ staff: 'handler' }], [{ staff: 'manager' }, { unit: 'housing' }]),
    tags: fc.constantFrom([], ['no-survey']),
  }),
  late: fc.constantFrom(0, 0, 2 * hour, 50 * 24 * hour),
  throws: fc.array(oneThrow, { minLength: 1, maxLength: 45, size: 'max' }),
});
export type AnyLife = typeof anyLife extends fc.Arbitrary<infer L> ? L : never;

export function firstDeed({ receipt: said, late }: AnyLife): Deed<'receive'> {
  const by = said.channel === 'import' ? people.administrator : people.contact;
  return { action: receipt(said), by, at: monday, ...(late > 0 && { recordedAt: addMilliseconds(monday, late) }) };
}

/** When the throw is made. `now` is when the one before was. */
export function instantOf(complaint: Complaint, { gap }: Throw, now: Instant): Instant {
  // The workflow lets no two people act at one instant.
  const soonest = addMilliseconds(complaint.lastAt > now ? complaint.lastAt : now, 1);
  const due = nextDue(complaint)?.at ?? now;
  const at =
    typeof gap === 'number'
      ? addMilliseconds(now, gap)
      : addMilliseconds(due, { 'just before due': -1, 'at due': 0, 'just after due': 1 }[gap]);
  return at > soonest ? at : soonest;
}

export function deedOf(complaint: Complaint, { seed, led, back }: Throw, now: Instant, rules: Rules): Deed {
  const pick = picker(seed);
  if (complaint.importedAt !== undefined && back !== undefined) {
    const since = Date.parse(complaint.importedAt) - Date.parse(complaint.lastAt);
    const at = addMilliseconds(complaint.lastAt, Math.round((since * back) / 1000));
    const kind = pick(['propose', 'decide', 'reject', 'close', 'inform']);
    return { action: anySay(kind, pick, complaint), by: people.administrator, at, recordedAt: now };
  }
  const [kind, by] = (led && leading(complaint, pick, rules)) || anything(pick);
  const action = led ? sensibleSay(kind, pick, complaint, by, rules) : anySay(kind, pick, complaint);
  return { action, by, at: now };
}

const idle: readonly ActionKind[] = [
  ...(['inform', 'assign', 'correct', 'withdraw', 'rate', 'assess', 'acknowledge'] as const),
  ...(['ask', 'pause', 'extend', 'addInformation'] as const),
  ...kindsBeside,
];

/** Whatever it is, by whomever; that somebody is stood in for comes of the clock alone, and would be too rare. */
const anything = (pick: Pick): [ActionKind, Actor] =>
  pick([0, 1, 2, 3, 4, 5, 6, 7]) === 1 ? ['deputise', people.clock] : [pick(actionKinds), pick(actors)];

/** What would end most lives before they had begun, or lead them round. */
const shortcuts: readonly ActionKind[] = ['withdraw', 'reopen', 'settle', 'escalate', 'takeBack'];

const answers: readonly ActionKind[] = [
  'acceptTransfer',
  'refuseTransfer',
  'unlink',
  'release',
  'endRepresentation',
  'unmark',
  'explain',
];

/** Something that leads on from here, with somebody who may do it; of the rest only now and then, or no life grew old. */
function leading(complaint: Complaint, pick: Pick, rules: Rules): [ActionKind, Actor] | undefined {
  const open = personalKinds.filter((kind) => to(kind, complaint.stage));
  const onward = open.filter((kind) => !idle.includes(kind) || rowOf(kind).from[complaint.stage] !== 'same');
  const isAside = pick([0, 1, 2, 3, 4, 5, 6, 7]) === 0;
  const kinds = isAside ? open : onward.filter((kind) => !shortcuts.includes(kind));
  // What answers something else is possible so rarely that it comes first half of the time.
  const first = isAside && pick([true, false]) ? open.filter((kind) => answers.includes(kind)) : [];
  for (const kind of [...turned(first, pick), ...turned(kinds, pick)]) {
    const by = turned(actors, pick).find((each) => may({ complaint, by: each, rules, kind }));
    if (by) return [kind, by];
  }
  return undefined;
}

function turned<T>(list: readonly T[], pick: Pick): T[] {
  const from = list.length > 0 ? pick(list.map((_, index) => index)) : 0;
  return [...list.slice(from), ...list.slice(0, from)];
}

function may(question: Question): boolean {
  try {
    refuse(question);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
