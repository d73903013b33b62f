import { ScheduleAlreadyRunning, type Client } from '@temporalio/client';

/** By whom complaints are looked at each day: `docs/operations.md`. */
export const reconciliationId = (taskQueue: string): string => `${taskQueue}/reconciliation`;

/** Sees to it that all complaints of this queue are reconciled once a day. Safe to repeat; what an operator changed stays. */
export async function scheduleReconciliation(client: Client, taskQueue: string): Promise<void> {
  const id = reconciliationId(taskQueue);
  await client.schedule
    .create({
      scheduleId: id,
      spec: { calendars: [{ hour: 3, comment: 'at night, in UTC' }], jitter: '30 minutes' },
      action: { type: 'startWorkflow', workflowType: 'reconciliationWorkflow', workflowId: id, taskQueue },
      policies: { overlap: 'SKIP', catchupWindow: '1 day' },
    })
    .catch((error: unknown) => {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    });
}
