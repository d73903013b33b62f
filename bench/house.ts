import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { builtBundle } from '../worker/bundle.ts';
import type { Kind, Question, Ran } from './client.ts';
import { bundleFloor } from './floor/record.ts';
import { openApi, type Api } from './http.ts';
import { cpuOf, start, type Own } from './processes.ts';
import { openStack, temporaryFolder, type Stack } from './stack.ts';

/** Everything that the floor and the product are measured with: one stack, one worker for each, one client. */
export type House = Awaited<ReturnType<typeof openHouse>>;

/** A stretch of work of one kind, and what it took of the processors, by who took it. */
export type Block = Ran & { kind: Kind; cpu: { temporal: number; database: number; worker: number; client: number } };

const productQueue = 'bench-product';
const floorQueue = 'bench-floor';

export async function openHouse() {
  const stack = await openStack();
  const folder = await temporaryFolder();
  const file = (name: string): string => join(folder, name);
  const own: Own[] = [];
  const env = {
    TEMPORAL_ADDRESS: stack.temporal,
    MONGODB_URI: stack.database.uri,
    PRODUCT_QUEUE: productQueue,
    FLOOR_QUEUE: floorQueue,
    RECORDED_LIFE: file('life.json'),
    LOG_LEVEL: 'error',
    MASTER_KEY: Buffer.alloc(32, 7).toString('base64'), // as client.ts has it, whose words the letters repeat
  };
  const keep = async (process: Promise<Own>): Promise<Own> => {
    own.push(await process);
    return process;
  };
  const product = await keep(start('../worker/main.js', { ...env, TASK_QUEUE: productQueue }));
  const client = await keep(start('client.js', env));
  const ask = <Answer>(question: Question): Promise<Answer> => client.ask<Answer>(question);
  await ask({ do: 'record', file: env.RECORDED_LIFE });
  await bundleFloor(JSON.parse(await readFile(env.RECORDED_LIFE, 'utf8')), file('floor.bundle.js'));
  const floorEnv = { ...env, BUNDLE: file('floor.bundle.js') };
  const floor = await keep(start('worker.js', { ...floorEnv, QUEUE: floorQueue }));

  return {
    stack,
    /** Of the product's worker. */
    queue: productQueue,
    file,
    ask,
    bundles: { product: builtBundle, floor: file('floor.bundle.js') },

    /** Another worker of this kind, alone on its queue, whose memory can be read. */
    lonelyWorker: (kind: Kind, queue: string): Promise<Own> => {
      const bundle = kind === 'product' ? builtBundle : file('floor.bundle.js');
      return keep(start('worker.js', { ...env, BUNDLE: bundle, QUEUE: queue, ONE_THREAD: 'yes' }, ['--expose-gc']));
    },

    /** A process of the API before the product's worker. */
    api: (): Promise<Api> => openApi({ ...env, TASK_QUEUE: productQueue }),

    /** Lives complaints of this kind for so long, and reads the processors before and after. */
    async block(kind: Kind, seconds: number, concurrency: number): Promise<Block> {
      const pids = pidsOf(stack, kind === 'product' ? product : floor, client);
      const before = read(pids);
      const ran = await ask<Ran>({ do: 'run', kind, seconds, concurrency });
      const after = read(pids);
      const spent = (who: keyof typeof pids): number => after[who] - before[who];
      const cpu = {
        temporal: spent('temporal'),
        database: spent('database'),
        worker: spent('worker'),
        client: spent('client'),
      };
      return { ...ran, kind, cpu };
    },

    async close(): Promise<void> {
      for (const process of own.toReversed()) await process.stop();
      await stack.stop();
      await rm(folder, { recursive: true });
    },
  };
}

const pidsOf = ({ temporalPid, database }: Stack, worker: Own, client: Own) => ({
  temporal: temporalPid,
  database: database.pid,
  worker: worker.pid,
  client: client.pid,
});

const read = (pids: ReturnType<typeof pidsOf>): ReturnType<typeof pidsOf> => ({
  temporal: cpuOf(pids.temporal),
  database: cpuOf(pids.database),
  worker: cpuOf(pids.worker),
  client: cpuOf(pids.client),
});
