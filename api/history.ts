import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { workflowId } from '../workflows/messages.ts';
import type { HistoryAnswer } from './answers.ts';

const patience = 15_000;

/** The workflow history that made a complaint, run after run, the first run first, as Temporal's own JSON. */
export async function historyOf(client: Client, reference: string): Promise<HistoryAnswer> {
  const id = workflowId(reference);
  const runs: HistoryAnswer['runs'] = [];
  await client.withDeadline(Date.now() + patience, async () => {
    let runId = (await client.workflow.getHandle(id).describe()).runId;
    while (runId) {
      const history = await client.workflow.getHandle(id, runId).fetchHistory();
      runs.unshift({ runId, history: JSON.parse(historyToJSON(history)) });
      runId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? '';
    }
  });
  return { archived: false, runs };
}
