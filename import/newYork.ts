import { Temporal } from 'temporal-polyfill';
import { RowFault } from './row.ts';

const zone = 'America/New_York';

/** Month first, minutes or seconds, 24 hours or AM and PM; or ISO without a zone, as the city's interface gives it. */
const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ([AP])M)?$/;
const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?$/;

/**
 * The instant of a New York wall clock. In the hour that autumn has twice, the earlier reading; the later where the
 * earlier would lie before `notBefore`. An hour that spring leaves out is refused: nobody saw it on a clock.
 */
export function instantInNewYork(column: string, cell: string, notBefore?: string): string {
  const local = wallClock(column, cell);
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (!earlier.toPlainDateTime().equals(local)) {
    throw new RowFault(`${column} ${dated(cell)}: New York's clocks left this hour out.`);
  }
  const instant = earlier.toInstant();
  if (notBefore === undefined || Temporal.Instant.compare(instant, notBefore) >= 0) return instant.toString();
  return local.toZonedDateTime(zone, { disambiguation: 'later' }).toInstant().toString();
}

function wallClock(column: string, cell: string): Temporal.PlainDateTime {
  const [, month, day, year, hour, minute, second = 0, half] = american.exec(cell) ?? [];
  const clock = Number(hour);
  if (month !== undefined && (!half || (clock >= 1 && clock <= 12))) {
    const parts = { year: Number(year), month: Number(month), day: Number(day), minute: Number(minute) };
    const hours = half ? (clock % 12) + (half === 'P' ? 12 : 0) : clock;
    return real(column, cell, () =>
      Temporal.PlainDateTime.from({ ...parts, hour: hours, second: Number(second) }, { overflow: 'reject' }),
    );
  }
  if (iso.test(cell)) return real(column, cell, () => Temporal.PlainDateTime.from(cell));
  throw new RowFault(`${column} ${dated(cell)} is not a date and time such as 3/14/2025 1:20.`);
}

const slashes = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})$/;
/** The bureau's web interface gives its days as noon with an offset. */
const dashes = /^(\d{4}-\d{2}-\d{2})(?:T12:00:00(?:\.0+)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** Noon in New York on that day, so that no zone of a reader moves the day. */
export function noonInNewYork(column: string, cell: string): string {
  const day = plainDay(column, cell);
  return day.toPlainDateTime('12:00').toZonedDateTime(zone).toInstant().toString();
}

function plainDay(column: string, cell: string): Temporal.PlainDate {
  const [, month, day, year = ''] = slashes.exec(cell) ?? [];
  if (month !== undefined) {
    const parts = { year: Number(year.padStart(4, '20')), month: Number(month), day: Number(day) };
    return real(column, cell, () => Temporal.PlainDate.from(parts, { overflow: 'reject' }));
  }
  const [, written] = dashes.exec(cell) ?? [];
  if (written !== undefined) return real(column, cell, () => Temporal.PlainDate.from(written));
  throw new RowFault(`${column} ${dated(cell)} is not a day such as 7/29/2013 or 2016-10-03.`);
}

function real<T>(column: string, cell: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError)
      throw new RowFault(`${column} ${dated(cell)} is a day or hour that does not exist.`);
    throw error;
  }
}

/** Shown where it is made of what dates are made of, and nothing else can be. */
const dated = (cell: string): string => {
  if (cell === '') return '(empty)';
  return /^[\d/:.\-+ TZAPM]{1,32}$/.test(cell) ? `“${cell}”` : '(not shown)';
};
