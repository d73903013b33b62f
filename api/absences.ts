import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { findUntoldStaff, markStaffTold } from '../store/staff.ts';
import type { absencesWorkflow } from '../workflows/absences.ts';

/** A start needs the server alone, and is tried again. */
const patience = 5_000;
const again = 10_000;

type Rooms = { client: Client; taskQueue: string; log: Pick<Logger, 'warn'> };
export type Absences = ReturnType<typeof followAbsences>;

/**
 * Sees to it that complaints are told of an absence that has begun when it is entered, also where Temporal was away then;
 * of one that begins later a schedule tells them. What is yet to be told is marked in the database with the record.
 */
export function followAbsences({ client, taskQueue, log }: Rooms) {
  const follow = async (): Promise<void> => {
    for (const record of await findUntoldStaff()) {
      await client.withDeadline(Date.now() + patience, () =>
        client.workflow.start<typeof absencesWorkflow>('absencesWorkflow', {
          workflowId: `${taskQueue}/absences/${record._id}/${record.version}`,
          workflowIdConflictPolicy: 'USE_EXISTING',
          taskQueue,
          args: [record._id],
        }),
      );
      await markStaffTold(record);
    }
  };
  const attempt = (): Promise<void> =>
    follow().catch((error: unknown) => log.warn({ err: error }, 'complaints are told of absences later'));

  return {
    /** Now; what cannot be begun now is begun later. */
    now: attempt,
    /** From now on, until what it gives is called. */
    always(): () => void {
      const timer = setInterval(() => void attempt(), again);
      void attempt();
      return () => clearInterval(timer);
    },
  };
}
