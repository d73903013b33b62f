import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { Calendar } from '../domain/reckoner/calendar.ts';
import { progress, revisionId } from '../workflows/messages.ts';
import type { calendarRevisionWorkflow } from '../workflows/revision.ts';
import type { FollowingAnswer } from './ruleAnswers.ts';

const patience = 15_000;

/** Lets every open complaint that uses a calendar know its new revision. Safe to ask again: then the same walk goes on. */
export const followThrough =
  (client: Client, taskQueue: string) =>
  async (calendar: Calendar): Promise<void> => {
    await client.withDeadline(Date.now() + patience, () =>
      client.workflow.start<typeof calendarRevisionWorkflow>('calendarRevisionWorkflow', {
        workflowId: revisionId(calendar),
        workflowIdConflictPolicy: 'USE_EXISTING',
        taskQueue,
        args: [{ calendar, told: 0, after: '' }],
        staticSummary: `Calendar ${calendar.id}, revision ${calendar.revision}`,
      }),
    );
  };

/** How far that is; undefined where nobody was ever told of this revision. */
export async function followingOf(
  client: Client,
  which: Pick<Calendar, 'id' | 'revision'>,
): Promise<FollowingAnswer | undefined> {
  const handle = client.workflow.getHandle<typeof calendarRevisionWorkflow>(revisionId(which));
  try {
    return await client.withDeadline(Date.now() + patience, async () => {
      const { told } = await handle.query(progress);
      const { status } = await handle.describe();
      return { told, done: status.name === 'COMPLETED' };
    });
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}
