import type { Day, Instant } from '../domain/complaint.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** The local day of an instant. `Intl` is fine here: nothing that is decided again depends on it. */
export function dayIn(zone: string, at: Instant): Day {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  formats.set(zone, format);
  return format.format(new Date(at));
}

/** The first instant of a local day. */
export function startOf(zone: string, day: Day): Instant {
  // Zones are at most 14 hours from UTC: the day begins somewhere between, and every zone changes by quarters of an hour.
  const quarter = 900_000;
  let [low, high] = [Date.parse(`${day}T00:00:00Z`) - 56 * quarter, Date.parse(`${day}T00:00:00Z`) + 56 * quarter];
  while (high - low > quarter) {
    const middle = low + Math.floor((high - low) / 2 / quarter) * quarter;
    if (dayIn(zone, new Date(middle).toISOString()) < day) low = middle;
    else high = middle;
  }
  return new Date(high).toISOString();
}
