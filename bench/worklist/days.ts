const known = new Map<number, string>();

/** The day with this number (days since 1970), as `2026-03-02`. Remembered, as a million complaints ask for a few thousand. */
export function isoDay(number: number): string {
  const before = known.get(number);
  if (before) return before;
  const iso = new Date(number * 86_400_000).toISOString().slice(0, 10);
  known.set(number, iso);
  return iso;
}

export const numberOf = (day: string): number => Date.parse(day) / 86_400_000;
