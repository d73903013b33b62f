/** The value below which this share of them lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
export const sum = (values: readonly number[]): number => values.reduce((one, other) => one + other, 0);
export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

export const latencies = (milliseconds: readonly number[]) => ({
  count: milliseconds.length,
  p50: round(percentile(milliseconds, 0.5), 1),
  p95: round(percentile(milliseconds, 0.95), 1),
  p99: round(percentile(milliseconds, 0.99), 1),
  max: round(percentile(milliseconds, 1), 1),
});
