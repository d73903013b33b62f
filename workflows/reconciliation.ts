import * as wf from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { Reconciliation } from '../activities/reconciliation.ts';

const { reconcile } = wf.proxyActivities<Activities>({
  startToCloseTimeout: '12 hours',
  heartbeatTimeout: '2 minutes',
  retry: { maximumInterval: '1 minute' },
});

/** Once a day by a schedule of Temporal's: no clock of any complaint was missed, lost or moved, or what of them was. */
export async function reconciliationWorkflow(): Promise<Reconciliation> {
  const found = await reconcile();
  wf.setCurrentDetails(`${found.complaints} complaints, ${found.clocks} clocks, ${found.faults} faults`);
  return found;
}
