import type { Instant } from '../complaint.ts';
import { neverStarts } from './bars.ts';
import { daysOf, type Days, type Millis } from './days.ts';
import { meant, place, wordsOf, type Placed } from './facts.ts';
import type { WhyNot } from './extend.ts';
import { live, type Arming, type Calendars, type Reckoned, type Reckoning } from './life.ts';
import { applies, type Account, type Happening, type Timetable, type Timing } from './rule.ts';
import { refusedPauses } from './stops.ts';

/**
 * All clocks of a complaint, from what happened to it alone (FORMAT.md 5). The same account gives the same clocks on
 * every machine and in every order of arrival. `periods`: how many periods of a series on a grid are wanted at least.
 * A clock of which the calendar does not know a day has no due and says so (`beyond`).
 */
export function reckon(
  timetable: Timetable,
  account: Account,
  calendars: Calendars,
  until: Millis | { periods: number } = { periods: 1 },
): Reckoning {
  // The notice of an extension is a fact too, which may start and meet other clocks: once around for each at most.
  let noticed: number[] = [];
  for (;;) {
    const at = (index: number): Instant => account.extensions[index]!.at;
    const notices = noticed.map((index): Happening => ({ fact: 'extensionNoticed', at: at(index) }));
    const work = new Work(timetable, { ...account, facts: [...account.facts, ...notices] }, calendars, until);
    const clocks = timetable.clocks.flatMap(({ name }) => work.clock(name));
    const given = work.noticed();
    if (given.length <= noticed.length) return { clocks, refused: work.refused() };
    noticed = given;
  }
}

/** One reckoning: clocks are worked out when they are asked for, since some depend on others. */
class Work {
  readonly #timetable: Timetable;
  readonly #account: Account;
  readonly #calendars: Calendars;
  readonly #until: Millis | { periods: number };
  readonly #lives = new Map<string, Reckoned[]>();
  readonly #placed = new Map<string, Placed[]>();
  readonly #given = new Set<number>();
  readonly #refused = new Map<number, WhyNot>();

  constructor(timetable: Timetable, account: Account, calendars: Calendars, until: Millis | { periods: number }) {
    this.#timetable = timetable;
    this.#account = account;
    this.#calendars = calendars;
    this.#until = until;
  }

