import { weekdays, type Calendar, type Hours, type Weekday } from '../../domain/reckoner/calendar.ts';
import { snapshotOf } from '../../infra/snapshot.ts';
import type { Dice } from './dice.ts';
import type { Revisions } from './naive.ts';
import { numberOf, textOf } from './place.ts';

/** A zone and a day on which its clocks change, where they ever do. */
export type Where = [zone: string, day: string];
export const wheres: Where[] = [
  ['Europe/London', '2026-03-29'],
  ['Europe/London', '2026-10-25'],
  ['Europe/Berlin', '2026-03-29'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Sydney', '2026-10-04'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/Sao_Paulo', '2019-02-17'],
  ['Asia/Tehran', '2021-03-22'],
  ['Asia/Tehran', '2021-09-22'],
  ['Asia/Beirut', '2024-03-31'],
  ['Asia/Beirut', '2024-10-27'],
  ['Asia/Karachi', '2008-06-01'],
  ['Asia/Karachi', '2008-11-01'],
  ['Pacific/Apia', '2011-12-30'],
  ['Africa/Cairo', '2024-04-26'],
  ['Africa/Cairo', '2024-11-01'],
  ['America/St_Johns', '2010-03-14'],
  ['America/St_Johns', '2010-11-07'],
  ['America/Santiago', '2024-04-07'],
  ['America/Santiago', '2024-09-08'],
  ['Atlantic/Azores', '2026-03-29'],
  ['America/Havana', '2026-11-01'],
  ['Asia/Riyadh', '2026-03-01'],
];

const hours: Hours[] = [
  ['09:00-17:00'],
  ['09:00-12:00', '13:00-17:30'],
  ['07:30-15:30'],
  ['00:00-08:00', '20:00-24:00'],
  ['01:00-05:00', '09:00-12:00'],
  ['00:30-02:15', '14:00-23:30'],
  ['00:00-24:00'],
  ['10:00-10:30'],
];
const weekends: Weekday[][] = [['saturday', 'sunday'], ['friday', 'saturday'], ['sunday'], ['thursday', 'friday'], []];

/** A calendar that is valid by FORMAT.md 7 around this day, and what it becomes. */
export function calendarsFor(dice: Dice, [zone, day]: Where): { since: string; calendar: Calendar }[] {
  const middle = numberOf(day);
  const year = Number(day.slice(0, 4));
  const near = (): string => textOf(middle + dice.from(-40, 90));
  const weeks = [{ from: `${year - 3}-01-01`, weekend: dice.one(weekends), hours: hoursFor(dice) }];
  if (dice.is(0.3))
    weeks.push({ from: textOf(middle + dice.from(-15, 15)), weekend: dice.one(weekends), hours: hoursFor(dice) });
  const first: Calendar = fitted({
    id: 'here',
    revision: 1,
    zone,
    covers: { from: `${year - 3}-01-01`, to: `${year + 6}-12-31` },
    weeks,
    holidays: dice.times(1, 14, () => ({ date: near(), name: 'Holiday' })),
    partDays: dice.times(0, 6, () => ({ date: near(), hours: dice.one(hours), name: 'Part' })),
    extraWorkingDays: dice.times(0, 8, () => ({ date: near(), name: 'Extra' })),
  });
  const list = [{ since: '', calendar: first }];
  const moves = dice.is(0.3)
    ? dice.times(1, 2, () => (middle + dice.from(-20, 40)) * 86_400_000 + dice.from(0, 23) * 3_600_000)
    : [];
  for (const moved of moves.toSorted((one, other) => one - other)) {
    const { calendar } = list.at(-1)!;
    const next = fitted({
      ...calendar,
      revision: calendar.revision + 1,
      holidays: [...dice.some(calendar.holidays, 0.7), ...dice.times(0, 4, () => ({ date: near(), name: 'Moved' }))],
      extraWorkingDays: dice.some(calendar.extraWorkingDays ?? [], 0.8),
    });
    list.push({ since: new Date(moved).toISOString(), calendar: next });
  }
  return list;
}

function hoursFor(dice: Dice): { default: Hours } & { [day in Weekday]?: Hours } {
  const own = dice.some(weekdays, 0.2).map((day) => [day, dice.one(hours)] as const);
  return { default: dice.one(hours), ...Object.fromEntries(own) };
}

/** Without what FORMAT.md 7 refuses: a day that is holiday and worked, a part day on a weekend. */
function fitted(calendar: Calendar): Calendar {
  const isOff = (date: string): boolean => calendar.holidays.some((each) => each.date === date);
  const extraWorkingDays = (calendar.extraWorkingDays ?? []).filter(({ date }) => !isOff(date));
  const weekday = (date: string): Weekday => weekdays[new Date(date).getUTCDay()]!;
  const isWeekend = (date: string): boolean =>
    calendar.weeks.findLast(({ from }) => from <= date)!.weekend.includes(weekday(date)) &&
    !extraWorkingDays.some((each) => each.date === date);
  const partDays = (calendar.partDays ?? []).filter(({ date }) => !isOff(date) && !isWeekend(date));
  return { ...calendar, extraWorkingDays, partDays };
}

const known = new WeakMap<object, Revisions>();

export function revisionsOf(calendars: { since: string; calendar: Calendar }[]): Revisions {
  let revisions = known.get(calendars);
  if (!revisions) {
    revisions = { here: calendars.map(({ since, calendar }) => ({ since, snapshot: snapshotOf(calendar) })) };
    known.set(calendars, revisions);
  }
  return revisions;
}
