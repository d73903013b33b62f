import type { Row } from './badProcedures.ts';

/** A small calendar with something of everything, that nothing is wrong with. */
export const goodCalendar = `format: recourse-calendar/1
id: PLAIN
revision: 1
name: Plain
zone: Europe/London
covers: {from: "2024-01-01", to: "2025-12-31"}
weeks:
  - from: "2024-01-01"
    weekend: [saturday, sunday]
    hours: {default: ["09:00-12:00", "13:00-24:00"], friday: ["09:00-12:00"]}
  - from: "2025-01-01"
    weekend: [friday, saturday]
    hours: {default: ["09:00-17:00"]}
holidays:
  - {date: "2024-12-25", name: Christmas}
  - {date: "2025-12-25", name: Christmas}
partDays:
  - {date: "2024-12-24", hours: ["09:00-12:00"], name: Christmas Eve}
  - {date: "2024-12-28", hours: ["09:00-12:00"], name: Sale}
extraWorkingDays:
  - {date: "2024-12-28", name: Sale}
differences:
  - {date: "2024-05-01", source: somebody, adopted: false}
`;

/** Every clause of FORMAT.md 7 for calendars. */
// prettier-ignore
export const badCalendars: Row[] = [
  ['a week without a working day', '[friday, saturday]', '[monday, tuesday, wednesday, thursday, friday, saturday, sunday] # here', '/weeks/1/weekend', 'week from `2025-01-01`: a week needs a working day'],
  ['hours that overlap', '"13:00-24:00"]', '"11:59-24:00"] # here\n     ', '/weeks/0/hours/default/1', '`11:59-24:00` begins before the one before it ends'],
  ['hours that are not in order', '["09:00-12:00", "13:00-24:00"]', '["13:00-24:00", "09:00-12:00"] # here\n     ', '/weeks/0/hours/default/1', '`09:00-12:00` begins before'],
  ['hours that run backwards', '["09:00-17:00"]', '["17:00-09:00"] # here\n     ', '/weeks/1/hours/default/0', '`17:00-09:00` runs backwards'],
  ['hours of no length', 'friday: ["09:00-12:00"]', 'friday: ["09:00-09:00"] # here\n     ', '/weeks/0/hours/friday/0', '`09:00-09:00` runs backwards'],
  ['hours of a part day that run backwards', '"2024-12-24", hours: ["09:00-12:00"]', '"2024-12-24", hours: ["12:00-09:00"] # here\n     ', '/partDays/0/hours/0', 'part day `Christmas Eve`: `12:00-09:00` runs backwards'],
  ['weeks that begin too late', 'weeks:\n  - from: "2024-01-01"', 'weeks:\n  - from: "2024-01-02" # here', '/weeks', '`weeks` must reach back to `2024-01-01`'],
  ['a year without a holiday', '- {date: "2024-12-25", name: Christmas}\n  - {date: "2025-12-25", name: Christmas}', '- {date: "2025-12-25", name: Christmas} # here', '/holidays', 'there is no holiday in 2024'],
  ['a holiday that is a part day', '- {date: "2025-12-25", name: Christmas}\npartDays:\n  - {date: "2024-12-24",', '- {date: "2025-12-25", name: Christmas}\n  - {date: "2024-12-24", name: Eve}\npartDays:\n  - {date: "2024-12-24", # here\n     ', '/partDays/0/date', '`2024-12-24` is a holiday too'],
  ['a holiday that is worked', '- {date: "2024-12-28", name: Sale}', '- {date: "2024-12-28", name: Sale}\n  - {date: "2025-12-25", name: Sale} # here', '/extraWorkingDays/1/date', '`2025-12-25` is a holiday too'],
  ['a part day on a weekend', '"2024-12-24", hours', '"2024-12-22", # here\n      hours', '/partDays/0/date', '`2024-12-22` falls on a weekend'],
  ['a part day on a weekend that moved', '"2024-12-24", hours', '"2025-12-26", # here\n      hours', '/partDays/0/date', '`2025-12-26` falls on a weekend'],
  ['a holiday outside', '- {date: "2024-12-25", name: Christmas}', '- {date: "2024-12-25", name: Christmas}\n  - {date: "2026-01-01", name: New Year} # here', '/holidays/1/date', '`2026-01-01` lies outside `covers`'],
  ['a part day outside', '"2024-12-24", hours', '"2026-01-07", # here\n      hours', '/partDays/0/date', '`2026-01-07` lies outside `covers`'],
  ['an extra working day outside', '- {date: "2024-12-28", name: Sale}', '- {date: "2024-12-28", name: Sale}\n  - {date: "2023-12-30", name: Sale} # here', '/extraWorkingDays/1/date', '`2023-12-30` lies outside `covers`'],
  ['a difference outside', '"2024-05-01", source', '"2026-05-01", # here\n      source', '/differences/0/date', '`2026-05-01` lies outside `covers`'],
  ['covers that end before they begin', 'to: "2025-12-31"}', 'to: "2023-12-31"} # here', '/covers/to', 'it ends before it begins'],
  ['a zone that does not exist', 'zone: Europe/London', 'zone: Europe/Londn # here', '/zone', 'there is no zone `Europe/Londn`'],
  ['a zone that takes a slow pattern for ever', 'zone: Europe/London', `zone: ${'a'.repeat(80)}! # here`, '/zone', 'there is no zone'],
  ['another id than its file', 'id: PLAIN', 'id: OTHER # here', '/id', '`id` must be `PLAIN`'],
  ['a day without quotes', 'from: "2025-01-01"', 'from: 2025-01-01 # here', '/weeks/1/from', 'quote dates and times'],
  ['a weekday that does not exist', '[friday, saturday]', '[friyay, saturday] # here', '/weeks/1/weekend/0', 'must be one of monday'],
];
