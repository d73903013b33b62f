import type { MetricsExporterConfig } from '@temporalio/worker';
import { latenessMetric } from '../workflows/messages.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Where Prometheus reads what this worker measures, its own and the SDK's, under `/metrics`. */
export const metricsAt = (bindAddress: string): MetricsExporterConfig => ({
  prometheus: {
    bindAddress,
    histogramBucketOverrides: { [latenessMetric]: [0.1, 0.5, 1, 5, 15, minute, 10 * minute, hour, day, 7 * day] },
  },
});
