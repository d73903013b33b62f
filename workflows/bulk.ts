import * as wf from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { Refusal } from '../domain/refusal.ts';
import { resume, stop, type Bulking } from './messages.ts';
import { refusable, setUpdate } from './refusable.ts';

// A worker that was killed is missed after ten seconds.
const { applyBulk } = wf.proxyActivities<Activities>({
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { maximumInterval: '30 seconds' },
});
const { markBulk } = wf.proxyActivities<Activities>({
  startToCloseTimeout: '10 seconds',
  retry: { maximumInterval: '30 seconds' },
});

/** How many complaints are asked in one activity. */
const page = 100;
/** Where none of a page could be asked, something is away. */
const patience = '10 seconds';

/**
 * One action over many complaints: page by page, and then, until each has its result, those that could not be asked. What
 * is to be done is in the store. May be killed and goes on where it was; a complaint that is asked twice does it once.
 */
export async function bulkWorkflow(state: Bulking): Promise<void> {
  let isOver = false;
  let isAsking = false;
  /** The last of what was said of its state that is on record. */
  let marked = 0;

  // Whoever cancels it from outside would leave a bulk that says for ever that it is running: to end it, stop it.
  const uncancelled = new wf.CancellationScope({ cancellable: false });
  const standing = () => (isOver ? 'done' : state.isStopped ? 'stopped' : 'running');
  const mark = async (): Promise<void> => {
    const number = (state.marks += 1);
    await uncancelled.run(() => markBulk(state.bulk, standing(), number));
    marked = Math.max(marked, number);
  };
  const turn = (isStopped: boolean) => async (): Promise<void> => {
    if (state.isStopped !== isStopped) {
      state.isStopped = isStopped;
      await mark();
    }
    await wf.condition(() => marked === state.marks && !(state.isStopped && isAsking));
  };
  const refuseWhenOver = refusable((): undefined => {
    if (isOver) throw new Refusal('not-now', 'bulkOver');
  });
  setUpdate(stop, turn(true), refuseWhenOver);
  setUpdate(resume, turn(false), refuseWhenOver);

  const isFull = (): boolean => wf.workflowInfo().continueAsNewSuggested;
  const ask = async (): Promise<void> => {
    const numbers = numbersOf(state);
    isAsking = true;
    const left = await applyBulk(state.bulk, numbers);
    isAsking = false;
    state.left.push(...left);
    if (left.length === numbers.length) await wf.condition(() => state.isStopped, patience);
  };

  await uncancelled.run(async () => {
    await mark();
    while (state.next <= state.total || state.left.length > 0) {
      wf.setCurrentDetails(`${state.next - 1} of ${state.total} asked, ${state.left.length} to be asked again`);
      await wf.condition(() => isFull() || (!state.isStopped && marked === state.marks));
      if (isFull()) {
        await wf.condition(wf.allHandlersFinished);
        await wf.continueAsNew<typeof bulkWorkflow>(state);
      }
      await ask();
    }
    isOver = true;
    await mark();
    await wf.condition(wf.allHandlersFinished);
  });
}

/** Those that are asked next, taken from what there is to do. */
function numbersOf(state: Bulking): number[] {
  if (state.next > state.total) return state.left.splice(0, page);
  const count = Math.min(page, state.total - state.next + 1);
  const numbers = Array.from({ length: count }, (_, index) => state.next + index);
  state.next += count;
  return numbers;
}
