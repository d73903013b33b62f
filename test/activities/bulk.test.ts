import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { applyAll } from '../../activities/bulk.ts';
import { Refusal } from '../../domain/refusal.ts';
import { readConfig } from '../../infra/config.ts';
import { beginBulk, findBulk, findResults, findWaiting, keepBulk, keepItems, markBulk } from '../../store/bulk.ts';
import { closeStore, openStore, prepareStore } from '../../store/connect.ts';

beforeAll(async () => {
  await openStore(readConfig().MONGODB_URI.replace('/recourse', '/bulkActivity'));
  await prepareStore();
});
afterAll(closeStore);

const asking = {
  action: { kind: 'inform', words: 'sealed.1.x' },
  by: { id: 'handler', role: 'handler' },
  digest: 'x',
  at: null,
} as const;

/** A bulk over so many complaints, and what carries it out. */
async function bulkOf(total: number) {
  const id = `B-${randomUUID()}`;
  const numbers = Array.from({ length: total }, (_, index) => index + 1);
  await keepBulk({ id, by: 'handler', kind: 'inform', dryRun: false, total, wrapped: 'x', digest: 'x' });
  await keepItems(
    id,
    numbers.map((number) => ({ number, reference: `C-${number}`, is: asking })),
  );
  await beginBulk(id);
  const asked: string[] = [];
  return {
    id,
    asked,
    /** Asks all or some of them, and gives the numbers of those that are left. */
    apply: (ask: (reference: string) => Promise<void>, isLeaving = () => false, some = numbers): Promise<number[]> =>
      new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') }).run(
        applyAll({
          isLeaving,
          async ask({ reference }, key, signal) {
            expect(key).toBe(`handler/bulk.${id}`);
            asked.push(reference);
            await Promise.race([ask(reference), aborted(signal)]);
          },
        }),
        id,
        some,
      ),
    results: async () =>
      (await findResults(id, 0, total)).map(({ number, refusal }) => [number, refusal?.rule ?? 'done']),
  };
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('broken off'))));
const fault = async (): Promise<void> => {
  throw new Error('14 UNAVAILABLE');
};

test('a fault is no result: whoever could not be asked is asked again, and nobody else is', async () => {
  const { apply, results, asked } = await bulkOf(4);
  const first = await apply(async (reference) => {
    if (reference === 'C-2') throw new Refusal('not-now', 'stage', { stage: 'closed' });
    if (reference === 'C-3') await fault();
  });
  expect(first).toEqual([3]);
  expect(await results()).toEqual([
    [1, 'done'],
    [2, 'stage'],
    [4, 'done'],
  ]);
  expect(await apply(async () => {})).toEqual([]);
  expect(asked.toSorted()).toEqual(['C-1', 'C-2', 'C-3', 'C-3', 'C-4']);
  expect((await results())[2]).toEqual([3, 'done']);
});

test('where nobody can be asked, not all are tried', async () => {
  const { apply, results, asked } = await bulkOf(60);
  expect(await apply(fault)).toHaveLength(60);
  expect(asked.length).toBeLessThan(20);
  expect(await results()).toEqual([]);
});

test('a dozen who cannot be asked hold nobody up', async () => {
  const { apply, results } = await bulkOf(40);
  const ask = async (reference: string): Promise<void> => {
    if (Number(reference.slice(2)) <= 12) await fault();
  };
  const left = await apply(ask);
  expect(left.length).toBeGreaterThan(12);
  const again = await apply(ask, () => false, left);
  expect(await results()).toHaveLength(28);
  expect(again.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
});

test('a worker that is to end breaks off, and leaves the rest to the next', async () => {
  const { apply, asked } = await bulkOf(60);
  let isLeaving = false;
  const left = await apply(
    async () => {
      if (asked.length < 10) return;
      isLeaving = true;
      await new Promise(() => {}); // no worker answers any more
    },
    () => isLeaving,
  );
  expect(left.length).toBeGreaterThanOrEqual(50);
  expect(left.length + asked.length).toBeGreaterThanOrEqual(60);
});

test('nobody is asked once it is stopped', async () => {
  const { id, apply, results, asked } = await bulkOf(60);
  const left = await apply(async () => {
    if (asked.length === 7) await markBulk(id, 'stopped', 1);
  });
  expect(left).toHaveLength(60 - asked.length);
  expect(asked.length).toBeLessThan(20);
  expect(await results()).toHaveLength(asked.length);
});

test('a late word about its state loses, and what was kept first stays', async () => {
  const { id } = await bulkOf(2);
  await markBulk(id, 'stopped', 2);
  await markBulk(id, 'running', 1);
  await beginBulk(id);
  expect((await findBulk(id))?.state).toBe('stopped');
  const other = { number: 3, reference: 'C-3', is: new Refusal('unknown', 'unknownComplaint') };
  await keepItems(id, [{ ...other, number: 1 }, other]);
  expect((await findWaiting(id, [1, 2, 3])).map(({ reference }) => reference)).toEqual(['C-1', 'C-2']);
  expect((await findResults(id, 0, 9)).map(({ number }) => number)).toEqual([3]);
});
