import { activityInfo, cancellationSignal, heartbeat, log, metricMeter } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { Fault } from '../domain/reconcile.ts';
import { reconcile, type Sum } from './reconcile.ts';

/** What a reconciliation found; of the faults the first ones, the rest is in the log. */
export type Reconciliation = Sum & { first: Fault[] };

const shown = 100;

/** Looks at every complaint of this worker's queue. Safe to repeat: it changes nothing. */
export const reconcileAll = (client: Client) => async (): Promise<Reconciliation> => {
  const first: Fault[] = [];
  const sum = await reconcile({
    client,
    taskQueue: activityInfo().taskQueue,
    tell(fault) {
      log.error('a clock is not as it must be', fault);
      if (first.length < shown) first.push(fault);
    },
    progress(found) {
      heartbeat(found);
      cancellationSignal().throwIfAborted(); // else a worker that is to end would wait for the last complaint
    },
  });
  metricMeter
    .createGauge('recourse_reconciliation_faults', 'int', undefined, 'Found when it was last looked.')
    .set(sum.faults);
  return { ...sum, first };
};
