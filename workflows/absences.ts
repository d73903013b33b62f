import * as wf from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';

const { awayToday, passOn } = wf.proxyActivities<Activities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { maximumInterval: '30 seconds' },
});

/**
 * Whoever is away today is stood in for in what is owed meanwhile: every night by a schedule of Temporal's, and for one
 * person as soon as an absence is entered that has begun. A complaint that is told twice goes to the deputy once.
 */
export async function absencesWorkflow(only?: string): Promise<number> {
  let told = 0;
  for (const away of await awayToday(only ?? null)) {
    for (let after: string | undefined = ''; after !== undefined;) {
      const page: Awaited<ReturnType<Activities['passOn']>> = await passOn(away, after);
      told += page.told;
      after = page.last;
    }
  }
  wf.setCurrentDetails(`${told} complaints told`);
  return told;
}
