import type { Calendar } from '../../domain/reckoner/calendar.ts';
import type {
  Account,
  ExtensionRule,
  Happening,
  Limit,
  PauseRule,
  Timetable,
  Timing,
} from '../../domain/reckoner/rule.ts';
import { calendarsFor, wheres } from './calendars.ts';
import type { Dice } from './dice.ts';
import { textOf } from './place.ts';

export type Case = { timetable: Timetable; account: Account; calendars: { since: string; calendar: Calendar }[] };

const long = 86_400_000;
const hour = 3_600_000;
const duties = ['withdrawn', 'transferred', 'closed'];

/** Everything that FORMAT.md lets a clock be and happen to it, within the bounds of its section 7. */
export function caseOf(dice: Dice): Case {
  const where = dice.one(wheres);
  const middle = Date.parse(where[1]);
  const received = around(dice, middle, -20, 4);
  const clocks = clocksOf(dice);
  const account: Account = {
    tags: dice.some(['urgent'], 0.3),
    facts: factsOf(dice, received, clocks[0]!),
    pauses: dice.is(0.6) ? dice.times(1, 3, () => pauseOf(dice, received)) : [],
    extensions: clocks[0]!.extensions
      ? dice.times(0, 3, () => extensionOf(dice, received, clocks[0]!, clocks[0]!.extensions!))
      : [],
  };
  const track = clocks.find(({ name }) => name === 'quick');
  const timetable: Timetable = {
    calendar: 'here',
    ...(dice.is(0.15) && { calendarChanges: 'freeze' as const }),
    clocks,
    relieves: track ? { quick: ['asked'] } : {},
    pauses: pausesOf(dice),
    suspensions: dice.is(0.15) ? [suspensionOf(dice, received)] : [],
  };
  if (timetable.suspensions[0] && dice.is(0.6)) {
    timetable.suspensions[0].revision = 2;
    const later = () => ({ revision: dice.from(2, 3), since: text(around(dice, received, -3, 30)) });
    account.revisions = [{ revision: 1 }, ...dice.times(0, 1, later)];
  }
  return { timetable, account, calendars: calendarsFor(dice, where) };
}

/** Often on the hour, so that instants meet; else with all their milliseconds. */
function around(dice: Dice, middle: number, least: number, most: number): number {
  const day = middle + dice.from(least, most) * long;
  return day + (dice.is(0.6) ? dice.from(0, 23) * hour : dice.from(0, long - 1));
}

const text = (at: number): string => new Date(at).toISOString();
const dayLimit = (dice: Dice): Limit => {
  const unit = dice.one(['days', 'workingDays', 'weeks', 'months'] as const);
  return { unit, count: unit === 'weeks' || unit === 'months' ? dice.from(1, 3) : dice.from(1, 15) };
};
const hourLimit = (dice: Dice): Limit => ({
  unit: dice.one(['hours', 'workingHours'] as const),
  count: dice.from(1, 160) / 4,
});

function clocksOf(dice: Dice): Timing[] {
  const limit = dice.is(0.3) ? hourLimit(dice) : dayLimit(dice);
  const asked: Timing = { ...basic(dice, 'asked', limit), ...shape(dice) };
  const isSeries = asked.recurs !== undefined;
  if (!isSeries && !asked.fromLast && dice.is(0.3)) asked.extensions = extensionRule(dice, limit);
  const more: Timing[] = [];
  if (asked.armed === 'once' && !isSeries && !asked.fromLast && dice.is(0.2)) {
    if (!isHours(limit)) asked.limit = { agreedBy: 'periodAgreed', ...(dice.is(0.7) && { otherwise: limit }) };
    if (asked.extensions?.to) delete asked.extensions;
  } else if ((asked.armed === 'once' || asked.armed === 'perTier') && !isSeries && !asked.fromLast && dice.is(0.2)) {
    asked.starts = ['acknowledged'];
    asked.startsAtLatest = 'first';
    const first = basic(dice, 'first', dice.is(0.5) ? hourLimit(dice) : dayLimit(dice));
    more.push({ ...first, kind: 'duty', armed: asked.armed, starts: ['tierEntered'], metBy: ['acknowledged'] });
  } else if (asked.armed !== 'shared' && dice.is(0.15)) {
    more.push({ ...basic(dice, 'quick', dayLimit(dice)), kind: 'window', metBy: ['settled'], cancelledBy: [] });
  } else if (dice.is(0.1)) {
    const other = dayLimit(dice);
    more.push({ ...basic(dice, 'told', other), metBy: ['contact'] });
    if (asked.extensions) asked.extensions.notice = 'letter';
  }
  return [asked, ...more];
}

