import type { Snapshot } from '../../domain/reckoner/calendar.ts';
import { weekdays } from '../../domain/reckoner/calendar.ts';

const long = 86_400_000;
export const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / long;
export const textOf = (day: number): string => new Date(day * long).toISOString().slice(0, 10);

/** Days and instants of FORMAT.md 3, found by trying: no search is clever here, that is the point. */
export class Place {
  readonly #offsets: [number, number][];
  readonly #begins = new Map<number, number>();
  readonly #times = new Map<string, number>();
  readonly #worked = new Map<number, boolean>();
  private readonly snapshot: Snapshot;

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot;
    this.#offsets = snapshot.offsets.map(([from, seconds]) => [Date.parse(from), seconds * 1000]);
  }

  /** What the clock on the wall shows, as if it were in UTC. */
  #reads(at: number): number {
    let ahead = this.#offsets[0]?.[1] ?? 0;
    for (const [from, other] of this.#offsets) if (from <= at) ahead = other;
    return at + ahead;
  }

  /** All instants at which the clock can begin to show this reading or to have passed it. */
  #tries(reading: number): number[] {
    const near = this.#offsets.filter(([from]) => Math.abs(from - reading) < 4 * long).map(([from]) => from);
    return [...near, ...new Set(this.#offsets.map(([, ahead]) => reading - ahead))];
  }

  /** The last time the clock passes midnight forwards: the later one where it does so twice. */
  begin(day: number): number {
    const known = this.#begins.get(day);
    if (known !== undefined) return known;
    const midnight = day * long;
    const passes = this.#tries(midnight).filter((at) => this.#reads(at - 1) < midnight && this.#reads(at) >= midnight);
    const found = Math.max(...passes);
    this.#begins.set(day, found);
    return found;
  }

  end = (day: number): number => this.begin(day + 1);

  exists = (day: number): boolean => this.begin(day) < this.end(day);

  dayOf(at: number): number {
    let day = Math.floor(at / long) - 3;
    while (this.end(day) <= at) day++;
    return day;
  }

  time(day: number, text: string): number {
    if (text === '24:00') return this.end(day);
    const key = `${day} ${text}`;
    const known = this.#times.get(key);
    if (known !== undefined) return known;
    const [hours = 0, minutes = 0] = text.split(':').map(Number);
    const reading = day * long + (hours * 60 + minutes) * 60_000;
    const [begin, end] = [this.begin(day), this.end(day)];
    const late = [begin, ...this.#tries(reading)].filter((at) => at >= begin && at < end && this.#reads(at) >= reading);
    const found = Math.min(end, ...late);
    this.#times.set(key, found);
    return found;
  }

  worked(day: number): boolean {
    const known = this.#worked.get(day);
    if (known !== undefined) return known;
    const found = this.#isWorked(day);
    this.#worked.set(day, found);
    return found;
  }

  #isWorked(day: number): boolean {
    const { covers, extraWorkingDays, holidays } = this.snapshot;
    const text = textOf(day);
    if (text < covers.from || text > covers.to) throw new RangeError(`${text} is not covered.`);
    if (!this.exists(day)) return false;
    if (extraWorkingDays.includes(text)) return true;
    return !this.#week(day).weekend.includes(this.#name(day)) && !holidays.includes(text);
  }

  #name = (day: number) => weekdays[new Date(day * long).getUTCDay()]!;

  #week(day: number): Snapshot['weeks'][number] {
    const week = this.snapshot.weeks.filter(({ from }) => from <= textOf(day)).at(-1);
    if (!week) throw new RangeError(`No week reaches back to ${textOf(day)}.`);
    return week;
  }

  /** The hours of a day as intervals; none if it is not worked. */
  segments(day: number): [from: number, to: number][] {
    if (!this.worked(day)) return [];
    const { hours } = this.#week(day);
    const list = this.snapshot.partDays[textOf(day)] ?? hours[this.#name(day)] ?? hours.default;
    return list.map((segment) => {
      const [from = '', to = ''] = segment.split('-');
      return [this.time(day, from), this.time(day, to)];
    });
  }

  opening = (day: number): number => this.segments(day)[0]?.[0] ?? this.begin(day);
  closing = (day: number): number => this.segments(day).at(-1)?.[1] ?? this.end(day);

  /** The n-th day from this one on, itself included, that is so. */
  nth(day: number, count: number, isSo: (day: number) => boolean = this.exists): number {
    let found = day;
    for (let left = count; ; found++) if (isSo(found) && --left === 0) return found;
  }

  back(day: number, isSo: (day: number) => boolean): number {
    let found = day;
    while (!isSo(found)) found--;
    return found;
  }
}

/** The day of the same number so many months later, or the last of that month. */
export function monthsLater(day: number, count: number): { day: number; isSame: boolean } {
  const date = new Date(day * long);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + count];
  const last = Date.UTC(year, month + 1, 0) / long;
  const same = Date.UTC(year, month, date.getUTCDate()) / long;
  return same > last ? { day: last, isSame: false } : { day: same, isSame: true };
}
