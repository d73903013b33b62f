import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { tellAll } from '../activities/revision.ts';
import { revised, workflowId } from '../workflows/messages.ts';

/** Tells complaints of a revision by signals. One that has ended meanwhile needs no telling. */
export const tellThrough = (client: Client) =>
  tellAll((reference, it) =>
    client
      .withDeadline(Date.now() + 15_000, () =>
        client.workflow.getHandle(workflowId(reference)).signal(revised, it, new Date().toISOString()),
      )
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }),
  );