  /** The extensions with effect whose notice is a fact. */
  noticed(): number[] {
    return [...this.#given].filter((index) => {
      const { clock } = this.#account.extensions[index]!;
      return this.#timetable.clocks.find(({ name }) => name === clock)?.extensions?.notice;
    });
  }

  refused(): Reckoning['refused'] {
    const extensions = new Map<number, WhyNot>();
    for (const index of this.#account.extensions.keys()) {
      if (!this.#given.has(index)) extensions.set(index, this.#refused.get(index) ?? 'notRunning');
    }
    return { extensions, pauses: refusedPauses(this.#timetable, this.#account) };
  }

  clock(name: string): Reckoned[] {
    const known = this.#lives.get(name);
    if (known) return known;
    const rule = this.#timetable.clocks.find((each) => each.name === name);
    const lives =
      rule && applies(rule.when, this.#account.tags)
        ? this.#armings(rule).flatMap((arming) => this.#series(rule, arming))
        : [];
    this.#lives.set(name, lives);
    return lives;
  }

  #calendarOf({ calendar = this.#timetable.calendar }: Timing) {
    const revisions = this.#calendars[calendar];
    if (!revisions?.[0]) throw new Error(`There is no calendar ${calendar}.`);
    return { revisions, first: revisions[0].snapshot, id: calendar };
  }

  #factsOf(rule: Timing): Placed[] {
    const { id, first } = this.#calendarOf(rule);
    let placed = this.#placed.get(id);
    if (!placed) {
      placed = place(this.#account.facts, daysOf(first));
      this.#placed.set(id, placed);
    }
    return placed;
  }

  #armings(rule: Timing): Arming[] {
    const days = daysOf(this.#calendarOf(rule).first);
    const facts = this.#factsOf(rule);
    const { starts } = wordsOf(rule);
    const matching = facts.filter(({ fact }) => starts.has(fact));
    const armingOf = (at: Placed, tier: number, occurrence = 1): Arming => {
      const anchor = {
        at: at.at,
        day: at.day ?? days.dayOf(at.at),
        by: at.fact,
        ...(at.day !== undefined && { onDay: true }),
      };
      return { tier, occurrence, anchor, armedAt: at.at, own: [at.index] };
    };
    switch (rule.armed) {
      case 'once': {
        const first = rule.fromLast ? matching.at(-1) : matching[0];
        return this.#latest(rule, first && armingOf(first, 1), 1, days);
      }
      case 'perTier': {
        const tiers = rule.tiers ?? [...new Set(facts.map(({ tier }) => tier))];
        return tiers.flatMap((tier) => {
          const first = matching.find((each) => each.tier === tier);
          return this.#latest(rule, first && armingOf(first, tier), tier, days);
        });
      }
      case 'shared': {
        const [first] = matching;
        if (!first) return [];
        const entries = facts.filter(({ fact }) => meant(['tierEntered']).includes(fact));
        const tiers = rule.tiers ?? [...new Set(facts.map(({ tier }) => tier))];
        return tiers.flatMap((tier) => {
          const entry = entries.find((each) => each.tier === tier) ?? (tier === 1 ? first : undefined);
          if (!entry) return [];
          const arming = armingOf(first, tier);
          return { ...arming, armedAt: Math.max(first.at, entry.at), own: [first.index, entry.index] };
        });
      }
      case 'everyTime':
        return matching.map((each, index) => {
          const next = matching[index + 1];
          return { ...armingOf(each, 1, index + 1), ...(next && { replacedAt: next.at }) };
        });
    }
  }

  /** The arming by its own anchor, or by the end of the clock that starts it at the latest (FORMAT.md 5.2). */
  #latest({ startsAtLatest }: Timing, own: Arming | undefined, tier: number, days: Days): Arming[] {
    const others = startsAtLatest ? this.clock(startsAtLatest) : [];
    const tiered = ['perTier', 'shared'].includes(
      this.#timetable.clocks.find(({ name }) => name === startsAtLatest)?.armed ?? '',
    );
    const other = others.find((each) => !tiered || each.tier === tier);
    const ranOut =
      other?.armedAt !== undefined && (!other.end || other.end.as === 'metLate' || other.end.as === 'breached');
    if (ranOut && other.due !== undefined && !(own && own.anchor.at < other.due)) {
      const anchor = { at: other.due, day: days.dayOf(other.due - 1), by: other.name, ofClock: true };
      return [{ tier, occurrence: 1, anchor, armedAt: other.due, own: [] }];
    }
    return own ? [own] : [];
  }

  /** The clock of this arming, or the periods of its series (5.11). */
  #series(rule: Timing, arming: Arming): Reckoned[] {
    if (!rule.recurs) return [this.#live(rule, arming)];
    const { cancels } = wordsOf(rule);
    const over = this.#factsOf(rule).find(
      ({ fact, at, index }) => cancels.has(fact) && at >= arming.armedAt && !arming.own.includes(index),
    )?.at;
    return rule.recurs.from === 'grid' ? this.#grid(rule, arming, over) : this.#contacts(rule, arming, over);
  }

  #contacts(rule: Timing, first: Arming, over = Infinity): Reckoned[] {
    const periods: Reckoned[] = [];
    for (let arming: Arming | undefined = first; arming;) {
      const period = this.#live(rule, arming);
      periods.push(period);
      const { end } = period;
      const metBy: Placed | undefined = end?.as.startsWith('met') ? this.#meeting(rule, arming, end.at) : undefined;
      if (!metBy || metBy.at >= over) break;
      const day = metBy.day ?? daysOf(this.#calendarOf(rule).first).dayOf(metBy.at);
      const anchor: Arming['anchor'] = {
        at: metBy.at,
        day,
        by: metBy.fact,
        ...(metBy.day !== undefined && { onDay: true }),
      };
      arming = {
        tier: first.tier,
        occurrence: arming.occurrence + 1,
        anchor,
        armedAt: metBy.at,
        own: [...first.own, metBy.index],
      };
    }
    return periods;
  }

  #meeting(rule: Timing, { own }: Arming, at: Millis): Placed | undefined {
    const { meets } = wordsOf(rule);
    return this.#factsOf(rule).find((each) => each.at === at && meets.has(each.fact) && !own.includes(each.index));
  }

  #grid(rule: Timing, first: Arming, over = Infinity): Reckoned[] {
    const periods: Reckoned[] = [];
    for (let [period, begin] = [1, first.armedAt]; begin <= over; period += 1) {
      const arming = { ...first, occurrence: period, period, armedAt: begin };
      periods.push(this.#live(rule, arming));
      const { due } = this.#live(rule, { ...arming, bare: true });
      const enough = typeof this.#until === 'number' ? begin > this.#until : period >= this.#until.periods;
      if (due === undefined || enough) break;
      begin = due;
    }
    return periods;
  }

  /** Why this arming does not start a clock (5.2), or nothing. */
  #isBarred(rule: Timing, arming: Arming): boolean {
    const { armedAt, period = 1 } = arming;
    if (period === 1 && neverStarts(rule, arming, this.#factsOf(rule))) return true;
    const taken = this.#takenAt(rule.name);
    return taken !== undefined && taken < armedAt;
  }

  /** When a short track was taken that relieves this clock (4.6). */
  #takenAt(name: string): Millis | undefined {
    const taken = Object.entries(this.#timetable.relieves)
      .filter(([, clocks]) => clocks.includes(name))
      .flatMap(([track]) => this.clock(track))
      .flatMap(({ end }) => (end?.as === 'met' ? end.at : []));
    return taken.length > 0 ? Math.min(...taken) : undefined;
  }

  #live(rule: Timing, arming: Arming): Reckoned {
    const none: Reckoned = {
      name: rule.name,
      kind: rule.kind,
      tier: arming.tier,
      occurrence: arming.occurrence,
      stretches: [],
      warnings: [],
      moves: [],
    };
    if (this.#isBarred(rule, arming)) return none;
    const world = {
      timetable: this.#timetable,
      account: this.#account,
      placed: this.#factsOf(rule),
      taken: this.#takenAt(rule.name),
      given: this.#given,
      refused: this.#refused,
    };
    return Object.assign(none, live(rule, arming, this.#calendarOf(rule).revisions, world));
  }
}
