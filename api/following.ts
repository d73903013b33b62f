import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Revision, RevisionKey } from '../domain/revision.ts';
import { revisionIn } from '../infra/rulebook.ts';
import { findUntold, markTold } from '../store/rulebook.ts';
import { progress, revisionId } from '../workflows/messages.ts';
import type { revisionWorkflow } from '../workflows/revision.ts';
import type { FollowingAnswer } from './ruleAnswers.ts';
import type { LiveRulebook } from './rulebook.ts';

/** For a question to the workflow, which a killed worker may hold; a start needs the server alone, and is tried again. */
const patience = 15_000;
const patienceToStart = 5_000;
const again = 10_000;

type Rooms = { client: Client; taskQueue: string; rulebook: LiveRulebook; log: Pick<Logger, 'warn'> };
export type Following = ReturnType<typeof followThrough>;

/**
 * Sees to it that open complaints are told of every revision in force, also of those that came while Temporal was away,
 * or whose API died, or with a new release. What is yet to be told is marked in the database together with the revision.
 */
export function followThrough({ client, taskQueue, rulebook, log }: Rooms) {
  /** Safe to ask again: then the same walk goes on. */
  const walk = (revision: Revision): Promise<unknown> =>
    client
      .withDeadline(Date.now() + patienceToStart, () =>
        client.workflow.start<typeof revisionWorkflow>('revisionWorkflow', {
          workflowId: revisionId(revision, taskQueue),
          workflowIdConflictPolicy: 'USE_EXISTING',
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          taskQueue,
          args: [{ revision, told: 0, after: '', rounds: 0 }],
          staticSummary: `${revision.id}${revision.version ? ` ${revision.version}` : ''}, revision ${revision.revision}`,
        }),
      )
      .catch((error: unknown) => {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error; // else it is over already
      });

  const follow = async (): Promise<void> => {
    await rulebook.current(); // keeps what is new in the files of this release
    const { procedures, calendars } = await findUntold();
    if (procedures.length + calendars.length === 0) return;
    const book = await rulebook.again();
    for (const key of procedures) {
      const revision = revisionIn(book, { id: key.procedure, version: key.version, revision: key.revision });
      await walk(revision ?? lost(key));
      await markTold(key);
    }
    for (const key of calendars) {
      const calendar = book.calendars.get(key.calendar)?.find((each) => each.revision === key.revision);
      await walk(calendar ?? lost(key));
      await markTold(key);
    }
  };
  const attempt = (): Promise<void> =>
    follow().catch((error: unknown) => log.warn({ err: error }, 'open complaints are told of revisions later'));

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

/** How far it is with a revision that is in force. Where no walk was ever begun, it is yet to be, or nobody needed one. */
export async function followingOf(
  { client, taskQueue }: Pick<Rooms, 'client' | 'taskQueue'>,
  which: RevisionKey,
): Promise<FollowingAnswer> {
  const handle = client.workflow.getHandle<typeof revisionWorkflow>(revisionId(which, taskQueue));
  try {
    return await client.withDeadline(Date.now() + patience, async () => {
      const { told, rounds } = await handle.query(progress);
      return { told, done: rounds > 0 };
    });
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { told: 0, done: !(await isUntold(which)) };
    throw error;
  }
}

/** It is in the database, and so in a rulebook that was read after it: never marked as told without being. */
function lost(key: object): never {
  throw new Error(`A revision that is in force is nowhere: ${Object.values(key).join(' ')}.`);
}

async function isUntold({ id, version, revision }: RevisionKey): Promise<boolean> {
  const { procedures, calendars } = await findUntold();
  return version === undefined
    ? calendars.some((each) => each.calendar === id && each.revision === revision)
    : procedures.some((each) => each.procedure === id && each.version === version && each.revision === revision);
}
