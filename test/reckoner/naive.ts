import type { Snapshot } from '../../domain/reckoner/calendar.ts';
import { applies, type Account, type Timetable, type Timing } from '../../domain/reckoner/rule.ts';
import { Place } from './place.ts';
import type { Anchor } from './reach.ts';
import { isOfHours, run, type Case, type Life } from './run.ts';
import { agreementsIn, episodesOf, factsIn, isBarred, isOne, limitOf, refusedOf, type Fact } from './said.ts';

/** The first of each holds from ever on. */
export type Revisions = { [calendar: string]: { since: string; snapshot: Snapshot }[] };
type Found = { name: string; tier: number; occurrence: number; life: Life | undefined };

const places = new WeakMap<Snapshot, Place>();
const placeOf = (snapshot: Snapshot): Place => {
  const place = places.get(snapshot) ?? new Place(snapshot);
  places.set(snapshot, place);
  return place;
};

/** FORMAT.md once more, as plainly as it can be said: the reckoner of the product is held against it. */
export function naive(timetable: Timetable, account: Account, calendars: Revisions, periods: number) {
  let notices: number[] = [];
  // A notice is a contact, which may end another clock and with it another extension: until nothing changes.
  for (let round = 0; ; round++) {
    const world = new World(timetable, account, calendars, periods, notices);
    const found = timetable.clocks.flatMap(({ name }) => world.lives(name));
    const accepted = new Set(found.flatMap(({ life }) => life?.accepted ?? []));
    const noticed = [...accepted]
      .toSorted((one, other) => one - other)
      .flatMap((id) => {
        const { clock, at } = account.extensions[id]!;
        const rule = timetable.clocks.find(({ name }) => name === clock);
        return rule?.extensions?.notice ? [Date.parse(at)] : [];
      });
    if (JSON.stringify(noticed) === JSON.stringify(notices))
      return { found, refused: refusedOf(timetable, account, accepted), beyond: world.beyond };
    if (round > 20) throw new Error('Extensions and notices do not settle.');
    notices = noticed;
  }
}

const ends = ['withdrawn', 'transferred', 'closed'];

class World {
  /** Clocks for which the calendar was asked for a day that it does not know. */
  readonly beyond: string[] = [];
  readonly #known = new Map<string, Found[]>();
  private readonly timetable: Timetable;
  private readonly account: Account;
  private readonly calendars: Revisions;
  private readonly periods: number;
  private readonly notices: number[];

  constructor(timetable: Timetable, account: Account, calendars: Revisions, periods: number, notices: number[]) {
    this.timetable = timetable;
    this.account = account;
    this.calendars = calendars;
    this.periods = periods;
    this.notices = notices;
  }

  lives(name: string): Found[] {
    const known = this.#known.get(name);
    if (known) return known;
    const rule = this.timetable.clocks.find((each) => each.name === name);
    let found: Found[] = [];
    try {
      if (rule && applies(rule.when, this.account.tags)) found = this.#all(rule);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.beyond.push(name);
    }
    this.#known.set(name, found);
    return found;
  }