const isHours = ({ unit }: Limit): boolean => unit === 'hours' || unit === 'workingHours';

function basic(dice: Dice, name: string, limit: Limit): Timing {
  const kind = dice.one(['duty', 'duty', 'duty', 'window', 'timer'] as const);
  const ofDays = !isHours(limit);
  const roll = dice.one(['none', 'none', 'nextWorkingDay', 'previousWorkingDay'] as const);
  const mayClose = roll === 'nextWorkingDay' || limit.unit === 'workingDays';
  return {
    name,
    kind,
    starts: ['received'],
    armed: 'once',
    limit,
    metBy:
      kind === 'timer' ? [] : dice.one([['decisionCommunicated'], ['decisionCommunicated', 'settled'], ['settled']]),
    cancelledBy: kind === 'duty' || dice.is(0.3) ? [...duties, ...dice.some(['reopened'], 0.1)] : [],
    ...(ofDays && dice.is(0.4) && { counting: countingOf(dice) }),
    ...(ofDays &&
      dice.is(0.4) && { endsAt: dice.one([...(mayClose ? ['closeOfBusiness'] : []), '00:30', '16:30', '23:45']) }),
    ...(ofDays && roll !== 'none' && { roll }),
    ...(dice.is(0.5) && { warnings: dice.times(1, 3, () => warningOf(dice)) }),
    ...(dice.is(0.1) && { when: dice.one([{ anyOf: ['urgent'] }, { noneOf: ['urgent'] }]) }),
  };
}

const countingOf = (dice: Dice): NonNullable<Timing['counting']> => ({
  ...(dice.is(0.5) && { includesAnchorDay: true }),
  ...(dice.is(0.6) && { cutOff: dice.one(['closeOfBusiness', '12:00', '00:30', '16:00']) }),
});

const warningOf = (dice: Dice): NonNullable<Timing['warnings']>[number] =>
  dice.is(0.4)
    ? { atPercent: dice.from(1, 99), notify: ['handler'] }
    : {
        before: {
          unit: dice.one(['hours', 'workingHours', 'days', 'workingDays', 'weeks'] as const),
          count: dice.from(1, 6),
        },
        notify: ['handler'],
      };

/** How often it is armed, and by what. */
function shape(dice: Dice): Partial<Timing> {
  const drawn = dice.from(1, 10);
  if (drawn === 1) return { armed: 'perTier', starts: ['tierEntered'], ...(dice.is(0.3) && { tiers: [1, 2] }) };
  if (drawn === 2) return { armed: 'shared', starts: dice.one([['received'], ['tierEntered']]) };
  if (drawn === 3) return { armed: 'everyTime', starts: dice.one([['informationReceived'], ['closed'], ['reopened']]) };
  if (drawn === 4) {
    const until = dice.some(['decisionCommunicated', 'settled'], 0.6);
    const recurs = { from: dice.one(['lastContact', 'grid'] as const), until };
    return { kind: 'duty', recurs, metBy: dice.one([['contact'], ['progressReported']]), cancelledBy: duties };
  }
  if (drawn === 5)
    return { armed: 'once', starts: ['closed'], fromLast: true, kind: 'timer', metBy: [], cancelledBy: [] };
  return dice.is(0.2) ? { starts: dice.one([['acknowledged'], ['received', 'acknowledged'], ['occurred']]) } : {};
}

function extensionRule(dice: Dice, limit: Limit): ExtensionRule {
  const times = dice.one([1, 2, 'any'] as const);
  const grounds = dice.some(['complex'], 0.7);
  const rest = { times, grounds, ...(dice.is(0.3) && { longer: { grounds: ['court'], approval: 'head' } }) };
  if (isHours(limit)) {
    if (dice.is(0.5)) return { ...rest, by: { count: dice.from(1, 40) / 4, unit: limit.unit } };
    return { ...rest, to: { count: limit.count + dice.from(1, 80) / 4, unit: limit.unit } };
  }
  const drawn = dice.from(1, 3);
  if (drawn === 1) return { ...rest, by: dayLimit(dice) };
  if (drawn === 2) return { ...rest, to: { ...limit, count: limit.count + dice.from(1, 5) } };
  return { ...rest, toDate: dice.is(0.6) ? { latest: { count: dice.from(10, 60), unit: 'days' } } : {} };
}

