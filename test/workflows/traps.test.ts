import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Action } from '../../domain/action.ts';
import type { Clock } from '../../domain/clock.ts';
import { complainant, type Actor } from '../../domain/actor.ts';
import type { Day, Instant } from '../../domain/complaint.ts';
import { addDays, addMilliseconds } from '../../domain/day.ts';
import { receiversOf } from '../../domain/notice.ts';
import type { Snapshot } from '../../domain/reckoner/calendar.ts';
import type { Rules } from '../../domain/rules.ts';
import { embedded } from '../../infra/organisation.ts';
import { handler } from '../support/deeds.ts';
import { openSkippingHouse, type Story } from '../support/skipping.ts';

// What users of today's systems suffer from, as `product.md` of the design lists it: each is lived through here.

const complaintsManager: Actor = { id: 'complaints-manager', role: 'complaints-manager' };
const ask: Action = { kind: 'ask', words: 'sealed.1.x' };
const answer: Action = { kind: 'receiveInformation', words: 'sealed.1.x' };
const inform: Action = { kind: 'inform', words: 'sealed.1.x' };
const court = { reason: 'court', clocks: ['decision'] };
const hour = 3_600_000;

let house: Awaited<ReturnType<typeof openSkippingHouse>>;
beforeAll(async () => {
  house = await openSkippingHouse();
});
afterAll(() => house.time.teardown());

// Every story begins on a Monday at ten in the morning, UTC, with no holiday for two weeks.
beforeEach(async () => {
  const now = await house.now();
  let day = addDays(now.slice(0, 10), 1);
  while (!isMonday(day) || holidaysIn(day, 14) > 0) day = addDays(day, 1);
  await until(`${day}T10:00:00.000Z`);
});

const isMonday = (day: Day): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() === 1;
const calendarOf = ({ calendars }: Rules): Snapshot => calendars[0]!;
const holidaysIn = (from: Day, days: number): number =>
  calendarOf(house.rules).holidays.filter((day) => day >= from && day < addDays(from, days)).length;
const until = async (at: Instant): Promise<void> =>
  house.time.sleep(Date.parse(at) - (await house.time.currentTimeMs()));

/** So many days later of which work is done by the calendar of the house. */
function workingDaysLater(day: Day, count: number): Day {
  let [at, left] = [day, count];
  while (left > 0) {
    at = addDays(at, 1);
    const isWeekend = new Date(`${at}T00:00:00Z`).getUTCDay() % 6 === 0;
    if (!isWeekend && !calendarOf(house.rules).holidays.includes(at)) left -= 1;
  }
  return at;
}

const clockIn = async (story: Story, name: string): Promise<Clock> =>
  (await story.now()).clocks.findLast((each) => each.name === name)!;
const decision = (story: Story): Promise<Clock> => clockIn(story, 'decision');
const entriesOf = ({ steps }: Story) => steps.flatMap(({ entries }) => entries);
const ranOut = (story: Story, name: string) =>
  entriesOf(story).filter(({ action }) => action.kind === 'runOut' && action.clock === name);
const paused: { rules: () => Rules } = {
  rules: () => ({ ...house.rules, pauses: [...house.rules.pauses, court] }),
};