  #all(rule: Timing): Found[] {
    const { name, armed } = rule;
    const facts = this.#facts(rule);
    const anchors = facts.filter((fact) => isOne(fact, rule.starts));
    if (armed === 'everyTime')
      return anchors.map((anchor, index) => {
        const replaced = anchors[index + 1]?.at;
        return { name, tier: 1, occurrence: index + 1, life: this.#live(rule, 1, anchor, { replaced }) };
      });
    const tiers = [...new Set([1, ...facts.map(({ tier }) => tier)])]
      .filter((tier) => rule.tiers?.includes(tier) ?? true)
      .toSorted((one, other) => one - other);
    if (armed === 'shared') {
      const anchor = anchors.find(({ tier }) => tier === 1);
      let held: number[] = [];
      return tiers.flatMap((tier) => {
        const entry = facts.find((fact) => fact.tier === tier && isOne(fact, ['tierEntered']));
        if (!anchor || (tier > 1 && !entry)) return [];
        const life = this.#live(rule, tier, anchor, { entry: tier > 1 ? entry : undefined, held });
        held = [...new Set([...held, ...(life?.accepted ?? [])])];
        return [{ name, tier, occurrence: 1, life }];
      });
    }
    if (armed === 'perTier')
      return tiers.flatMap((tier) =>
        this.#series(
          rule,
          tier,
          anchors.find((each) => each.tier === tier),
        ),
      );
    return this.#series(rule, 1, rule.fromLast ? anchors.at(-1) : anchors[0]);
  }

  #series(rule: Timing, tier: number, first: Fact | undefined): Found[] {
    const found = (occurrence: number, life: Life | undefined) => ({ name: rule.name, tier, occurrence, life });
    if (!rule.recurs) return [found(1, this.#live(rule, tier, first, {}))];
    if (!first) return [];
    const stops = [...rule.recurs.until, ...ends];
    const facts = this.#facts(rule).filter(({ id }) => id !== first.id);
    const list: Found[] = [];
    if (rule.recurs.from === 'lastContact') {
      let anchor: Fact | undefined = first;
      while (anchor && list.length < this.periods) {
        const life: Life | undefined = this.#live(rule, tier, anchor, { stops });
        list.push(found(list.length + 1, life));
        const by: Fact | undefined = life?.end?.by;
        anchor = by && facts.some((fact) => fact.at === by.at && isOne(fact, stops)) ? undefined : by;
      }
      return list;
    }
    const stop = facts.find((fact) => fact.at >= first.at && isOne(fact, stops))?.at ?? Infinity;
    const over = Math.min(stop, ...this.#taken(rule));
    let begin: number | undefined = first.at;
    for (let period = 1; period <= this.periods && begin !== undefined && begin <= over; period++) {
      const life: Life | undefined = this.#live(rule, tier, first, { stops, begin, period });
      list.push(found(period, life));
      if (!life) break;
      begin = this.#live(rule, tier, first, { stops: [], begin, period, isUnmet: true })?.due;
    }
    return list;
  }

  #facts = (rule: Timing): Fact[] => factsIn(this.#places(rule)[0]!.place, this.account.facts, this.notices);

  #places = (rule: Timing) =>
    this.calendars[rule.calendar ?? this.timetable.calendar]!.map(({ since, snapshot }, index) => ({
      at: index === 0 ? -Infinity : Date.parse(since),
      place: placeOf(snapshot),
    }));

  /** Where a clock begins: at its anchor, or where another runs out first (FORMAT.md 5.2). */
  #anchor(rule: Timing, tier: number, fact: Fact | undefined): { anchor: Anchor; fact?: Fact } | undefined {
    if (rule.startsAtLatest) {
      const before = this.timetable.clocks.find(({ name }) => name === rule.startsAtLatest);
      const life = this.lives(rule.startsAtLatest).find(
        (each) => before?.armed !== 'perTier' || each.tier === tier,
      )?.life;
      const isInTime =
        life?.end && (life.end.how === 'cancelled' || (life.end.how === 'met' && before?.kind !== 'timer'));
      if (life?.due !== undefined && !isInTime && (!fact || life.due <= fact.at))
        return { anchor: { at: life.due, onDay: false, atEnd: true } };
    }
    if (!fact || (fact.onDay && isOfHours(rule))) return undefined;
    return { anchor: { at: fact.at, onDay: fact.onDay, atEnd: false }, fact };
  }

  #live(rule: Timing, tier: number, starter: Fact | undefined, more: More): Life | undefined {
    const start = this.#anchor(rule, tier, starter);
    if (!start) return undefined;
    const { anchor } = start;
    const armedAt = more.entry?.at ?? more.begin ?? anchor.at;
    const zone = this.#places(rule)[0]!.place;
    const all = this.#facts(rule);
    const isTiered = rule.armed === 'perTier' || rule.armed === 'shared';
    const day = zone.dayOf(anchor.atEnd ? anchor.at - 1 : anchor.at);
    const others = all.filter(({ id }) => id !== start.fact?.id && id !== more.entry?.id);
    const meeting = others
      .filter((fact) => isOne(fact, rule.metBy) && (!isTiered || fact.tier >= tier))
      .map((fact) => (fact.onDay && zone.dayOf(fact.at) === day ? { ...fact, at: anchor.at } : fact));
    const isOnce = rule.armed !== 'everyTime' && !rule.recurs;
    if (isOnce && meeting.some(({ at }) => at < anchor.at)) return undefined;
    if (isBarred(rule, all, start.fact, armedAt)) return undefined;
    const taken = this.#taken(rule);
    if (taken.some((at) => at < anchor.at)) return undefined;
    const revisions = this.#places(rule);
    // One maximum over all tiers runs from the first, and what has run out there has run out.
    const agreements = agreementsIn(rule, all, anchor);
    // A clock of nothing but a day that is agreed is armed when it is.
    const begun = limitOf(rule, more.period ?? 1) ? armedAt : Math.max(armedAt, agreements[0]?.at ?? 0);
    const since = more.entry && this.timetable.calendarChanges !== 'freeze' ? anchor.at : begun;
    const calling = others.filter((fact) => isOne(fact, [...rule.cancelledBy, ...(more.stops ?? [])]));
    const isStrict = rule.recurs?.from === 'lastContact';
    return run({
      rule,
      anchor,
      armedAt,
      isPeriod: more.period !== undefined,
      limit: limitOf(rule, more.period ?? 1),
      place: revisions.filter(({ at }) => at < since).at(-1)!.place,
      revisions: this.#moves(rule, revisions, since),
      metBy: more.isUnmet ? [] : meeting.filter(({ at }) => (isStrict ? at > armedAt : at >= armedAt)),
      cancelledBy: [
        ...(more.isUnmet ? [] : calling.filter(({ at }) => at >= armedAt)),
        ...(more.replaced === undefined ? [] : [{ at: more.replaced }]),
      ],
      relieved: taken,
      agreements,
      isClosed: this.#isClosed(rule),
      episodes: episodesOf(zone, this.timetable, this.account, rule.name, all),
      extensions: this.#extensions(rule, tier, more.held),
    });
  }

  /** When short tracks were taken that relieve this clock (FORMAT.md 4.6). */
  #taken(rule: Timing): number[] {
    return Object.entries(this.timetable.relieves)
      .filter(([, relieved]) => relieved.includes(rule.name))
      .flatMap(([track]) => this.lives(track).flatMap(({ life }) => (life?.end?.how === 'met' ? [life.end.at] : [])));
  }

  #moves(rule: Timing, revisions: Case['revisions'], armedAt: number): Case['revisions'] {
    if (this.timetable.calendarChanges === 'freeze') return [];
    const isClosed = this.#isClosed(rule);
    return revisions.filter(({ at }) => at >= armedAt && !isClosed(at));
  }

  #isClosed(rule: Timing): (at: number) => boolean {
    const facts = this.#facts(rule);
    return (at) =>
      facts.filter((each) => each.at <= at && ['closed', 'reopened'].includes(each.fact)).at(-1)?.fact === 'closed';
  }

  #extensions(rule: Timing, tier: number, held: number[] = []): Case['extensions'] {
    return this.account.extensions.flatMap((extension, id) => {
      const each = { extension, at: Date.parse(extension.at), id };
      if (extension.clock !== rule.name) return [];
      if (held.includes(id)) return [{ ...each, isGiven: true }];
      if (rule.armed !== 'perTier' && rule.armed !== 'shared') return [each];
      return (extension.tier ?? 1) === tier ? [each] : [];
    });
  }
}

type More = {
  replaced?: number | undefined;
  entry?: Fact | undefined;
  held?: number[];
  stops?: string[];
  begin?: number;
  period?: number;
  isUnmet?: true;
};
