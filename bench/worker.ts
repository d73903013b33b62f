import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { embedded } from '../infra/organisation.ts';
import { createActivities } from '../activities/index.ts';
import { reconcileAll } from '../activities/reconciliation.ts';
import { recordStep } from '../store/record.ts';
import { closeStore, openStore } from '../store/connect.ts';
import { findFollowers } from '../store/rulebook.ts';
import { createWorker } from '../worker/createWorker.ts';
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
    absences: standInThrough(client, embedded),
  }),
};
const worker = env('ONE_THREAD')
  ? await Worker.create({
      ...parts,
      workflowBundle: { codePath: env('BUNDLE') },
      debugMode: true,
      maxCachedWorkflows: 1_000,
    })
  : await createWorker({ ...parts, bundle: env('BUNDLE') });
const running = worker.run();

answering(() => {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
});
process.send?.('ready');
await running;
await connection.close();
await closeStore();
process.exit();
