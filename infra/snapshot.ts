import moment from 'moment-timezone';
import type { Day } from '../domain/complaint.ts';
import type { Calendar, Snapshot } from '../domain/reckoner/calendar.ts';
import { dayNumber, dayText } from '../domain/reckoner/days.ts';

/** The zone table is a package of this product, not that of the machine or of Node: the same on all of them. */
const table = (): string => moment.tz.dataVersion;

export const isZone = (zone: string): boolean => moment.tz.zone(zone) !== null;

/** Retention and windows outside may run for years after the last day that the calendar knows. */
const yearsBeyond = 15;

/** What the clocks of complaints from this day on can ask of a calendar; the whole calendar without one. */
export function snapshotOf(calendar: Calendar, from: Day = calendar.covers.from): Snapshot {
  const first = from > calendar.covers.from ? from : calendar.covers.from;
  const covers = { from: first, to: calendar.covers.to };
  const isCovered = ({ date }: { date: Day }): boolean => date >= first;
  const begun = calendar.weeks.findLastIndex((week) => week.from <= first);
  return {
    calendar: calendar.id,
    revision: calendar.revision,
    zone: calendar.zone,
    table: table(),
    covers,
    offsets: offsetsOf(calendar.zone, from < first ? from : first, dayNumber(covers.to) + yearsBeyond * 366),
    weeks: calendar.weeks.slice(Math.max(0, begun)),
    holidays: calendar.holidays.filter(isCovered).map(({ date }) => date),
    partDays: Object.fromEntries((calendar.partDays ?? []).filter(isCovered).map(({ date, hours }) => [date, hours])),
    extraWorkingDays: (calendar.extraWorkingDays ?? []).filter(isCovered).map(({ date }) => date),
  };
}

/** What a zone is ahead of UTC from two days before `from` on, at each change. */
function offsetsOf(name: string, from: Day, to: number): Snapshot['offsets'] {
  const zone = moment.tz.zone(name);
  if (!zone) throw new RangeError(`There is no zone ${name}.`);
  const begin = (dayNumber(from) - 2) * 86_400_000;
  const end = to * 86_400_000;
  const offsets: Snapshot['offsets'] = [[`${dayText(dayNumber(from) - 2)}T00:00:00Z`, ahead(zone, begin)]];
  for (const until of zone.untils) {
    if (!until || until <= begin || until > end) continue;
    const seconds = ahead(zone, until);
    if (seconds !== offsets.at(-1)?.[1]) offsets.push([new Date(until).toISOString().replace('.000Z', 'Z'), seconds]);
  }
  return offsets;
}

const ahead = (zone: moment.MomentZone, at: number): number => -Math.round(zone.utcOffset(at) * 60);

const made = new WeakMap<Calendar, Map<Day, Snapshot>>();

/** The snapshot from the year before a day on, made once for all complaints of that year. */
export function snapshotFrom(calendar: Calendar, receivedOn: Day): Snapshot {
  const from = `${Number(receivedOn.slice(0, 4)) - 1}-01-01`;
  let snapshots = made.get(calendar);
  if (!snapshots) made.set(calendar, (snapshots = new Map<Day, Snapshot>()));
  let snapshot = snapshots.get(from);
  if (!snapshot) snapshots.set(from, (snapshot = snapshotOf(calendar, from)));
  return snapshot;
}
