import * as wf from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import { act, receipt, unitAttribute, type Answer, type Held } from '../../workflows/messages.ts';
import { recorded } from './life.ts';
import { stepOf } from './recorded.ts';

/** What the floor does beside the bare minimum, one thing at a time: the levers whose cost is to be known. */
export type Variant = 'bare' | 'attributes' | 'timers' | 'local' | 'facts';

const options = { startToCloseTimeout: '10 seconds', retry: { maximumInterval: '30 seconds' } } as const;
const ordinary = wf.proxyActivities<Activities>(options);
const local = wf.proxyLocalActivities<Activities>(options);

/**
 * What Temporal and the database cost with nobody judging: the same updates with the same bodies, each written by the same
 * activity, one timer armed once. It knows what each step will be, since a product's complaint went the same way before.
 */
export async function floor(
  { complaint: { reference }, lodged, receipt: received }: Held,
  variant: Variant,
): Promise<void> {
  if (!recorded || !lodged) throw new wf.ApplicationFailure('Nothing was recorded for the floor to repeat.');
  const { record } = variant === 'local' ? local : ordinary;
  const { steps } = recorded;
  let isRecorded = false;
  let done = 0;

  wf.setHandler(receipt, async () => {
    await wf.condition(() => isRecorded);
    return received;
  });
  wf.setHandler(act, async (_action, _by, digest) => {
    const [step, { sequence }] = steps[(done += 1)]!;
    const answer: Answer = { key: wf.currentUpdateInfo()?.id ?? '', digest, sequence };
    if (variant === 'attributes') wf.upsertSearchAttributes([{ key: unitAttribute, value: step.complaint.stage }]);
    await record(stepOf(step, reference), answer);
    return variant === 'facts' ? ({ ...answer, complaint: step.complaint } as Answer) : answer;
  });

  await record(lodged, received);
  isRecorded = true;
  if (variant !== 'timers') return wf.sleep('30 days');
  for (let armed = 0; armed < steps.length; armed = done) {
    if (!(await wf.condition(() => done > armed, '30 days'))) return;
  }
}
