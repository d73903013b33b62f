import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import type { Parts } from '../api/desk.ts';
import { createKeyring } from '../infra/keyring.ts';
import { embedded } from '../infra/organisation.ts';
import { ownProcedures } from '../infra/procedures.ts';
import { readRulebook } from '../infra/rulebook.ts';
import { openStore } from '../store/connect.ts';
import { workflowId } from '../workflows/messages.ts';
import type { Recorded } from './floor/recorded.ts';
import type { Variant } from './floor/workflow.ts';
import { recordLife } from './floor/record.ts';
import { floorLives, productLives, type Life } from './lives.ts';
import { answering } from './processes.ts';

// The one client process of the benchmark: it lives complaints, the product's or the floor's, as it is asked.

export type Kind = 'product' | Variant;
export type Question =
  | { do: 'record'; file: string }
  | { do: 'run'; kind: Kind; seconds: number; concurrency: number }
  | { do: 'open'; kind: Kind; count: number; steps: number; queue: string }
  | { do: 'histories'; references: string[]; file: string };
export type Ran = { updates: number; seconds: number };

const env = (name: string): string => process.env[name] ?? '';
const connection = await Connection.connect({ address: env('TEMPORAL_ADDRESS') });
const client = new Client({ connection });
await openStore(env('MONGODB_URI'));
const parts: Parts = {
  client,
  taskQueue: env('PRODUCT_QUEUE'),
  keyring: createKeyring(new Uint8Array(32).fill(7)),
  secret: 'a secret of this benchmark',
  organisation: embedded,
  rulebook: await readRulebook(ownProcedures),
};

const livesOf = async (kind: Kind, queue?: string): Promise<() => Life> =>
  kind === 'product'
    ? productLives({ ...parts, ...(queue && { taskQueue: queue }) })
    : floorLives(client, queue ?? env('FLOOR_QUEUE'), await recorded(), kind);

const recorded = async (): Promise<Recorded> => JSON.parse(await readFile(env('RECORDED_LIFE'), 'utf8')) as Recorded;

/** Lives that a block left half-way go on in the next of their kind. */
const halfWay = new Map<Kind, Life[]>();

async function run(kind: Kind, seconds: number, concurrency: number): Promise<Ran> {
  const begin = await livesOf(kind);
  const waiting = halfWay.get(kind) ?? [];
  const since = performance.now();
  let updates = 0;
  const left = await Promise.all(
    Array.from({ length: concurrency }, async (_, slot) => {
      let life = waiting[slot] ?? begin();
      // Forty lives in step would ask for the same thing at once.
      if (!waiting[slot]) await sleep((slot * 1_000) / concurrency);
      while (performance.now() - since < seconds * 1_000) {
        await life.step();
        updates += 1;
        if (life.isOver()) life = begin();
      }
      return life;
    }),
  );
  halfWay.set(kind, left);
  return { updates, seconds: (performance.now() - since) / 1_000 };
}

/** Complaints that stay where these many steps have brought them. */
async function open(kind: Kind, count: number, steps: number, queue: string): Promise<string[]> {
  const begin = await livesOf(kind, queue);
  const references: string[] = [];
  const one = async (): Promise<void> => {
    const life = begin();
    for (let step = 0; step < steps; step += 1) await life.step();
    references.push(life.reference);
  };
  for (let done = 0; done < count; done += 20)
    await Promise.all(Array.from({ length: Math.min(20, count - done) }, one));
  return references;
}

/** Once its letters are posted, which wait a moment for each other. */
async function atRest(handle: WorkflowHandle) {
  for (;;) {
    const described = await handle.describe();
    if ((described.raw.pendingActivities ?? []).length === 0) return described;
    await sleep(200);
  }
}

async function histories(references: string[], file: string) {
  const sizes = [];
  const all = [];
  for (const reference of references) {
    const handle = client.workflow.getHandle(workflowId(reference));
    const { historyLength, historySize } = await atRest(handle);
    sizes.push({ events: historyLength, bytes: historySize ?? 0 });
    all.push({ workflowId: workflowId(reference), history: await handle.fetchHistory() });
  }
  const { historyToJSON } = await import('@temporalio/common/lib/proto-utils.js');
  await writeFile(file, JSON.stringify(all.map((each) => ({ ...each, history: historyToJSON(each.history) }))));
  return sizes;
}

answering(async (question: Question) => {
  switch (question.do) {
    case 'record': {
      const [reference = ''] = await open('product', 1, 12, parts.taskQueue);
      const life = await recordLife(client.workflow.getHandle(workflowId(reference)));
      await writeFile(question.file, JSON.stringify(life));
      return life.steps.length;
    }
    case 'run':
      return run(question.kind, question.seconds, question.concurrency);
    case 'open':
      return open(question.kind, question.count, question.steps, question.queue);
    case 'histories':
      return histories(question.references, question.file);
  }
});
process.send?.('ready');
