import type { Kind } from './client.ts';
import { round, sum } from './figures.ts';
import type { Block, House } from './house.ts';
import { updatesInALife } from './life.ts';

/** What blocks of one kind come to: updates are counted, as completions come in crowds. */
function costOf(blocks: readonly Block[]) {
  const updates = sum(blocks.map((block) => block.updates));
  const lives = updates / updatesInALife;
  const milliseconds = (who: keyof Block['cpu']): number =>
    round((1_000 * sum(blocks.map(({ cpu }) => cpu[who]))) / lives, 1);
  const cpu = {
    temporal: milliseconds('temporal'),
    database: milliseconds('database'),
    worker: milliseconds('worker'),
    client: milliseconds('client'),
  };
  return {
    updates,
    livesPerSecond: round(lives / sum(blocks.map(({ seconds }) => seconds))),
    cpuMsPerLife: { ...cpu, sum: round(sum(Object.values(cpu)), 1) },
  };
}

/** Blocks of each kind in turn, so that whatever else the machine does falls on all of them. */
async function alternate(
  house: House,
  kinds: readonly Kind[],
  rounds: number,
  seconds: number,
): Promise<Map<Kind, Block[]>> {
  const blocks = new Map<Kind, Block[]>(kinds.map((kind) => [kind, []]));
  for (const kind of kinds) await house.block(kind, Math.min(seconds, 3), 40); // warm, and not counted
  for (let round = 0; round < rounds; round += 1) {
    for (const kind of round % 2 ? kinds.toReversed() : kinds) {
      blocks.get(kind)?.push(await house.block(kind, seconds, 40));
    }
  }
  return blocks;
}

/** The floor and the product, block by block. */
export async function rate(house: House, isQuick: boolean) {
  const blocks = await alternate(house, ['bare', 'product'], isQuick ? 2 : 6, isQuick ? 5 : 10);
  const [floor, product] = [costOf(blocks.get('bare') ?? []), costOf(blocks.get('product') ?? [])];
  return {
    ratios: {
      throughput: round(product.livesPerSecond / floor.livesPerSecond),
      cpu: round(product.cpuMsPerLife.sum / floor.cpuMsPerLife.sum),
    },
    rate: { updatesInALife, concurrency: 40, floor, product, blocks: [...blocks.values()].flat().map(shortened) },
  };
}

const shortened = ({ kind, updates, seconds, cpu }: Block) => ({
  kind,
  updatesPerSecond: round(updates / seconds, 1),
  cpuMsPerUpdate: round((1_000 * sum(Object.values(cpu))) / updates, 1),
});

const variants = ['bare', 'attributes', 'timers', 'local', 'facts'] as const;

/** What each lever costs or saves, as a share of the floor without it. */
export async function levers(house: House, isQuick: boolean) {
  const blocks = await alternate(house, variants, isQuick ? 1 : 3, isQuick ? 3 : 5);
  const costs = variants.map((kind) => ({ kind, ...costOf(blocks.get(kind) ?? []) }));
  const bare = costs[0]!.cpuMsPerLife.sum;
  return {
    levers: costs.map(({ kind, livesPerSecond, cpuMsPerLife }) => ({
      kind,
      livesPerSecond,
      cpuMsPerLife,
      cpuToBare: round(cpuMsPerLife.sum / bare),
    })),
  };
}
