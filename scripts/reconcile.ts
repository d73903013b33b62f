// `npm run reconcile`: whether any clock of any complaint was missed, lost or moved.
import { Client, Connection } from '@temporalio/client';
import { reconcile } from '../activities/reconcile.ts';
import type { Fault } from '../domain/reconcile.ts';
import { readConfig } from '../infra/config.ts';
import { sentenceFor } from '../infra/fault.ts';
import { closeStore, openStore } from '../store/connect.ts';

const help = `npm run reconcile   looks at every complaint: its trail is told anew, its clocks are reckoned afresh from the facts,
                    and each must have ended, or have something coming and a workflow that waits for it

One line per fault: reference, clock/tier/occurrence, what is wrong, particulars. It changes nothing.
TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TASK_QUEUE and MONGODB_URI say where, as for the API.
Ends with 1 if there are faults. What a killed worker was about to write may be one of them: run it again then.`;

const [option, ...more] = process.argv.slice(2);
if (option === undefined) {
  await main().catch((error: unknown) => {
    console.error(sentenceFor(error));
    process.exitCode = 1;
  });
} else {
  const isAsked = (option === '--help' || option === 'help') && more.length === 0;
  (isAsked ? console.log : console.error)(help);
  process.exitCode = isAsked ? 0 : 1;
}

async function main(): Promise<void> {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, TASK_QUEUE: taskQueue, MONGODB_URI } = readConfig();
  const since = performance.now();
  const connection = await Connection.connect({ address });
  try {
    await openStore(MONGODB_URI);
    const { complaints, clocks, faults } = await reconcile({
      client: new Client({ connection, namespace }),
      taskQueue,
      tell: (fault) => console.log(lineOf(fault)),
      progress: (sum) => {
        if (sum.complaints % 1_000 > 0) return;
        const milliseconds = Math.round(performance.now() - since);
        console.error(`${sum.complaints} complaints, ${sum.faults} faults, ${milliseconds} ms`);
      },
    });
    console.log(`${complaints} complaints, ${clocks} clocks, ${faults} faults`);
    if (faults > 0) process.exitCode = 1;
  } finally {
    await closeStore();
    await connection.close();
  }
}

function lineOf({ reference, clock, tier, occurrence, fault, detail }: Fault): string {
  return [reference, clock === undefined ? '-' : `${clock}/${tier}/${occurrence}`, fault, detail].join('  ');
}
