import { describe, expect, test } from '@jest/globals';
import type { Instant } from '../../domain/complaint.ts';
import { addDays, addMilliseconds } from '../../domain/day.ts';
import type { Snapshot } from '../../domain/reckoner/calendar.ts';
import type { Rules } from '../../domain/rules.ts';
import { decisionOf, entriesOf, ranOut, storiesFromMondays } from '../support/mondays.ts';

// What users of today's systems suffer from, as the list of `docs/clocks.md` has it: each is lived through here.

const { house, until, workingDaysLater, withClock } = storiesFromMondays();

describe('calendars', () => {
  test('wrong unless Monday and Thursday are both set: any days may be the weekend', async () => {
    const [first] = house().rules.calendars;
    const weeks = first!.weeks.map((week) => ({ ...week, weekend: ['thursday', 'monday'] as never }));
    const rules = withClock('decision', { limit: { count: 5, unit: 'workingDays' } }, inCalendar({ weeks }));
    await house().tell(
      'web',
      async (story) => {
        const { armedAt, lastDay } = await decisionOf(story);
        // Received on a Monday: Tuesday, Wednesday, Friday, Saturday, Sunday.
        expect(lastDay).toBe(addDays(armedAt.slice(0, 10), 6));
      },
      { rules },
    );
  });

  test('split shifts, and lunch that is taken for a holiday: only the hours that are worked count', async () => {
    const [first] = house().rules.calendars;
    const hours = { default: ['09:00-12:30', '13:30-17:00'] };
    const weeks = first!.weeks.map((week) => ({ ...week, hours: hours as never }));
    const rules = withClock(
      'decision',
      { limit: { count: 8, unit: 'workingHours' } },
      inCalendar({ weeks, utc: true }),
    );
    await house().tell(
      'web',
      async (story) => {
        const { armedAt, due } = await decisionOf(story);
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
    const now = await house().now();
    const change = house().rules.calendars[0]!.offsets.find(([at]) => at > now)!;
    await until(`${addDays(change[0].slice(0, 10), -3)}T10:00:00.000Z`);
    const rules = withClock('decision', { limit: { count: 5, unit: 'days' } });
    await house().tell(
      'web',
      async (story) => {
        const { due, lastDay } = await decisionOf(story);
        expect(lastDay).toBe(addDays(change[0].slice(0, 10), 2));
        expect(due).toBe(addMilliseconds(`${addDays(lastDay!, 1)}T00:00:00.000Z`, -change[1] * 1_000));
        await house().time.sleep('6 days');
        expect(ranOut(story, 'decision')).toHaveLength(1);
      },
      { rules },
    );
  });

  test('a reminder at midnight or at two: reminded is when work begins', async () => {
    await house().tell('phone', async (story) => {
      await house().time.sleep('9 days');
      const reminded = entriesOf(story).filter(({ action }) => action.kind === 'remind');
      expect(reminded.length).toBeGreaterThan(2);
      const zone = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeStyle: 'short' });
      for (const { at } of reminded) expect(zone.format(new Date(at))).toBe('09:00');
    });
  });

  test('a holiday announced late that moves nobody, or somebody twice: it moves once, however often it is told', async () => {
    await house().tell('web', async (story) => {
      const { lastDay } = await decisionOf(story);
      const [first] = house().rules.calendars;
      const proclaimed = workingDaysLater((await house().now()).slice(0, 10), 3);
      const second = { ...first!, revision: 2, holidays: [...first!.holidays, proclaimed].toSorted() };
      await story.revised(second);
      await story.revised(second);
      expect((await decisionOf(story)).lastDay).toBe(workingDaysLater(lastDay!, 1));
      expect(story.kinds().filter((kind) => kind === 'revise by clock')).toHaveLength(1);
      // It is back at work by the time of the old date.
      await until(`${lastDay}T23:59:59.000Z`);
      expect(ranOut(story, 'decision')).toEqual([]);
      await house().time.sleep('5 days');
      expect(ranOut(story, 'decision')).toHaveLength(1);
    });
  });

  test('a holiday that nobody observes: on a Sunday it moves nothing, and says so', async () => {
    await house().tell('web', async (story) => {
      const before = (await story.now()).clocks;
      const [first] = house().rules.calendars;
      const sunday = addDays((await house().now()).slice(0, 10), 6);
      await story.revised({ ...first!, revision: 2, holidays: [...first!.holidays, sunday].toSorted() });
      expect((await story.now()).clocks).toEqual(before);
      expect(entriesOf(story).at(-1)?.action).toMatchObject({ kind: 'revise', moves: [] });
    });
  });
});

function inCalendar({ weeks, utc }: { weeks: Snapshot['weeks']; utc?: boolean }): Rules {
  const { calendars, ...rules } = house().rules;
  const own = calendars.map((each) => ({
    ...each,
    weeks,
    ...(utc && { offsets: [[each.offsets[0]![0], 0] as [Instant, number]] }),
  }));
  return { ...rules, calendars: own };
}
