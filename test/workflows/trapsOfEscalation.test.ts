import { describe, expect, test } from '@jest/globals';
import type { Action } from '../../domain/action.ts';
import { complainant } from '../../domain/actor.ts';
import { addMilliseconds } from '../../domain/day.ts';
import { receiversOf } from '../../domain/notice.ts';
import { embedded } from '../../infra/organisation.ts';
import { decideIt, handler } from '../support/deeds.ts';
import { decisionOf, ranOut, storiesFromMondays } from '../support/mondays.ts';

// What users of today's systems suffer from, as the list of `docs/clocks.md` has it: each is lived through here.

const { house, until } = storiesFromMondays();
const inform: Action = { kind: 'inform', words: 'sealed.1.x' };
const hour = 3_600_000;

describe('escalation', () => {
  test('of closed complaints: what was withdrawn escalates never, and tells nobody', async () => {
    await house().tell('web', async (story) => {
      await story.does(complainant, { kind: 'withdraw' });
      await house().time.sleep('90 days');
      expect(story.kinds().filter((kind) => /escalate|warn|remind/.test(kind))).toEqual([]);
      expect(story.steps.flatMap(({ notices }) => notices)).toEqual([]);
    });
  });

  test('to nobody, because nobody was assigned: somebody is told, also while all of a role are away', async () => {
    await house().tell('web', async (story) => {
      await house().time.sleep('80 days');
      const notices = story.steps.flatMap((step) => step.notices);
      expect(notices.some(({ kind }) => kind === 'escalated')).toBe(true);
      const day = (await house().now()).slice(0, 10);
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
    const { clocks, ...rules } = house().rules;
    const decision = clocks.filter(({ name }) => name === 'decision');
    await house().tellMany(300, { ...rules, clocks: decision }, async (all) => {
      await house().time.sleep('45 days');
      expect(all()).toHaveLength(300);
      for (const kinds of all()) expect(kinds.filter((kind) => kind === 'escalate')).toHaveLength(1);
    });
  }, 120_000);

  test('put off by any comment: words to the complainant start no decision anew', async () => {
    await house().tell('web', async (story) => {
      const before = await decisionOf(story);
      for (const _ of [1, 2, 3, 4]) {
        await house().time.sleep('6 days');
        await story.does(handler, inform);
        expect(await decisionOf(story)).toMatchObject({ due: before.due, occurrence: 1 });
      }
      await until(addMilliseconds(before.due!, hour));
      expect(ranOut(story, 'decision')).toHaveLength(1);
    });
  });

  test('of a reopened complaint at once: its old time is over, and its new one begins then', async () => {
    await house().tell('web', async (story) => {
      await decideIt(story);
      await story.does(complainant, { kind: 'accept' });
      await story.does(handler, { kind: 'close', reason: 'accepted' });
      await house().time.sleep('90 days');
      await story.does(complainant, { kind: 'reopen', reason: 'sealed.1.x' });
      const before = story.kinds().length;
      const { clocks, lastAt, stage } = await story.now();
      expect(stage).toBe('underInvestigation');
      const again = clocks.find(({ name }) => name === 'decision-reopened');
      expect(again).toMatchObject({ state: 'running', armedAt: lastAt });
      await until(addMilliseconds(again!.due!, -hour));
      expect(
        story
          .kinds()
          .slice(before)
          .filter((kind) => !kind.startsWith('warn')),
      ).toEqual([]);
      await until(addMilliseconds(again!.due!, hour));
      expect(ranOut(story, 'decision')).toEqual([]);
      expect(ranOut(story, 'decision-reopened')).toHaveLength(1);
    });
  });
});