describe('stop-the-clock', () => {
  test('a pause that keeps ticking: while an answer is awaited no day counts, and afterwards they go on', async () => {
    await house.tell('web', async (story) => {
      const { lastDay: before } = await decision(story);
      await story.does(handler, ask);
      expect(await decision(story)).toMatchObject({ state: 'paused' });
      await house.time.sleep('7 days');
      await story.does(complainant, answer);
      // Tuesday to Friday: the Monday on which it came is not counted anyway, and that of the answer is.
      expect(await decision(story)).toMatchObject({ state: 'running', lastDay: workingDaysLater(before!, 4) });
    });
  });

  test('a pause that swallows a date that was set: the extension and the pause are both there', async () => {
    await house.tell('web', async (story) => {
      const { lastDay } = await decision(story);
      await story.does(complaintsManager, { kind: 'extend', clock: 'decision', ground: 'complex' });
      expect((await decision(story)).lastDay).toBe(workingDaysLater(lastDay!, 10));
      await story.does(handler, ask);
      await house.time.sleep('2 days');
      await story.does(complainant, answer);
      // Of Monday, on which it came, and Tuesday only the second counts.
      expect((await decision(story)).lastDay).toBe(workingDaysLater(lastDay!, 11));
    });
  });

  test('a change of priority that forgets the pause: whoever assesses anew moves nothing', async () => {
    await house.tell('web', async (story) => {
      await story.does(handler, assess('low'));
      await story.does(handler, ask);
      const before = await decision(story);
      await house.time.sleep('1 day');
      await story.does(handler, assess('high'));
      expect(await decision(story)).toEqual(before);
      await story.does(complainant, answer);
      expect((await decision(story)).state).toBe('running');
    });
  });

  test('a pause of hours that makes a limit of working days end on a Sunday at four: it ends as a day does', async () => {
    await house.tell(
      'web',
      async (story) => {
        const { lastDay } = await decision(story);
        await house.time.sleep('1 day');
        await story.does(handler, { kind: 'pause', reason: 'court' });
        await house.time.sleep(37 * hour);
        await story.does(handler, { kind: 'resume', reason: 'court' });
        // Paused at the end of Tuesday, and not any more at that of Wednesday.
        const { due, lastDay: later } = await decision(story);
        expect(later).toBe(workingDaysLater(lastDay!, 1));
        expect(due).toMatch(/T(00|23):00:00\.000Z$/);
        expect(new Date(`${later}T12:00:00Z`).getUTCDay() % 6).not.toBe(0);
      },
      { rules: paused.rules() },
    );
  });

  test('a suspension that writes a date in the far future and cannot be undone: none is written, and the old one comes back', async () => {
    await house.tell(
      'web',
      async (story) => {
        const before = await decision(story);
        await story.does(handler, { kind: 'pause', reason: 'court' });
        expect(await decision(story)).toMatchObject({ state: 'paused', due: null });
        await house.time.sleep('3 hours');
        await story.does(handler, { kind: 'resume', reason: 'court' });
        expect(await decision(story)).toMatchObject({ state: 'running', due: before.due });
        await story.does(handler, { kind: 'pause', reason: 'court' });
        await house.time.sleep('200 days');
        expect(ranOut(story, 'decision')).toEqual([]);
      },
      { rules: paused.rules() },
    );
  });

  test('pauses rounded down to minutes: a limit of hours stops for exactly as long', async () => {
    const rules = withClock('decision', { limit: { count: 30, unit: 'hours' } }, paused.rules());
    await house.tell(
      'web',
      async (story) => {
        const { due } = await decision(story);
        await story.does(handler, { kind: 'pause', reason: 'court' });
        await house.time.sleep(90_500);
        await story.does(handler, { kind: 'resume', reason: 'court' });
        const [from, to] = entriesOf(story)
          .filter(({ action }) => action.kind === 'pause' || action.kind === 'resume')
          .map(({ at }) => Date.parse(at));
        expect((await decision(story)).due).toBe(addMilliseconds(due!, to! - from!));
        expect(to! - from!).toBeGreaterThanOrEqual(90_500);
      },
      { rules },
    );
  });

  test('a pause in the last stretch of a warning: who was told is told again when there is more time, and once', async () => {
    await house.tell(
      'web',
      async (story) => {
        const { lastDay } = await decision(story);
        const warned = () =>
          entriesOf(story).flatMap(({ action }) =>
            action.kind === 'warn' && action.clock === 'decision' ? [[action.warnings, action.lastDay]] : [],
          );
        await until(`${lastDay}T12:00:00.000Z`);
        expect(warned().at(-1)).toEqual([[2], lastDay]);
        const before = warned().length;
        await story.does(handler, { kind: 'pause', reason: 'court' });
        await house.time.sleep('20 days');
        expect(warned()).toHaveLength(before);
        await story.does(handler, { kind: 'resume', reason: 'court' });
        const { lastDay: later } = await decision(story);
        expect(later! > lastDay!).toBe(true);
        await until(`${later}T12:00:00.000Z`);
        expect(
          warned()
            .slice(before)
            .map(([, day]) => day),
        ).toEqual(expect.arrayContaining([later]));
        expect(
          warned()
            .slice(before)
            .filter(([which]) => (which as number[]).includes(2)),
        ).toHaveLength(1);
        expect(ranOut(story, 'decision')).toEqual([]);
      },
      { rules: paused.rules() },
    );
  });
});