function extensionOf(
  dice: Dice,
  received: number,
  { name }: Timing,
  rule: ExtensionRule,
): Account['extensions'][number] {
  const at = around(dice, received, 0, 30);
  const isNamed = rule.toDate !== undefined && dice.is(0.9);
  return {
    clock: name,
    at: text(at),
    ...(dice.is(0.4) && { tier: dice.from(1, 2) }),
    ...(dice.is(0.4) && { ground: dice.one(['complex', 'court', 'none']) }),
    ...(isNamed && { date: textOf(Math.floor(at / long) + dice.from(-2, 40)) }),
    ...(rule.by && dice.is(0.5) && { by: dice.is(0.8) ? { ...rule.by, count: dice.from(1, 8) } : dayLimit(dice) }),
  };
}

function factsOf(dice: Dice, received: number, { starts, limit }: Timing): Happening[] {
  const names = ['decisionCommunicated', 'acknowledged', 'informationRequested', 'informationReceived', 'settled'];
  names.push('withdrawn', 'closed', 'reopened', 'progressReported');
  const later = (least: number, most: number): { at: string } | { on: string } => {
    const at = around(dice, received, least, most);
    return dice.is(0.12) ? { on: text(at).slice(0, 10) } : { at: text(at) };
  };
  const facts: Happening[] = [
    { fact: 'received', ...(dice.is(0.9) ? { at: text(received) } : { on: text(received).slice(0, 10) }) },
  ];
  if (starts.includes('occurred')) facts.push({ fact: 'occurred', ...later(-10, 0) });
  for (const fact of dice.some(names, 0.3)) facts.push(...dice.times(1, 3, () => ({ fact, ...later(-1, 45) })));
  if (dice.is(0.35)) facts.push({ fact: 'escalated', tier: 2, at: text(around(dice, received, 1, 30)) });
  if ('agreedBy' in limit)
    facts.push(
      ...dice.times(0, 2, () => {
        const at = around(dice, received, 0, 20);
        return { fact: 'periodAgreed', at: text(at), date: textOf(Math.floor(at / long) + dice.from(1, 30)) };
      }),
    );
  return facts;
}

function pauseOf(dice: Dice, received: number): Account['pauses'][number] {
  const from = around(dice, received, -2, 25);
  const to = dice.is(0.5) ? around(dice, from, 0, 8) : from + dice.from(0, 40) * hour;
  return {
    reason: dice.one(['waiting', 'short', 'asking']),
    from: text(from),
    to: dice.is(0.12) ? null : text(Math.max(from, to)),
  };
}

function pausesOf(dice: Dice): PauseRule[] {
  const clocks = ['asked', ...dice.some(['first', 'quick', 'told'], 0.5)];
  const rule = (): Partial<PauseRule> => ({
    ...(dice.is(0.3) && { dayRule: 'pausedAnyPart' }),
    ...(dice.is(0.1) && { when: { noneOf: ['urgent'] } }),
  });
  const max = dice.is(0.25) ? hourLimit(dice) : dayLimit(dice);
  const list: PauseRule[] = [
    { reason: 'waiting', clocks, ...rule() },
    { reason: 'short', clocks, max, ...(dice.is(0.4) && { times: dice.from(1, 2) }), ...rule() },
  ];
  if (dice.is(0.5))
    list.push({
      reason: 'asking',
      clocks,
      startsBy: 'informationRequested',
      endsBy: dice.one([['informationReceived'], ['informationReceived', 'decisionCommunicated']]),
      ...(dice.is(0.5) && { max }),
      ...(dice.is(0.3) && { times: 1 }),
      ...rule(),
    });
  return list;
}

function suspensionOf(dice: Dice, received: number): Timetable['suspensions'][number] {
  const first = Math.floor(received / long) + dice.from(-5, 15);
  return {
    id: 'cohort',
    from: textOf(first),
    to: textOf(first + dice.from(0, 12)),
    clocks: ['asked'],
    appliesTo: {
      ...(dice.is(0.5) && { receivedFrom: textOf(Math.floor(received / long) - dice.from(-1, 3)) }),
      ...(dice.is(0.2) && { anyOf: ['urgent'] }),
    },
  };
}
