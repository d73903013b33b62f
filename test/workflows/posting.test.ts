import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { complainant } from '../../domain/actor.ts';
import type { Rules } from '../../domain/rules.ts';
import { handler } from '../support/deeds.ts';
import { openSkippingHouse, type Post, type Story } from '../support/skipping.ts';

let house: Awaited<ReturnType<typeof openSkippingHouse>>;
beforeAll(async () => {
  house = await openSkippingHouse();
});
afterAll(() => house.time.teardown());

const hours = 3_600_000;
const isDown = () =>
  ApplicationFailure.create({ message: 'The mail server did not take it: ESOCKET.', type: 'NotTaken' });
const sent: Post = async (ids) => ids.map((id) => ({ id, became: 'sent' }));
const inform = { kind: 'inform', words: 'sealed.1.x' } as const;
const failed = ({ kinds }: Story) => kinds().filter((kind) => kind === 'letterFailed by post');
const kindsOf = (ids: readonly string[]) => ids.map((id) => id.split('/').slice(1).join('/'));

/** Nothing is owed once it is closed. */
const brief = (): Rules => ({ ...house.rules, clocks: [], pauses: [], reopenedBy: [] });

describe('the post', () => {
  test('takes all that waits in one go, in the order in which it became owed, and each once', async () => {
    const gone: string[][] = [];
    let isUp = false;
    const post: Post = async (ids) => {
      if (!isUp) throw isDown();
      gone.push(kindsOf(ids));
      return sent(ids);
    };
    await house.tell(
      'web',
      async (story) => {
        for (let count = 0; count < 3; count += 1) await story.does(handler, inform);
        isUp = true;
        await house.time.sleep(1 * hours);
        expect(gone.flat()).toEqual(['1/acknowledgement', '3/update', '4/update', '5/update']);
        expect(gone.length).toBeLessThanOrEqual(2); // what became owed while the first was under way goes together
        expect(failed(story)).toEqual([]);
      },
      { post },
    );
  });

  test('delays no action, and loses nothing, while the server is down for a day and a half', async () => {
    let isUp = false;
    const gone: string[] = [];
    const post: Post = async (ids) => {
      if (!isUp) throw isDown();
      gone.push(...kindsOf(ids));
      return sent(ids);
    };
    await house.tell(
      'web',
      async (story) => {
        await story.does(handler, inform);
        await house.time.sleep(36 * hours);
        expect([gone, failed(story)]).toEqual([[], []]);
        isUp = true;
        await house.time.sleep(1 * hours);
        expect(gone).toEqual(['1/acknowledgement', '3/update']);
        await house.time.sleep(36 * hours);
        expect(failed(story)).toEqual([]);
      },
      { post },
    );
  });

  test('gives a letter up after two days, each in its own time, and tells a person', async () => {
    const post: Post = async () => {
      throw isDown();
    };
    await house.tell(
      'web',
      async (story) => {
        await house.time.sleep(24 * hours);
        await story.does(handler, inform);
        await house.time.sleep(23 * hours);
        expect(failed(story)).toEqual([]);
        await house.time.sleep(2 * hours);
        expect(failed(story)).toHaveLength(1);
        await house.time.sleep(21 * hours);
        expect(failed(story)).toHaveLength(1);
        await house.time.sleep(2 * hours);
        expect(failed(story)).toHaveLength(2);
        const { reference } = await story.now();
        expect(
          story.steps.flatMap(({ notices }) => notices).filter(({ kind }) => kind === 'letterFailed'),
        ).toMatchObject(
          [`${reference}/1/acknowledgement`, `${reference}/3/update`].map((letter) => ({ letter, roles: ['handler'] })),
        );
      },
      { post },
    );
  });

  test('tells a person at once of an address that is refused, and goes on with the rest', async () => {
    const post: Post = async (ids) => ids.map((id) => ({ id, became: id.endsWith('update') ? 'sent' : 'refused' }));
    await house.tell(
      'web',
      async (story) => {
        await story.does(handler, inform);
        await house.time.sleep(1 * hours);
        const [one, ...more] = story.steps.flatMap(({ entries }) =>
          entries.flatMap(({ action }) => (action.kind === 'letterFailed' ? action : [])),
        );
        expect(one).toMatchObject({ letter: expect.stringMatching(/\/1\/acknowledgement$/), why: 'refused' });
        expect(more).toEqual([]);
      },
      { post },
    );
  });

  test('posts again what could not be done in one go', async () => {
    const gone: string[] = [];
    const post: Post = async ([id = '']) => {
      gone.push(id);
      return sent([id]);
    };
    await house.tell(
      'web',
      async (story) => {
        for (let count = 0; count < 3; count += 1) await story.does(handler, inform);
        await house.time.sleep(1 * hours);
        expect(kindsOf(gone)).toEqual(['1/acknowledgement', '3/update', '4/update', '5/update']);
      },
      { post },
    );
  });

  test('keeps a complaint that is over until its last letter is posted', async () => {
    let isUp = false;
    const gone: string[] = [];
    const post: Post = async (ids) => {
      if (!isUp) throw isDown();
      gone.push(...kindsOf(ids));
      return sent(ids);
    };
    await house.tell(
      'web',
      async (story) => {
        await story.does(complainant, { kind: 'withdraw' });
        await house.time.sleep(12 * hours);
        expect(await story.now()).toMatchObject({ stage: 'closed' });
        isUp = true;
        await story.ended();
        expect(gone.at(-1)).toMatch(/closing$/);
      },
      { post, rules: brief() },
    );
  });

  test('goes on though somebody cancels the workflow from outside', async () => {
    let isUp = false;
    const gone: string[] = [];
    const post: Post = async (ids) => {
      if (!isUp) throw isDown();
      gone.push(...kindsOf(ids));
      return sent(ids);
    };
    await house.tell(
      'web',
      async (story) => {
        await story.cancel();
        await story.does(handler, inform);
        isUp = true;
        await house.time.sleep(1 * hours);
        expect(gone).toEqual(['1/acknowledgement', '3/update']);
        expect(failed(story)).toEqual([]);
      },
      { post },
    );
  });
});
