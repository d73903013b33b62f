import * as wf from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { addMilliseconds } from '../domain/day.ts';
import type { Instant } from '../domain/complaint.ts';
import type { Outgoing, Posted } from '../domain/letter.ts';
import { postQueue } from './messages.ts';

/** For so long a letter is tried, however often its complaint continues as new; then a person is told. */
const patience = 2 * 86_400_000;
/** Temporal gives up where the next try would come too late. */
const longestPause = 10 * 60_000;
/** The last try of one that has waited long must have time. */
const least = 60_000;

const { post } = wf.proxyActivities<Activities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '2 seconds', maximumInterval: longestPause },
});

type Outcome = { id: string; became: Posted['became'] | 'late' };

/**
 * Posts these letters in one go: an activity costs six events, however many there are. Tells what became of them; who
 * is not among those is to be posted again.
 */
export async function postAll(reference: string, letters: readonly Outgoing[], now: () => Instant): Promise<Outcome[]> {
  const until = (since: Instant): number => Date.parse(addMilliseconds(since, patience));
  const [first] = letters;
  const left = Math.max(least, until(first?.since ?? now()) - Date.parse(now()));
  const outcomes = await post
    .executeWithOptions(
      {
        taskQueue: postQueue(wf.workflowInfo().taskQueue),
        scheduleToCloseTimeout: left,
        summary: letters
          .map(({ id }) => id.slice(reference.length + 1))
          .join(', ')
          .slice(0, 200),
      },
      [reference, letters.map(({ id }) => id)],
    )
    .catch((error: unknown): Outcome[] => {
      if (!(error instanceof wf.ActivityFailure)) throw error;
      const late = letters.filter(({ since }) => until(since) - longestPause <= Date.parse(now()));
      // Whoever ended it from outside has ended all of it.
      return (late.length > 0 ? late : letters).map(({ id }) => ({ id, became: 'late' }));
    });
  for (const { became } of outcomes) {
    const state = became === 'sent' || became === 'drafted' ? became : 'failed';
    wf.metricMeter
      .withTags({ state })
      .createCounter('recourse_letters_total', undefined, 'Letters by what became of them when they were posted.')
      .add(1);
  }
  return outcomes;
}
