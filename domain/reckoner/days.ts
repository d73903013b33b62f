import type { Day } from '../complaint.ts';
import { weekdays, type Hours, type Snapshot, type Week } from './calendar.ts';

/** Days since 1 January 1970. Inside the reckoner days and instants are numbers; text comes in and goes out. */
export type DayNumber = number;
/** Milliseconds since 1970. */
export type Millis = number;
/** Running time from, and up to but without. */
export type Span = readonly [from: Millis, to: Millis];

const dayLength = 86_400_000;
const minute = 60_000;

export const dayNumber = (day: Day): DayNumber => Date.parse(day) / dayLength;
export const dayText = (day: DayNumber): Day => new Date(day * dayLength).toISOString().slice(0, 10);

/** Whoever asks whether such a day is worked gets no guess. */
export class OutsideCalendar extends Error {
  readonly calendar: string;
  readonly day: Day;
  constructor({ calendar, covers }: Snapshot, day: DayNumber) {
    super(`The calendar ${calendar} covers ${covers.from} to ${covers.to} and does not know ${dayText(day)}.`);
    this.name = 'OutsideCalendar';
    this.calendar = calendar;
    this.day = dayText(day);
  }
}

/** What is not owed is left out where the calendar does not reach: a warning, a reminder. */
export function within<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof OutsideCalendar) return undefined;
    throw error;
  }
}

/** The day of the same number so many months later; `last` of its month where there is none. */
export function sameDayLater(day: DayNumber, months: number): { day: DayNumber; exists: boolean } {
  const date = new Date(day * dayLength);
  const [year, month, number] = [date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate()];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return { day: Date.UTC(year, month, Math.min(number, last)) / dayLength, exists: number <= last };
}

