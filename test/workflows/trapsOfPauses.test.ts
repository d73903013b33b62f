import { describe, expect, test } from '@jest/globals';
import type { Action } from '../../domain/action.ts';
import { complainant, type Actor } from '../../domain/actor.ts';
import { addMilliseconds } from '../../domain/day.ts';
import type { Rules } from '../../domain/rules.ts';
import { handler } from '../support/deeds.ts';
import { decisionOf, entriesOf, ranOut, storiesFromMondays, weekdayOf } from '../support/mondays.ts';

// What users of today's systems suffer from, as the list of `docs/clocks.md` has it: each is lived through here.

const { house, until, workingDaysLater, withClock } = storiesFromMondays();
const complaintsManager: Actor = { id: 'complaints-manager', role: 'complaints-manager' };
const ask: Action = { kind: 'ask', words: 'sealed.1.x' };
const answer: Action = { kind: 'addInformation', words: 'sealed.1.x' };
const hour = 3_600_000;
/** Where a person may stop the decision clock, for a court. */
const paused = (): Rules => ({
  ...house().rules,
  pauses: [...house().rules.pauses, { reason: 'court', clocks: ['decision'] }],
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

describe('stop-the-clock', () => {
  test('a pause that keeps ticking: while an answer is awaited no day counts, and afterwards they go on', async () => {
    await house().tell('web', async (story) => {
      const { lastDay: before } = await decisionOf(story);
      await story.does(handler, ask);
      expect(await decisionOf(story)).toMatchObject({ state: 'paused' });
      await house().time.sleep('7 days');
      await story.does(complainant, answer);
      // Tuesday to Friday: the Monday on which it came is not counted anyway, and that of the answer is.
      expect(await decisionOf(story)).toMatchObject({ state: 'running', lastDay: workingDaysLater(before!, 4) });
    });
  });

  test('a pause that swallows a date that was set: the extension and the pause are both there', async () => {
    await house().tell('web', async (story) => {
      const { lastDay } = await decisionOf(story);
      await story.does(complaintsManager, { kind: 'extend', clock: 'decision', ground: 'complex' });
      expect((await decisionOf(story)).lastDay).toBe(workingDaysLater(lastDay!, 10));
      await story.does(handler, ask);
      await house().time.sleep('2 days');
      await story.does(complainant, answer);
      // Of Monday, on which it came, and Tuesday only the second counts.
      expect((await decisionOf(story)).lastDay).toBe(workingDaysLater(lastDay!, 11));
    });
  });

  test('a change of priority that forgets the pause: whoever assesses anew moves nothing', async () => {
    await house().tell('web', async (story) => {
      await story.does(handler, assess('low'));
      await story.does(handler, ask);
      const before = await decisionOf(story);
      await house().time.sleep('1 day');
      await story.does(handler, assess('high'));
      expect(await decisionOf(story)).toEqual(before);
      await story.does(complainant, answer);
      expect((await decisionOf(story)).state).toBe('running');
    });
  });

  test('a pause of hours that makes a limit of working days end on a Sunday at four: it ends as a day does', async () => {
    await house().tell(
      'web',
      async (story) => {
        const { lastDay } = await decisionOf(story);
        await house().time.sleep('1 day');
        await story.does(handler, { kind: 'pause', reason: 'court' });
        await house().time.sleep(37 * hour);
        await story.does(handler, { kind: 'resume', reason: 'court' });
        // Paused at the end of Tuesday, and not any more at that of Wednesday.
        const { due, lastDay: later } = await decisionOf(story);
        expect(later).toBe(workingDaysLater(lastDay!, 1));
        expect(due).toMatch(/T(00|23):00:00\.000Z$/);
        expect(weekdayOf(later!) % 6).not.toBe(0);
      },
      { rules: paused() },
    );
  });

  test('a suspension that writes a date in the far future and cannot be undone: none is written, and the old one comes back', async () => {
    await house().tell(
      'web',
      async (story) => {
        const before = await decisionOf(story);
        await story.does(handler, { kind: 'pause', reason: 'court' });
        expect(await decisionOf(story)).toMatchObject({ state: 'paused', due: null });
        await house().time.sleep('3 hours');
        await story.does(handler, { kind: 'resume', reason: 'court' });
        expect(await decisionOf(story)).toMatchObject({ state: 'running', due: before.due });
        await story.does(handler, { kind: 'pause', reason: 'court' });
        await house().time.sleep('200 days');
        expect(ranOut(story, 'decision')).toEqual([]);
      },
      { rules: paused() },
    );
  });

  test('pauses rounded down to minutes: a limit of hours stops for exactly as long', async () => {
    const rules = withClock('decision', { limit: { count: 30, unit: 'hours' } }, paused());
    await house().tell(
      'web',
      async (story) => {
        const { due } = await decisionOf(story);
        await story.does(handler, { kind: 'pause', reason: 'court' });
        await house().time.sleep(90_500);
        await story.does(handler, { kind: 'resume', reason: 'court' });
        const [from, to] = entriesOf(story)
          .filter(({ action }) => action.kind === 'pause' || action.kind === 'resume')
          .map(({ at }) => Date.parse(at));
        expect((await decisionOf(story)).due).toBe(addMilliseconds(due!, to! - from!));
        expect(to! - from!).toBeGreaterThanOrEqual(90_500);
      },
      { rules },
    );
  });

  test('a pause in the last stretch of a warning: who was told is told again when there is more time, and once', async () => {
    await house().tell(
      'web',
      async (story) => {
        const { lastDay } = await decisionOf(story);
        const warned = () =>
          entriesOf(story).flatMap(({ action }) =>
            action.kind === 'warn' && action.clock === 'decision' ? [[action.warnings, action.lastDay]] : [],
          );
        await until(`${lastDay}T12:00:00.000Z`);
        expect(warned().at(-1)).toEqual([[2], lastDay]);
        const before = warned().length;
        await story.does(handler, { kind: 'pause', reason: 'court' });
        await house().time.sleep('20 days');
        expect(warned()).toHaveLength(before);
        await story.does(handler, { kind: 'resume', reason: 'court' });
        const { lastDay: later } = await decisionOf(story);
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
      { rules: paused() },
    );
  });
});
