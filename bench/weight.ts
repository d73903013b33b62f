import { readFile } from 'node:fs/promises';
import { Worker } from '@temporalio/worker';
import type { Kind } from './client.ts';
import { median, round } from './figures.ts';
import type { House } from './house.ts';
import { acts, updatesInALife } from './life.ts';

type Size = { events: number; bytes: number };

/** Half-way: investigated and found. */
const halfWay = 1 + Math.ceil(acts.length / 2);

/** What a complaint weighs: in the history, in a worker's memory, and when it is read back. */
export async function weight(house: House, isQuick: boolean) {
  const floor = await weigh(house, 'bare', isQuick);
  const product = await weigh(house, 'product', isQuick);
  const replay = await replays(house, isQuick);
  const ratio = (of: (weighed: typeof floor) => number): number => round(of(product) / of(floor));
  return {
    ratios: {
      events: ratio(({ events }) => events),
      historyBytes: ratio(({ historyBytes }) => historyBytes),
      heap: ratio(({ heapBytes }) => heapBytes),
      replay: round(replay.product / replay.floor),
    },
    weight: { floor, product, replayMs: replay },
  };
}

const queueOf = (kind: Kind): string => `bench-lonely-${kind}`;
const historiesOf = (house: House, kind: Kind): string => house.file(`${kind}.histories.json`);

async function weigh(house: House, kind: Kind, isQuick: boolean) {
  const queue = queueOf(kind);
  const worker = await house.lonelyWorker(kind, queue);
  const open = (count: number, steps: number) => house.ask<string[]>({ do: 'open', kind, count, steps, queue });
  const whole = await open(isQuick ? 3 : 8, updatesInALife);
  await open(20, halfWay); // code that runs first compiles first
  const count = isQuick ? 40 : 120;
  const before = await worker.ask<number>({});
  await open(count, halfWay);
  const heapBytes = Math.round(((await worker.ask<number>({})) - before) / count);
  const sizes = await house.ask<Size[]>({ do: 'histories', references: whole, file: historiesOf(house, kind) });
  await worker.stop();
  return {
    events: median(sizes.map(({ events }) => events)),
    historyBytes: median(sizes.map(({ bytes }) => bytes)),
    heapBytes,
    openComplaints: count,
  };
}

/** Processor time of replaying one whole life, in this process, in turns. */
async function replays(house: House, isQuick: boolean): Promise<{ product: number; floor: number }> {
  const product = await replaying(house, 'product', house.bundles.product);
  const floor = await replaying(house, 'bare', house.bundles.floor);
  const spent = { product: [] as number[], floor: [] as number[] };
  for (let round = 0; round < (isQuick ? 2 : 4); round += 1) {
    spent.floor.push(await floor());
    spent.product.push(await product());
  }
  // The first round compiles.
  return { product: round(median(spent.product.slice(1)), 1), floor: round(median(spent.floor.slice(1)), 1) };
}

async function replaying(house: House, kind: Kind, codePath: string): Promise<() => Promise<number>> {
  const histories = JSON.parse(await readFile(historiesOf(house, kind), 'utf8')) as {
    workflowId: string;
    history: string;
  }[];
  const parsed = histories.map(({ workflowId, history }) => ({ workflowId, history: JSON.parse(history) as object }));
  const often = [0, 1, 2].flatMap((time) =>
    parsed.map(({ workflowId, history }) => ({ workflowId: `${workflowId}/${time}`, history })),
  );
  return async () => {
    const before = process.cpuUsage();
    for await (const { error } of Worker.runReplayHistories({ workflowBundle: { codePath } }, often))
      if (error) throw error;
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000 / often.length;
  };
}
