import { randomUUID } from 'node:crypto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { lodge, type Step } from '../../domain/advance.ts';
import type { Action, ActionOf } from '../../domain/action.ts';
import { complainant, type Actor } from '../../domain/actor.ts';
import type { Complaint } from '../../domain/complaint.ts';
import { ownProcedures } from '../../infra/procedures.ts';
import { readRulebook, rulesFor } from '../../infra/rulebook.ts';
import { registerAttributes } from '../../infra/temporal.ts';
import { createWorker } from '../../worker/createWorker.ts';
import type { complaintWorkflow } from '../../workflows/complaint.ts';
import { act, current, receipt, type Held } from '../../workflows/messages.ts';
import { bundle, quiet } from './quiet.ts';

/** A server on which weeks pass in milliseconds, and one complaint at a time on it. One clock for all of them. */
export async function openSkippingHouse() {
  quiet();
  const path = process.env['TEMPORAL_TEST_SERVER'];
  const time = await TestWorkflowEnvironment.createTimeSkipping(
    path ? { server: { executable: { type: 'existing-path', path } } } : {},
  );
  await registerAttributes(time.connection, 'default');
  const now = async () => new Date(await time.currentTimeMs()).toISOString();
  const rulebook = await readRulebook(ownProcedures);
  const procedure = rulebook.procedures.get('recourse-default')?.[0];
  if (!procedure) throw new Error('The house procedure is missing.');
  const rules = rulesFor(procedure, (await now()).slice(0, 10), rulebook);

  return {
    time,
    now,

    /** Runs a story about a complaint that was just received on this channel; what it recorded is in `steps`. */
    async tell(channel: ActionOf<'receive'>['channel'], story: (about: Story) => Promise<void>): Promise<void> {
      const steps: Step[] = [];
      const worker = await createWorker({
        connection: time.nativeConnection,
        namespace: 'default',
        taskQueue: randomUUID(),
        activities: {
          record: async (step: Step) => void steps.push(step),
          affected: async () => ({ news: [] }),
          tell: async () => {},
        },
        bundle,
      });
      const { taskQueue } = worker.options;
      await worker.runUntil(async () => {
        const reference = `C-${randomUUID()}`;
        const lodged = lodge(
          reference,
          {
            action: {
              kind: 'receive',
              channel,
              complainant: {},
              procedure: { id: procedure.id, version: procedure.version, revision: 1 },
            },
            by: channel === 'web' ? complainant : { id: 'contact', role: 'contact' },
            at: await now(),
          },
          rules,
        );
        const held: Held = {
          complaint: lodged.complaint,
          rules,
          lodged,
          receipt: { key: 'receipt', digest: '', sequence: 1 },
          answered: [],
        };
        const startWorkflowOperation = new WithStartWorkflowOperation<typeof complaintWorkflow>('complaintWorkflow', {
          workflowId: reference,
          workflowIdConflictPolicy: 'FAIL',
          taskQueue,
          args: [held],
        });
        await time.client.workflow.executeUpdateWithStart(receipt, { startWorkflowOperation });
        const handle = time.client.workflow.getHandle(reference);
        await story({
          steps,
          does: (by, action) => handle.executeUpdate(act, { args: [action, by, '', null] }),
          now: () => handle.query(current),
          kinds: () => steps.flatMap(({ entries }) => entries.map(({ action, by }) => `${action.kind} by ${by.id}`)),
          ended: () => handle.result(),
          history: async () => historyToJSON(await handle.fetchHistory()),
        });
        if ((await handle.describe()).status.name === 'RUNNING') await handle.terminate('The story is over.');
      });
    },
  };
}

export type Story = {
  steps: Step[];
  does(by: Actor, action: Action): Promise<unknown>;
  now(): Promise<Complaint>;
  kinds(): string[];
  ended(): Promise<unknown>;
  /** As a fixture of the replay test. */
  history(): Promise<string>;
};
