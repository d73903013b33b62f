import * as wf from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { calendarOf } from '../domain/revision.ts';
import { progress, type Revising } from './messages.ts';

const { affected, tell } = wf.proxyActivities<Activities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { maximumInterval: '30 seconds' },
});

/** Longer than an API may go on to take complaints in by what it read before the revision. */
const patience = '30 seconds';

/**
 * A revision reaches every open complaint that it concerns (FORMAT.md 1, 5.12), one after the other and no faster than
 * leaves room for people; and then, until there are none, those that were taken in meanwhile by what was in force
 * before. May be killed and goes on where it was; a complaint that is told twice follows once.
 */
export async function revisionWorkflow(state: Revising): Promise<Revising> {
  const { revision } = state;
  const { id, revision: number } = revision;
  const key = { id, ...(revision.version && { version: revision.version }), revision: number };
  let isNews = true;
  wf.setHandler(progress, () => {
    const { revision: _, ...rest } = state;
    return rest;
  });
  for (;;) {
    wf.setCurrentDetails(`${Object.values(key).join(' ')}: ${state.told} complaints told`);
    const { news, last } = await affected(key, calendarOf(revision), state.after);
    if (last) {
      if (news.length > 0) await tell(revision, news);
      state.told += news.length;
      state.after = last;
      isNews ||= news.length > 0;
    } else {
      state.rounds += 1;
      if (state.rounds > 1 && !isNews) return state;
      isNews = false;
      state.after = '';
      await wf.sleep(patience, { summary: 'for those taken in meanwhile' });
    }
    if (wf.workflowInfo().continueAsNewSuggested) await wf.continueAsNew<typeof revisionWorkflow>(state);
  }
}
