import { metricMeter } from '@temporalio/workflow';
import type { Step } from '../domain/advance.ts';
import { latenessMetric } from './messages.ts';

/** Counts how late each clock of a step was dealt with; what ran out before an import is nobody's lateness. */
export function measureLateness({ entries, complaint: { importedAt = '' } }: Step): void {
  for (const { action, at } of entries) {
    if (action.kind !== 'runOut' || action.due <= importedAt) continue;
    metricMeter
      .createHistogram(latenessMetric, 'float', 's', 'From the due instant of a clock to when that was dealt with.')
      .record((Date.parse(at) - Date.parse(action.due)) / 1_000);
  }
}
