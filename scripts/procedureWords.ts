import type { ExtensionRule, Limit, Timing, When } from '../domain/reckoner/rule.ts';

const unitWords = {
  hours: ['hour', 'hours'],
  workingHours: ['working hour', 'working hours'],
  days: ['day', 'days'],
  workingDays: ['working day', 'working days'],
  weeks: ['week', 'weeks'],
  months: ['month', 'months'],
} as const satisfies Record<Limit['unit'], readonly [string, string]>;

export const list = (words: readonly string[]): string => words.join(', ');

export function limitWords(limit: Timing['limit']): string {
  if (!('agreedBy' in limit)) return `${limit.count} ${unitWords[limit.unit][limit.count === 1 ? 0 : 1]}`;
  return `the day agreed by ${limit.agreedBy}${limit.otherwise ? `, else ${limitWords(limit.otherwise)}` : ''}`;
}

/** A limit with how it is counted. */
export function longer({ limit, counting = {}, endsAt, roll, calendar }: Timing): string {
  const how = [
    counting.includesAnchorDay ? 'the first day counts' : '',
    counting.cutOff ? `what comes after ${counting.cutOff} counts from the next worked day` : '',
    endsAt && endsAt !== 'endOfDay' ? `to ${endsAt}` : '',
    roll === 'nextWorkingDay' ? 'rolls to the next working day' : '',
    roll === 'previousWorkingDay' ? 'rolls to the working day before' : '',
    calendar ? `by the calendar ${calendar}` : '',
  ].filter((each) => each !== '');
  return [limitWords(limit), ...how].join('; ');
}

export function extensionWords({
  times = 1,
  by,
  to,
  toDate,
  grounds = [],
  longer: more,
  approval,
  notice,
}: ExtensionRule): string {
  const much = by
    ? `by at most ${limitWords(by)}`
    : to
      ? `to ${limitWords(to)} as a whole`
      : `to a day that is named${toDate?.latest ? `, at the latest after ${limitWords(toDate.latest)}` : ''}`;
  return [
    `${times === 'any' ? 'as often as needed' : times === 1 ? 'once' : `${times} times`} ${much}`,
    grounds.length > 0 ? `because of ${list(grounds)}` : '',
    more ? `longer because of ${list(more.grounds)}, with the agreement of the ${more.approval}` : '',
    approval ? `with the agreement of the ${approval}` : '',
    notice ? `by the letter ${notice}` : '',
  ]
    .filter((each) => each !== '')
    .join('; ');
}

export function whenWords({ anyOf = [], noneOf = [] }: When = {}): string {
  const parts = [
    anyOf.length > 0 ? `with ${anyOf.join(' or ')}` : '',
    noneOf.length > 0 ? `without ${noneOf.join(' and ')}` : '',
  ];
  return parts.filter((each) => each !== '').join(', ');
}

/** For which tiers and which complaints; nothing where it is for all. */
export const tiersWords = (tiers: readonly number[] | undefined, when: When | undefined): string =>
  [tiers ? `tier ${tiers.join(', ')}` : '', whenWords(when)].filter((each) => each !== '').join('; ');