/** The days of one snapshot: where they begin and end, and which are worked (FORMAT.md 3). */
export class Days {
  readonly #snapshot: Snapshot;
  readonly #since: Millis[];
  readonly #ahead: Millis[];
  readonly #from: DayNumber;
  readonly #to: DayNumber;
  readonly #weeks: { from: DayNumber; week: Week }[];
  readonly #holidays: Set<DayNumber>;
  readonly #extra: Set<DayNumber>;
  readonly #parts: Map<DayNumber, Hours>;
  /** Days that the zone skipped altogether, as Apia did 30 December 2011. */
  readonly #never: Set<DayNumber>;
  /** What was asked before: a day is asked for often. */
  readonly #worked: Int8Array;
  readonly #begins: Float64Array;

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
    this.#since = snapshot.offsets.map(([from], index) => (index === 0 ? -Infinity : Date.parse(from)));
    this.#ahead = snapshot.offsets.map(([, seconds]) => seconds * 1000);
    this.#from = dayNumber(snapshot.covers.from);
    this.#to = dayNumber(snapshot.covers.to);
    this.#weeks = snapshot.weeks
      .map((week) => ({ from: dayNumber(week.from), week }))
      .toSorted((one, other) => other.from - one.from);
    this.#holidays = new Set(snapshot.holidays.map(dayNumber));
    this.#extra = new Set(snapshot.extraWorkingDays.map(dayNumber));
    this.#parts = new Map(Object.entries(snapshot.partDays).map(([day, hours]) => [dayNumber(day), hours]));
    this.#never = new Set(this.#skippedDays());
    this.#worked = new Int8Array(Math.max(0, this.#to - this.#from + 1)).fill(-1);
    this.#begins = new Float64Array(this.#worked.length).fill(NaN);
  }

  #skippedDays(): DayNumber[] {
    return this.#ahead.flatMap((ahead, index) => {
      const before = this.#ahead[index - 1];
      if (before === undefined || ahead - before < dayLength) return [];
      const [last, first] = [this.#since[index]! + before, this.#since[index]! + ahead];
      const days: DayNumber[] = [];
      for (let day = Math.ceil(last / dayLength); (day + 1) * dayLength <= first; day += 1) days.push(day);
      return days;
    });
  }

  /** Index of the offset that holds at an instant. */
  #period(at: Millis): number {
    let [low, high] = [0, this.#since.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#since[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The instants at which the clock reads this; in a gap, the instant of the jump. */
  #readings(local: Millis): Millis[] {
    const middle = this.#period(local - this.#ahead[this.#period(local)]!);
    const found: Millis[] = [];
    for (let index = Math.max(0, middle - 1); index <= Math.min(middle + 1, this.#since.length - 1); index += 1) {
      const at = local - this.#ahead[index]!;
      const next = this.#since[index + 1] ?? Infinity;
      if (at >= this.#since[index]! && at < next) found.push(at);
      else if (at >= next && local - this.#ahead[index + 1]! < next) found.push(next);
    }
    return found;
  }

  /** First instant of a day: in a night whose midnight comes twice, the later one. */
  begin(day: DayNumber): Millis {
    const known = this.#begins[day - this.#from];
    if (known !== undefined && !Number.isNaN(known)) return known;
    const begin = this.#readings(day * dayLength).at(-1)!;
    if (known !== undefined) this.#begins[day - this.#from] = begin;
    return begin;
  }

  /** The earliest instant of the day at which the clock reads so many minutes after midnight, or more. */
  at(day: DayNumber, minutes: number): Millis {
    const begin = this.begin(day);
    const end = this.begin(day + 1);
    if (minutes >= 1440) return end;
    const first = this.#readings(day * dayLength + minutes * minute).find((at) => at >= begin);
    return Math.min(first ?? begin, end);
  }

  dayOf(at: Millis): DayNumber {
    const day = Math.floor((at + this.#ahead[this.#period(at)]!) / dayLength);
    return at < this.begin(day) ? day - 1 : day;
  }

  exists(day: DayNumber): boolean {
    return !this.#never.has(day);
  }

  /** Throws `OutsideCalendar` where the calendar does not know. */
  isWorked(day: DayNumber): boolean {
    const index = day - this.#from;
    const known = this.#worked[index];
    if (known === undefined) throw new OutsideCalendar(this.#snapshot, day);
    if (known >= 0) return known === 1;
    const worked = this.exists(day) && (this.#extra.has(day) || !(this.#isWeekend(day) || this.#holidays.has(day)));
    this.#worked[index] = worked ? 1 : 0;
    return worked;
  }

  #week(day: DayNumber): Week {
    return (this.#weeks.find(({ from }) => from <= day) ?? this.#weeks.at(-1)!).week;
  }

  #isWeekend(day: DayNumber): boolean {
    return this.#week(day).weekend.includes(weekday(day));
  }

  /** Why a day is not worked, or undefined if it is. */
  rest(day: DayNumber): 'weekend' | 'holiday' | undefined {
    if (this.isWorked(day)) return undefined;
    return this.#isWeekend(day) ? 'weekend' : 'holiday';
  }

  /** The worked stretches of a day in order; none if it is not worked. */
  segments(day: DayNumber): Span[] {
    if (!this.isWorked(day)) return [];
    const { hours } = this.#week(day);
    const worked = this.#parts.get(day) ?? hours[weekday(day)] ?? hours.default;
    return worked.map((segment) => {
      const [from = '', to = ''] = segment.split('-');
      return [this.at(day, minutesOf(from)), this.at(day, minutesOf(to))] as const;
    });
  }

  opening(day: DayNumber): Millis {
    return this.segments(day)[0]?.[0] ?? this.begin(day);
  }

  closing(day: DayNumber): Millis {
    return this.segments(day).at(-1)?.[1] ?? this.begin(day + 1);
  }

  /** This day if it is worked, else the nearest one in that direction. */
  nearestWorked(day: DayNumber, direction: 1 | -1): DayNumber {
    let nearest = day;
    while (!this.isWorked(nearest)) nearest += direction;
    return nearest;
  }
}

export const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

const weekday = (day: DayNumber) => weekdays[(((day + 4) % 7) + 7) % 7]!;

const known = new WeakMap<Snapshot, Days>();

/** The days of a snapshot, made once for each. */
export function daysOf(snapshot: Snapshot): Days {
  let days = known.get(snapshot);
  if (!days) {
    days = new Days(snapshot);
    known.set(snapshot, days);
  }
  return days;
}