describe('calendars', () => {
  test('wrong unless Monday and Thursday are both set: any days may be the weekend', async () => {
    const [first] = house.rules.calendars;
    const weeks = first!.weeks.map((week) => ({ ...week, weekend: ['thursday', 'monday'] as never }));
    const rules = withClock('decision', { limit: { count: 5, unit: 'workingDays' } }, inCalendar({ weeks }));
    await house.tell(
      'web',
      async (story) => {
        const { armedAt, lastDay } = await decision(story);
        // Received on a Monday: Tuesday, Wednesday, Friday, Saturday, Sunday.
        expect(lastDay).toBe(addDays(armedAt.slice(0, 10), 6));
      },
      { rules },
    );
  });

  test('split shifts, and lunch that is taken for a holiday: only the hours that are worked count', async () => {
    const [first] = house.rules.calendars;
    const hours = { default: ['09:00-12:30', '13:30-17:00'] };
    const weeks = first!.weeks.map((week) => ({ ...week, hours: hours as never }));
    const rules = withClock(
      'decision',
      { limit: { count: 8, unit: 'workingHours' } },
      inCalendar({ weeks, utc: true }),
    );
    await house.tell(
      'web',
      async (story) => {
        const { armedAt, due } = await decision(story);
        // From ten on Monday two and a half hours, three and a half; on Tuesday two more.
        const [monday, ms] = [armedAt.slice(0, 10), Date.parse(armedAt) % 1_000];
        const late = Date.parse(armedAt) - Date.parse(`${monday}T10:00:00.000Z`);
        expect(late).toBeLessThan(60_000);
        expect(due).toBe(addMilliseconds(`${addDays(monday, 1)}T11:00:00.000Z`, late));
        expect(ms).toBe(Date.parse(due!) % 1_000);
      },
      { rules },
    );
  });

  test('an hour off after the clocks change: a day ends at midnight there, before and after', async () => {
    const now = await house.now();
    const change = calendarOf(house.rules).offsets.find(([at]) => at > now)!;
    await until(`${addDays(change[0].slice(0, 10), -3)}T10:00:00.000Z`);
    const rules = withClock('decision', { limit: { count: 5, unit: 'days' } });
    await house.tell(
      'web',
      async (story) => {
        const { due, lastDay } = await decision(story);
        expect(lastDay).toBe(addDays(change[0].slice(0, 10), 2));
        expect(due).toBe(addMilliseconds(`${addDays(lastDay!, 1)}T00:00:00.000Z`, -change[1] * 1_000));
        await house.time.sleep('6 days');
        expect(ranOut(story, 'decision')).toHaveLength(1);
      },
      { rules },
    );
  });

  test('a reminder at midnight or at two: reminded is when work begins', async () => {
    await house.tell('phone', async (story) => {
      await house.time.sleep('9 days');
      const reminded = entriesOf(story).filter(({ action }) => action.kind === 'remind');
      expect(reminded.length).toBeGreaterThan(2);
      const zone = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeStyle: 'short' });
      for (const { at } of reminded) expect(zone.format(new Date(at))).toBe('09:00');
    });
  });

  test('a holiday announced late that moves nobody, or somebody twice: it moves once, however often it is told', async () => {
    await house.tell('web', async (story) => {
      const { lastDay } = await decision(story);
      const [first] = house.rules.calendars;
      const proclaimed = workingDaysLater((await house.now()).slice(0, 10), 3);
      const second = { ...first!, revision: 2, holidays: [...first!.holidays, proclaimed].toSorted() };
      await story.revised(second);
      await story.revised(second);
      expect((await decision(story)).lastDay).toBe(workingDaysLater(lastDay!, 1));
      expect(story.kinds().filter((kind) => kind === 'revise by clock')).toHaveLength(1);
      // It is back at work by the time of the old date.
      await until(`${lastDay}T23:59:59.000Z`);
      expect(ranOut(story, 'decision')).toEqual([]);
      await house.time.sleep('5 days');
      expect(ranOut(story, 'decision')).toHaveLength(1);
    });
  });

  test('a holiday that nobody observes: on a Sunday it moves nothing, and says so', async () => {
    await house.tell('web', async (story) => {
      const before = (await story.now()).clocks;
      const [first] = house.rules.calendars;
      const sunday = addDays((await house.now()).slice(0, 10), 6);
      await story.revised({ ...first!, revision: 2, holidays: [...first!.holidays, sunday].toSorted() });
      expect((await story.now()).clocks).toEqual(before);
      expect(entriesOf(story).at(-1)?.action).toMatchObject({ kind: 'revise', moves: [] });
    });
  });
});

