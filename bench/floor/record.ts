import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import type { Held } from '../../workflows/messages.ts';
import type { Recorded } from './recorded.ts';

type Payloads = { payloads?: object[] | null } | null | undefined;

/** What went to and fro in the life of a product's complaint, read from its history. */
export async function recordLife(handle: WorkflowHandle): Promise<Recorded> {
  const recorded: Partial<Recorded> & Pick<Recorded, 'acts' | 'steps'> = { acts: [], steps: [] };
  const { events } = await handle.fetchHistory();
  for (const event of events ?? []) {
    const started = event.workflowExecutionStartedEventAttributes;
    if (started) recorded.held = valuesOf(started.input)[0] as Held;
    const { input } = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest ?? {};
    if (input?.name === 'act') recorded.acts.push(valuesOf(input.args) as Recorded['acts'][number]);
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (scheduled?.activityType?.name === 'record')
      recorded.steps.push(valuesOf(scheduled.input) as Recorded['steps'][number]);
  }
  if (!recorded.held) throw new Error('This history has no beginning.');
  return { ...recorded, held: recorded.held };
}

const valuesOf = (list: Payloads): unknown[] =>
  (list?.payloads ?? []).map((payload) => defaultPayloadConverter.fromPayload(payload));

/** The floor's workflow with a recorded life inside, in one piece. All of its workflows share the one copy. */
export async function bundleFloor(recorded: Recorded, file: string): Promise<void> {
  const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  await writeFile(beside('life.js'), `export const recorded = ${JSON.stringify(recorded)};\n`);
  const { code } = await bundleWorkflowCode({
    workflowsPath: beside('workflow.js'),
    preloadModules: [beside('life.js')],
    logger: new DefaultLogger('WARN'),
  });
  await writeFile(file, code);
}
