import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { standingIn } from '../activities/absences.ts';
import { tellAll } from '../activities/revision.ts';
import type { Organisation } from '../domain/organisation.ts';
import { absent, revised, workflowId } from '../workflows/messages.ts';

/** Tells complaints of a revision by signals. */
export const tellThrough = (client: Client) =>
  tellAll((reference, it) =>
    unlessEnded(client, (now) => client.workflow.getHandle(workflowId(reference)).signal(revised, it, now)),
  );

/** Tells them of the absence of their handlers. */
export const standInThrough = (client: Client, organisation: Organisation) =>
  standingIn({
    organisation,
    tell: (reference, it) =>
      unlessEnded(client, (now) => client.workflow.getHandle(workflowId(reference)).signal(absent, it, now)),
  });

/** One that has ended meanwhile needs no telling. */
async function unlessEnded(client: Client, tell: (now: string) => Promise<void>): Promise<void> {
  try {
    await client.withDeadline(Date.now() + 15_000, () => tell(new Date().toISOString()));
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