describe('escalation', () => {
  test('of closed complaints: what was withdrawn escalates never, and tells nobody', async () => {
    await house.tell('web', async (story) => {
      await story.does(complainant, { kind: 'withdraw' });
      await house.time.sleep('90 days');
      expect(story.kinds().filter((kind) => /escalate|warn|remind/.test(kind))).toEqual([]);
      expect(story.steps.flatMap(({ notices }) => notices)).toEqual([]);
    });
  });

  test('to nobody, because nobody was assigned: somebody is told, also while all of a role are away', async () => {
    await house.tell('web', async (story) => {
      await house.time.sleep('80 days');
      const notices = story.steps.flatMap((step) => step.notices);
      expect(notices.some(({ kind }) => kind === 'escalated')).toBe(true);
      const day = (await house.now()).slice(0, 10);
      const away = embedded.staff.map((person) =>
        person.roles.includes('manager') ? { ...person, absences: [{ from: day, to: day }] } : person,
      );
      for (const notice of notices) {
        expect(receiversOf(notice, embedded.staff, day).length).toBeGreaterThan(0);
        expect(receiversOf(notice, away as never, day).length).toBeGreaterThan(0);
      }
    });
  });

  test('only of the newest hundred: of 300 open complaints each escalates, the oldest too', async () => {
    await house.tellMany(300, async (all) => {
      await house.time.sleep('45 days');
      expect(all()).toHaveLength(300);
      for (const kinds of all()) expect(kinds.filter((kind) => kind === 'escalate')).toHaveLength(1);
    });
  }, 120_000);

  test('put off by any comment: words to the complainant start no decision anew', async () => {
    await house.tell('web', async (story) => {
      const before = await decision(story);
      for (const _ of [1, 2, 3, 4]) {
        await house.time.sleep('6 days');
        await story.does(handler, inform);
        expect(await decision(story)).toMatchObject({ due: before.due, occurrence: 1 });
      }
      await until(addMilliseconds(before.due!, hour));
      expect(ranOut(story, 'decision')).toHaveLength(1);
    });
  });
});

const assess = (severity: 'low' | 'high'): Action => ({
  kind: 'assess',
  severity,
  safety: false,
  complexity: 'simple',
  impact: { actual: 'one', possible: 'one' },
  immediateAction: { needed: false, possible: false },
  compensationLikely: false,
});

function withClock(name: string, change: Partial<Rules['clocks'][number]>, rules = house.rules): Rules {
  return { ...rules, clocks: rules.clocks.map((each) => (each.name === name ? { ...each, ...change } : each)) };
}

function inCalendar({ weeks, utc }: { weeks: Snapshot['weeks']; utc?: boolean }): Rules {
  const { calendars, ...rules } = house.rules;
  const own = calendars.map((each) => ({
    ...each,
    weeks,
    ...(utc && { offsets: [[each.offsets[0]![0], 0] as [Instant, number]] }),
  }));
  return { ...rules, calendars: own };
}
