import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createActivities } from '../activities/index.ts';
import { createPost } from '../activities/post.ts';
import { reconcileAll } from '../activities/reconciliation.ts';
import { createKeyring } from '../infra/keyring.ts';
import { embedded } from '../infra/organisation.ts';
import { recordStep } from '../store/record.ts';
import { markBulk } from '../store/bulk.ts';
import { closeStore, openStore } from '../store/connect.ts';
import { findFollowers } from '../store/rulebook.ts';
import { applyThrough } from '../worker/apply.ts';
import { createPostWorker, createWorker, type Working } from '../worker/createWorker.ts';
import { standInThrough, tellThrough } from '../worker/tell.ts';
import { answering } from './processes.ts';

// A worker as `worker/main.ts` makes one, for another bundle. With ONE_THREAD its workflows live in the main thread, where
// their memory can be told from the rest: it answers any question with the bytes in use.

const env = (name: string): string => process.env[name] ?? '';
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: { core: 'ERROR' }, forward: {} } },
});
await openStore(env('MONGODB_URI'));
const client = new Client({ connection: await Connection.connect({ address: env('TEMPORAL_ADDRESS') }) });
const connection = await NativeConnection.connect({ address: env('TEMPORAL_ADDRESS') });
const parts = {
  connection,
  namespace: 'default',
  taskQueue: env('QUEUE'),
  activities: createActivities({
    recordStep,
    findFollowers,
    tellAll: tellThrough(client),
    reconcileAll: reconcileAll(client),
    applyBulk: applyThrough(client, () => worker.getState() !== 'RUNNING'),
    markBulk,
    postLetters: createPost({
      keyring: createKeyring(new Uint8Array(32).fill(7)),
      mailer: async () => 'sent',
      organisation: embedded,
      sender: {},
    }),
    absences: standInThrough(client, embedded),
  }),
};
const worker: Working = env('ONE_THREAD')
  ? await Worker.create({
      ...parts,
      workflowBundle: { codePath: env('BUNDLE') },
      debugMode: true,
      maxCachedWorkflows: 1_000,
    })
  : await createWorker({ ...parts, bundle: env('BUNDLE') });
const running = worker.run();
const posting = env('ONE_THREAD') ? (await createPostWorker(parts)).run() : undefined;

answering(() => {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
});
process.send?.('ready');
await running;
await posting;
await connection.close();
await closeStore();
process.exit();
