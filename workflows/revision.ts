import * as wf from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { progress, type Revising } from './messages.ts';

const { affected, tell } = wf.proxyActivities<Activities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { maximumInterval: '30 seconds' },
});

/**
 * A revised calendar reaches every open complaint that uses it (FORMAT.md 5.12), one after the other and no faster than
 * leaves room for people. May be killed and goes on where it was; a complaint that is told twice follows once.
 */
export async function calendarRevisionWorkflow(state: Revising): Promise<Revising> {
  const { calendar } = state;
  wf.setHandler(progress, () => ({ ...state }));
  for (;;) {
    wf.setCurrentDetails(`${calendar.id} revision ${calendar.revision}: ${state.told} complaints told`);
    const { id, revision } = calendar;
    const { news, last } = await affected({ id, revision }, state.after);
    if (!last) return state;
    await tell(calendar, news);
    state.told += news.length;
    state.after = last;
    if (wf.workflowInfo().continueAsNewSuggested) await wf.continueAsNew<typeof calendarRevisionWorkflow>(state);
  }
}
