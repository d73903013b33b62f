import { weekdays } from '../../domain/reckoner/calendar.ts';
import { isZone } from '../snapshot.ts';
import { at, find, findTexts, problem, quoted, textAt } from './spot.ts';
import type { Problem, Spot } from './spot.ts';

/** The rules of FORMAT.md 7 for a calendar; each gives what is wrong with it. */
const rules: ((file: Spot) => Problem[])[] = [
  zoneExists,
  coversForwards,
  weeksHaveWorkingDays,
  hoursRunForwards,
  weeksReachBack,
  yearsHaveHolidays,
  holidaysAreNotWorked,
  partDaysAreWorked,
  datesAreCovered,
];

/** What is wrong with a calendar beyond its schema. `id`: the name of its file. */
export const calendarProblems = (file: Spot, id?: string): Problem[] => [
  ...(id === undefined || textAt(file, 'id') === undefined || textAt(file, 'id') === id
    ? []
    : [problem(at(file, 'id'), `\`id\` must be ${quoted(id)}, as the name of its file is`)]),
  ...rules.flatMap((rule) => rule(file)),
];

function zoneExists(file: Spot): Problem[] {
  const zone = textAt(file, 'zone');
  if (zone === undefined || isZone(zone)) return [];
  return [problem(at(file, 'zone'), `there is no zone ${quoted(zone)}: name one of the IANA table, as Europe/London`)];
}

function coversForwards(file: Spot): Problem[] {
  const { from, to } = coversOf(file);
  if (from <= to) return [];
  return [problem(at(file, 'covers', 'to'), 'it ends before it begins: `to` must not be before `from`')];
}

function weeksHaveWorkingDays(file: Spot): Problem[] {
  return find(file, 'weeks/*/weekend')
    .filter(({ value }) => Array.isArray(value) && weekdays.every((day) => value.includes(day)))
    .map((spot) => problem(spot, 'a week needs a working day: take one out of `weekend`'));
}

/** Segments in order, from early to late, none reaching into the next (FORMAT.md 3). */
function hoursRunForwards(file: Spot): Problem[] {
  return [...find(file, 'weeks/*/hours/*'), ...find(file, 'partDays/*/hours')].flatMap((hours) => {
    let end = '';
    return findTexts(hours, '*').flatMap((segment) => {
      const [from = '', to = ''] = segment.value.split('-');
      if (from >= to) return [problem(segment, `${quoted(segment.value)} runs backwards: put the earlier time first`)];
      const overlap = from < end;
      end = to > end ? to : end;
      return overlap ? [problem(segment, `${quoted(segment.value)} begins before the one before it ends`)] : [];
    });
  });
}

function weeksReachBack(file: Spot): Problem[] {
  const begins = findTexts(file, 'weeks/*/from').map(({ value }) => value);
  const { from } = coversOf(file);
  if (begins.length === 0 || begins.some((day) => day <= from)) return [];
  return [problem(at(file, 'weeks'), `\`weeks\` must reach back to ${quoted(from)}, where \`covers\` begins`)];
}

function yearsHaveHolidays(file: Spot): Problem[] {
  const { from, to } = coversOf(file);
  const [first, last] = [Number(from.slice(0, 4) || Number.NaN), Number(to.slice(0, 4))];
  const known = new Set(datesOf(file, 'holidays').map(({ value }) => value.slice(0, 4)));
  return Array.from({ length: Math.max(0, last - first + 1 || 0) }, (_, index) =>
    String(first + index).padStart(4, '0'),
  )
    .filter((year) => !known.has(year))
    .map((year) =>
      problem(at(file, 'holidays'), `there is no holiday in ${year}: add them, or let \`covers\` end before`),
    );
}

function holidaysAreNotWorked(file: Spot): Problem[] {
  const holidays = new Set(datesOf(file, 'holidays').map(({ value }) => value));
  return [...datesOf(file, 'partDays'), ...datesOf(file, 'extraWorkingDays')]
    .filter(({ value }) => holidays.has(value))
    .map((spot) => problem(spot, `${quoted(spot.value)} is a holiday too: a day is one or the other`));
}

function partDaysAreWorked(file: Spot): Problem[] {
  const extra = new Set(datesOf(file, 'extraWorkingDays').map(({ value }) => value));
  const weeks = find(file, 'weeks/*').toSorted((one, other) => (beginOf(one) < beginOf(other) ? -1 : 1));
  const reason = 'falls on a weekend: make it an extra working day too, or take it out';
  return datesOf(file, 'partDays')
    .filter(({ value }) => !extra.has(value) && weekendOn(weeks, value).includes(weekdayOf(value)))
    .map((spot) => problem(spot, `${quoted(spot.value)} ${reason}`));
}

function datesAreCovered(file: Spot): Problem[] {
  const { from, to } = coversOf(file);
  if (from > to) return [];
  return ['holidays', 'partDays', 'extraWorkingDays', 'differences']
    .flatMap((list) => datesOf(file, list))
    .filter(({ value }) => value < from || value > to)
    .map((spot) => problem(spot, `${quoted(spot.value)} lies outside \`covers\`, ${from} to ${to}`));
}

/** Without one of its ends it is whatever the schema refuses, and reaches from ever to ever. */
const coversOf = (file: Spot): { from: string; to: string } => ({
  from: textAt(file, 'covers', 'from') ?? '',
  to: textAt(file, 'covers', 'to') ?? '~',
});

const datesOf = (file: Spot, list: string): ReturnType<typeof findTexts> => findTexts(file, `${list}/*/date`);

/** The weekend of the week pattern in force on a day, of patterns in the order in which they begin. */
function weekendOn(weeks: Spot[], day: string): unknown[] {
  const week = weeks.findLast((each) => beginOf(each) <= day);
  const weekend: unknown = week && at(week, 'weekend').value;
  return Array.isArray(weekend) ? weekend : [];
}

const beginOf = (week: Spot): string => textAt(week, 'from') ?? '~';

const weekdayOf = (day: string): string | undefined => weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()];
