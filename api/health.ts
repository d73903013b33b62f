import type { Client } from '@temporalio/client';
import { storeIsReady } from '../store/connect.ts';

/** Whether a request would be served now: the store answers, Temporal does, and a worker asks it for work. */
export async function isReady(client: Client, namespace: string, taskQueue: string): Promise<boolean> {
  if (!storeIsReady()) return false;
  return client
    .withDeadline(Date.now() + 2_000, () =>
      client.workflowService.describeTaskQueue({ namespace, taskQueue: { name: taskQueue } }),
    )
    .then(
      ({ pollers }) => (pollers ?? []).some(({ lastAccessTime }) => isRecent(Number(lastAccessTime?.seconds ?? 0))),
      () => false, // not ready is the answer, whatever the reason
    );
}

// A worker asks again after a minute at the latest.
const isRecent = (seconds: number): boolean => Date.now() / 1_000 - seconds < 90;
