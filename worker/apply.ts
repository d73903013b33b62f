import type { Client } from '@temporalio/client';
import { applyAll } from '../activities/bulk.ts';
import { answeredBy } from '../infra/answer.ts';
import { findRequest } from '../store/read.ts';
import { act, workflowId } from '../workflows/messages.ts';

/** Applies bulks by the updates that people's own actions are. */
export const applyThrough = (client: Client, isLeaving: () => boolean) =>
  applyAll({
    isLeaving,
    ask({ reference, action, by, digest, at }, updateId, signal) {
      const handle = client.workflow.getHandle(workflowId(reference));
      const ask = () => handle.executeUpdate(act, { args: [action, by, digest, at], updateId });
      // A signal of its own: the client leaves a listener behind with each call.
      return client.withAbortSignal(AbortSignal.any([signal]), () =>
        answeredBy(client, digest, ask, () => findRequest(reference, updateId)),
      );
    },
  });
