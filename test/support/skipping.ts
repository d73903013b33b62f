import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { lodge, type Step } from '../../domain/advance.ts';
import type { Action, ActionOf } from '../../domain/action.ts';
import { complainant, type Actor } from '../../domain/actor.ts';
import type { Complaint } from '../../domain/complaint.ts';
import { outgoing, type Posted } from '../../domain/letter.ts';
import type { Revised } from '../../domain/revision.ts';
import type { Rules } from '../../domain/rules.ts';
import { ownProcedures } from '../../infra/procedures.ts';
import { readRulebook, rulesFor } from '../../infra/rulebook.ts';
import { registerAttributes } from '../../infra/temporal.ts';
import { createWorker } from '../../worker/createWorker.ts';
import type { complaintWorkflow } from '../../workflows/complaint.ts';
import { act, current, receipt, revised, type Held } from '../../workflows/messages.ts';
import { bundle, quiet } from './quiet.ts';

const taskCompleted = 'EVENT_TYPE_WORKFLOW_TASK_COMPLETED';
const taskEvents: readonly string[] = [
  'EVENT_TYPE_WORKFLOW_TASK_SCHEDULED',
  'EVENT_TYPE_WORKFLOW_TASK_STARTED',
  'EVENT_TYPE_ACTIVITY_TASK_COMPLETED',
  taskCompleted,
];

/** What becomes of letters; all of them go out at once where a story does not care. */
export type Post = (ids: readonly string[]) => Promise<Posted[]>;
const allSent: Post = async (ids) => ids.map((id) => ({ id, became: 'sent' }));

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

  /** A worker that hands on what it records; it ends when it is told to, and tells whether all that was owed was tried to be posted. */
  const begin = async (
    taskQueue: string,
    record: (step: Step) => void,
    post = allSent,
  ): Promise<{ end: () => Promise<void>; isPosted: () => boolean }> => {
    const waiting = new Set<string>();
    const worker = await createWorker({
      connection: time.nativeConnection,
      namespace: 'default',
      taskQueue,
      activities: {
        async record(step: Step) {
          for (const { id } of step.letters) waiting.add(id);
          record(step);
        },
        affected: async () => ({ news: [] }),
        tell: async () => {},
        async post(_reference, ids) {
          for (const id of ids) waiting.delete(id);
          return post(ids);
        },
        reconcile: async () => ({ complaints: 0, clocks: 0, faults: 0, first: [] }),
        applyBulk: async () => [],
        markBulk: async () => {},
        awayToday: async () => [],
        passOn: async () => ({ told: 0 }),
      },
      bundle,
    });
    const running = worker.run();
    const end = async (): Promise<void> => {
      worker.shutdown();
      await running;
    };
    return { end, isPosted: () => waiting.size === 0 };
  };

  const open = async (channel: ActionOf<'receive'>['channel'], its: Rules, taskQueue: string) => {
    const reference = `C-${randomUUID()}`;
    const { id, version } = procedure;
    const action = { kind: 'receive', channel, complainant: {}, procedure: { id, version, revision: 1 } } as const;
    const by: Actor = channel === 'web' ? complainant : { id: 'contact', role: 'contact' };
    const lodged = lodge(reference, { action, by, at: await now() }, its);
    const held: Held = {
      complaint: lodged.complaint,
      rules: its,
      lodged,
      receipt: { key: 'receipt', digest: '', sequence: 1 },
      answered: [],
      outbox: outgoing(lodged.letters, await now()),
    };
    const startWorkflowOperation = new WithStartWorkflowOperation<typeof complaintWorkflow>('complaintWorkflow', {
      workflowId: reference,
      workflowIdConflictPolicy: 'FAIL',
      taskQueue,
      args: [held],
    });
    await time.client.workflow.executeUpdateWithStart(receipt, { startWorkflowOperation });
    return time.client.workflow.getHandle(reference);
  };

  /**
   * Else it would hold up time for all others; and so would a task or an activity that is under way when the workflow is
   * terminated. One that is to be tried again does not.
   */
  const over = async (handle: Awaited<ReturnType<typeof open>>, isPosted: () => boolean): Promise<void> => {
    const isBusy = async (): Promise<boolean> => {
      const { raw } = await handle.describe();
      const { events } = JSON.parse(historyToJSON(await handle.fetchHistory())) as { events: { eventType: string }[] };
      const last = events.findLast(({ eventType }) => taskEvents.includes(eventType))?.eventType;
      return last !== taskCompleted || (raw.pendingActivities ?? []).some(({ attempt }) => (attempt ?? 1) <= 1);
    };
    while (!isPosted() || (await isBusy())) await sleep(20);
    await handle.terminate('The story is over.');
  };

  return {
    time,
    now,
    /** What a complaint received now is judged by, as the procedure of the house has it. */
    rules,

    /** Runs a story about so many complaints, all received now; what it is given tells the actions recorded of each. */
    async tellMany(count: number, its: Rules, story: (all: () => string[][]) => Promise<void>): Promise<void> {
      const kinds = new Map<string, string[]>();
      const taskQueue = randomUUID();
      const { end, isPosted } = await begin(taskQueue, ({ complaint: { reference }, entries }) => {
        kinds.set(reference, [...(kinds.get(reference) ?? []), ...entries.map(({ action }) => action.kind)]);
      });
      const handles: Awaited<ReturnType<typeof open>>[] = [];
      try {
        while (handles.length < count) {
          handles.push(...(await Promise.all([1, 2, 3, 4, 5].map(() => open('web', its, taskQueue)))));
        }
        await story(() => [...kinds.values()]);
      } finally {
        for (const handle of handles) await over(handle, isPosted);
        await end();
      }
    },

    /** Runs a story about a complaint that was just received on this channel; what it recorded is in `steps`. */
    async tell(
      channel: ActionOf<'receive'>['channel'],
      story: (about: Story) => Promise<void>,
      { rules: its = rules, post = allSent }: { rules?: Rules; post?: Post } = {},
    ): Promise<void> {
      const steps: Step[] = [];
      const taskQueue = randomUUID();
      const { end, isPosted } = await begin(taskQueue, (step) => void steps.push(step), post);
      const handle = await open(channel, its, taskQueue);
      try {
        await story({
          steps,
          does: (by, action) => handle.executeUpdate(act, { args: [action, by, '', null] }),
          now: () => handle.query(current),
          kinds: () => steps.flatMap(({ entries }) => entries.map(({ action, by }) => `${action.kind} by ${by.id}`)),
          ended: () => handle.result(),
          cancel: async () => void (await handle.cancel()),
          revised: async (it) => handle.signal(revised, it, await now()),
          history: async () => historyToJSON(await handle.fetchHistory()),
        });
      } finally {
        if ((await handle.describe()).status.name === 'RUNNING') await over(handle, isPosted);
        await end();
      }
    },
  };
}

export type Story = {
  steps: Step[];
  does(by: Actor, action: Action): Promise<unknown>;
  now(): Promise<Complaint>;
  kinds(): string[];
  ended(): Promise<unknown>;
  /** Somebody cancels its workflow, as Temporal's page lets them. */
  cancel(): Promise<void>;
  /** A revision reaches it. */
  revised(it: Revised): Promise<void>;
  /** As a fixture of the replay test. */
  history(): Promise<string>;
};
