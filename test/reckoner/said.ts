import type { Account, Happening, Limit, PauseRule, Timetable, Timing } from '../../domain/reckoner/rule.ts';
import { applies } from '../../domain/reckoner/rule.ts';
import { numberOf, type Place } from './place.ts';
import { ownEnd, type Stop } from './reach.ts';

export type Fact = { fact: string; tier: number; at: number; onDay: boolean; date: number | undefined; id: number };

const contacts = ['acknowledged', 'informationRequested', 'progressReported', 'extensionNoticed'];
contacts.push('delayExplained', 'decisionCommunicated');
const escalations = ['escalated', 'escalatedByClock'];

/** Facts in the order of their instants, which in one zone may differ from that in another. */
export function factsIn(place: Place, facts: readonly Happening[], notices: number[]): Fact[] {
  const placed = facts.map((each, id) => ({
    fact: each.fact,
    said: each.tier,
    id,
    onDay: 'on' in each,
    at: 'on' in each ? place.begin(numberOf(each.on)) : Date.parse(each.at),
    date: each.date === undefined ? undefined : numberOf(each.date),
  }));
  const noticed = notices.map((at, index) => ({
    fact: 'extensionNoticed',
    said: undefined,
    id: facts.length + index,
    onDay: false,
    at,
    date: undefined,
  }));
  const order = (one: Omit<Fact, 'tier'>, other: Omit<Fact, 'tier'>) =>
    one.at - other.at || Number(one.onDay) - Number(other.onDay) || one.id - other.id;
  const all = [...placed, ...noticed].toSorted(order);
  const tierAt = (at: number): number =>
    all.filter((each) => escalations.includes(each.fact) && each.at <= at).at(-1)?.said ?? 1;
  return all.map(({ said, ...each }) => ({ ...each, tier: said ?? tierAt(each.at) }));
}

/** Whether a fact is one of these, derived ones included (FORMAT.md 2). */
export const isOne = ({ fact, tier }: { fact: string; tier: number }, names: readonly string[]): boolean =>
  names.includes(fact) ||
  (names.includes('contact') && contacts.includes(fact)) ||
  (names.includes('tierEntered') && (escalations.includes(fact) || (fact === 'received' && tier === 1)));

/** A pause as it comes to be known: open from its beginning until its end is recorded. */
export type Episode = {
  from: number;
  to: number;
  max: PauseRule['max'];
  any: boolean;
  isKnown: boolean;
  since?: number;
};

/** The pauses and suspensions that may stop a clock, in the order in which they begin (FORMAT.md 4.7, 4.8). */
export function episodesOf(
  place: Place,
  timetable: Timetable,
  account: Account,
  clock: string,
  facts: Fact[],
): Episode[] {
  const paused = timetable.pauses
    .filter((rule) => rule.clocks.includes(clock) && applies(rule.when, account.tags))
    .flatMap((rule) => {
      const spans = rule.startsBy ? spansOf(place, rule, facts) : byHand(rule, account);
      return spans
        .filter(({ from, to }) => from < to)
        .toSorted((one, other) => one.from - other.from)
        .slice(0, rule.times ?? Infinity)
        .map((span) => ({ ...span, max: rule.max, any: rule.dayRule === 'pausedAnyPart', isKnown: false }));
    });
  const received = facts.find(({ fact }) => fact === 'received');
  const suspended = timetable.suspensions
    .filter(({ clocks, appliesTo: { receivedFrom, receivedTo, ...when } }) => {
      if (!received || !clocks.includes(clock) || !applies(when, account.tags)) return false;
      const day = place.dayOf(received.at);
      return !(receivedFrom && day < numberOf(receivedFrom)) && !(receivedTo && day > numberOf(receivedTo));
    })
    .flatMap(({ from, to, revision }) => {
      const span = { from: place.begin(numberOf(from)), to: place.end(numberOf(to)) };
      const learnt = account.revisions?.filter((each) => each.revision >= (revision ?? 1)) ?? [{ revision: 1 }];
      const since = learnt[0]?.since === undefined ? {} : { since: Date.parse(learnt[0].since) };
      return learnt.length > 0 ? [{ ...span, max: undefined, any: false, isKnown: true, ...since }] : [];
    });
  return [...paused, ...suspended].toSorted((one, other) => one.from - other.from);
}

type Span = Pick<Stop, 'from' | 'to'>;

const byHand = ({ reason }: PauseRule, { pauses }: Account): Span[] =>
  pauses
    .filter((each) => each.reason === reason)
    .map(({ from, to }) => ({ from: Date.parse(from), to: to === null ? Infinity : Date.parse(to) }));

/** Ends come before beginnings at one instant; what begins while it lasts begins nothing. */
function spansOf(place: Place, rule: PauseRule, facts: Fact[]): Span[] {
  const spans: Span[] = [];
  for (const start of facts.filter((each) => isOne(each, [rule.startsBy!]))) {
    const open = spans.at(-1);
    const own = open && ownEnd(place, { ...open, any: false, ...(rule.max && { max: rule.max }) });
    if (open && start.at < Math.min(open.to, own!)) continue;
    // An end at the same instant has been used up if another ended by it.
    const from = open?.to === start.at ? start.at + 1 : start.at;
    const end = facts.find((each) => each.at >= from && isOne(each, rule.endsBy ?? []));
    spans.push({ from: start.at, to: end?.at ?? Infinity });
  }
  return spans;
}

/** What has no effect, extensions and pauses by hand. */
export function refusedOf({ pauses }: Timetable, account: Account, accepted: Set<number>): string[] {
  const isByHand = (reason: string): boolean =>
    pauses.some((rule) => rule.reason === reason && !rule.startsBy && applies(rule.when, account.tags));
  return [
    ...account.extensions.flatMap((_, id) => (accepted.has(id) ? [] : [`extensions/${id}`])),
    ...account.pauses.flatMap(({ reason }, id) => (isByHand(reason) ? [] : [`pauses/${id}`])),
  ];
}

/** Whether it was called off before and not taken up again. */
export function isBarred(rule: Timing, facts: Fact[], starter: Fact | undefined, armedAt: number): boolean {
  const names = rule.cancelledBy.filter((name) => name !== 'reopened');
  const off = facts.filter((fact) => fact.at < armedAt && fact.id !== starter?.id && isOne(fact, names)).at(-1);
  if (!off) return false;
  return !facts.some((fact) => fact.fact === 'reopened' && fact.at >= off.at && fact.at <= armedAt);
}

/** The limit of a clock, or of the n-th period of its grid; none before a day is agreed. */
export function limitOf({ limit }: Timing, times: number): Limit | undefined {
  if (!('unit' in limit)) return limit.otherwise;
  return { count: limit.count * times, unit: limit.unit };
}

/** The days that were agreed for a clock of which the limit says so. */
export const agreementsIn = ({ limit, armed }: Timing, facts: Fact[], anchor: { at: number }): Fact[] =>
  facts.filter(
    (fact) =>
      'agreedBy' in limit &&
      isOne(fact, [limit.agreedBy]) &&
      fact.date !== undefined &&
      (armed !== 'everyTime' || fact.at >= anchor.at),
  );
