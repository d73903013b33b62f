import type { Clock } from '../domain/clock.ts';
import type { Complaint } from '../domain/complaint.ts';
import { meant } from '../domain/reckoner/facts.ts';
import type { When } from '../domain/reckoner/rule.ts';
import { clockRule, recordedBy, type ClockRule, type Ending, type Rules } from '../domain/rules.ts';

// What of a procedure bears on where a complaint may go. The rest warns, tells and writes: it runs out on the way, and
// which of it does so first makes no difference to any rule.

/** Clocks by what they bear on, and the tags by which they apply. */
export type Bearing = {
  /** They move the complaint, or a short track relieves such a one. */
  moving: Set<string>;
  /** They open the way outside. */
  opening: Set<string>;
  /** They are shut when nobody can go outside any more. */
  windows: Set<string>;
  acknowledging: Set<string>;
  /** All of these. */
  clocks: ClockRule[];
  /** By which some of them apply or not, and by which those that are still to come do. */
  telling: Set<string>;
  tags: Set<string>;
  /** Outcomes of a decision that open the way outside. */
  outcomes: string[];
};

export function bearingOf(rules: Rules): Bearing {
  const { clocks, external, relieves } = rules;
  const named = (of: (rule: ClockRule) => boolean): Set<string> => new Set(clocks.filter(of).map(({ name }) => name));
  const does = ({ atDue = [] }: ClockRule, ...what: Ending['do'][]): boolean =>
    atDue.some((each) => what.includes(each.do));
  const moving = named((rule) => does(rule, 'escalate', 'close', 'accept'));
  const opening = named(
    (rule) =>
      does(rule, 'openExternal') ||
      external.some(({ opens }) => opens.some((cause) => cause.endsWith(`:${rule.name}`))),
  );
  const windows = named(({ name }) => external.some(({ window }) => window === name));
  const acknowledging = named(
    ({ starts, metBy }) => metBy.includes('acknowledged') && meant(starts).includes('received'),
  );
  const all = (): Set<string> => new Set([...moving, ...opening, ...windows, ...acknowledging]);
  for (let before = -1; before !== all().size;) {
    before = all().size;
    const facts = factsOf(rules, all());
    for (const { name, startsAtLatest } of clocks) {
      if (startsAtLatest) for (const set of [moving, opening, windows]) if (set.has(name)) set.add(startsAtLatest);
      if (relieves[name]?.some((each) => moving.has(each) || opening.has(each))) moving.add(name);
      if (recordedBy(rules, name).some((fact) => facts.has(fact))) moving.add(name);
    }
  }
  const outcomes = external.flatMap(({ opens }) => opens.filter((cause) => cause.startsWith('outcome:')));
  const its = clocks.filter(({ name }) => all().has(name));
  const whens = [...its, ...rules.pauses, ...external].map(({ when }) => when);
  const telling = new Set([...whens, ...rules.suspensions.map(({ appliesTo }) => appliesTo)].flatMap(tagsIn));
  return {
    moving,
    opening,
    windows,
    acknowledging,
    clocks: its,
    telling,
    tags: tagsOf(rules, all()),
    outcomes: outcomes.map((cause) => cause.replace('outcome:', '')),
  };
}

/** Each fact that begins, meets or ends one of these clocks, or that opens the way outside. */
const factsOf = ({ clocks, external }: Rules, names: Set<string>): Set<string> =>
  new Set(
    meant([
      ...clocks
        .filter(({ name }) => names.has(name))
        .flatMap(({ starts, metBy, cancelledBy }) => [...starts, ...metBy, ...cancelledBy]),
      ...external.flatMap(({ opens }) => opens.map((cause) => cause.replace('fact:', ''))),
    ]),
  );

/**
 * The tags by which something applies or not that is still to come. What began with the receipt, once for all, has begun
 * or has not: the tag says no more.
 */
function tagsOf({ clocks, pauses, external }: Rules, names: Set<string>): Set<string> {
  const isOver = ({ armed, starts }: ClockRule): boolean =>
    armed === 'once' && meant(starts).every((fact) => fact === 'received');
  const whens = [
    ...clocks.filter((rule) => names.has(rule.name) && !isOver(rule)).map(({ when }) => when),
    ...pauses.map(({ when }) => when),
    ...external.map(({ when }) => when),
  ];
  return new Set(whens.flatMap(tagsIn));
}

const tagsIn = (when: When | undefined): string[] => [...(when?.anyOf ?? []), ...(when?.noneOf ?? [])];

/** Whether this clock can still do something about where the complaint goes. */
export function bears(clock: Clock, complaint: Complaint, rules: Rules, bearing: Bearing): boolean {
  const { stage, tier, outside } = complaint;
  const { name } = clock;
  if (name === 'reopening') return stage === 'closed';
  if (bearing.windows.has(name)) return true;
  if (bearing.opening.has(name) && outside.length === 0) return true;
  if (bearing.acknowledging.has(name) && stage === 'received') return true;
  if (!bearing.moving.has(name)) return false;
  const armed = clockRule(rules, name)?.armed;
  return clock.tier >= tier || (armed !== 'perTier' && armed !== 'shared');
}
