import { randomUUID } from 'node:crypto';
import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import { openDesk, type Parts } from '../api/desk.ts';
import { act, procedureAttribute, receipt, unitAttribute, workflowId, type Held } from '../workflows/messages.ts';
import type { floor, Variant } from './floor/workflow.ts';
import { stepOf, type Recorded } from './floor/recorded.ts';
import { actRequest, receiptRequest, updatesInALife } from './life.ts';

/** One complaint on its way: each step is one update, answered. */
export type Life = { reference: string; steps: number; isOver: () => boolean; step: () => Promise<void> };

/** The product's: through the desk, with its keys, its sealing and its reads. */
export function productLives(parts: Parts): () => Life {
  const desk = openDesk(parts);
  return () => {
    const life: Life = {
      reference: '',
      steps: 0,
      isOver: () => life.steps === updatesInALife,
      async step() {
        if (life.steps === 0) {
          const lodged = await desk.receive(receiptRequest(), undefined, randomUUID(), new Date().toISOString());
          life.reference = lodged.reference;
        } else {
          const { request, person } = actRequest(life.steps - 1, parts.organisation);
          const opened = await desk.open(life.reference);
          if (!opened) throw new Error(`${life.reference} was answered and is not there.`);
          await desk.act(opened, request, person, randomUUID());
        }
        life.steps += 1;
      },
    };
    return life;
  };
}

/** The floor's: the same bodies, sent and nothing else. */
export function floorLives(client: Client, taskQueue: string, { held, acts }: Recorded, variant: Variant): () => Life {
  return () => {
    const reference = `F-${randomUUID()}`;
    const start: Held = {
      ...held,
      complaint: { ...held.complaint, reference },
      ...(held.lodged && { lodged: stepOf(held.lodged, reference) }),
    };
    const handle = client.workflow.getHandle(workflowId(reference));
    const life: Life = {
      reference,
      steps: 0,
      isOver: () => life.steps === updatesInALife,
      async step() {
        const args = acts[life.steps - 1];
        if (args) await handle.executeUpdate(act, { args, updateId: `handler/${randomUUID()}` });
        else await begin(start);
        life.steps += 1;
      },
    };
    return life;
  };

  async function begin(start: Held): Promise<void> {
    const { reference, unit } = start.complaint;
    const startWorkflowOperation = new WithStartWorkflowOperation<typeof floor>('floor', {
      workflowId: workflowId(reference),
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      taskQueue,
      args: [start, variant],
      staticSummary: `Complaint ${reference}`,
      typedSearchAttributes: [
        { key: procedureAttribute, value: 'floor' },
        { key: unitAttribute, value: unit ?? 'none' },
      ],
    });
    await client.workflow.executeUpdateWithStart(receipt, { startWorkflowOperation, updateId: 'receipt' });
  }
}
