import { ScheduleAlreadyRunning, type Client, type ScheduleSpec } from '@temporalio/client';

/** By whom complaints are looked at each day: `docs/operations.md`. */
export const reconciliationId = (taskQueue: string): string => `${taskQueue}/reconciliation`;

/** By whom those who are away are stood in for each day. */
export const absencesId = (taskQueue: string): string => `${taskQueue}/absences`;

/** Sees to it that all complaints of this queue are reconciled once a day. */
export const scheduleReconciliation = (client: Client, taskQueue: string): Promise<void> =>
  schedule(client, reconciliationId(taskQueue), 'reconciliationWorkflow', taskQueue, {
    calendars: [{ hour: 3, comment: 'at night, in UTC' }],
    jitter: '30 minutes',
  });

/** Sees to it that an absence is dealt with on its first day, and on the others what comes to be owed on them. */
export const scheduleAbsences = (client: Client, taskQueue: string, zone: string): Promise<void> =>
  schedule(client, absencesId(taskQueue), 'absencesWorkflow', taskQueue, {
    calendars: [{ hour: 0, minute: 1, comment: 'when a day begins in the zone of the organisation' }],
    timezone: zone,
  });

/** Safe to repeat; what an operator changed stays. */
async function schedule(
  client: Client,
  id: string,
  workflowType: string,
  taskQueue: string,
  spec: ScheduleSpec,
): Promise<void> {
  await client.schedule
    .create({
      scheduleId: id,
      spec,
      action: { type: 'startWorkflow', workflowType, workflowId: id, taskQueue },
      policies: { overlap: 'SKIP', catchupWindow: '1 day' },
    })
    .catch((error: unknown) => {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    });
}
