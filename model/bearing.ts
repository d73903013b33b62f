import { meant } from '../domain/reckoner/facts.ts';
import type { ClockRule, Ending, Rules } from '../domain/rules.ts';

// What of a procedure bears on where a complaint may go. The rest warns, tells and writes: it runs out on the way, and
// which of it does so first makes no difference to any rule.

const moves: readonly Ending['do'][] = ['escalate', 'close', 'accept', 'openExternal', 'record'];

/** The clocks that move a complaint, that a rule asks for, or on whose end such a one is anchored. */
export function bearing(rules: Rules): Set<string> {
  const { clocks, external, relieves } = rules;
  const bears = ({ name, metBy, atDue = [] }: ClockRule): boolean =>
    atDue.some((each) => moves.includes(each.do)) ||
    metBy.includes('acknowledged') ||
    external.some(({ window, opens }) => window === name || opens.some((cause) => cause.endsWith(`:${name}`))) ||
    name === 'reopening' ||
    name in relieves;
  const names = new Set(clocks.filter(bears).map(({ name }) => name));
  for (let before = 0; before !== names.size;) {
    before = names.size;
    for (const { name, startsAtLatest } of clocks) if (names.has(name) && startsAtLatest) names.add(startsAtLatest);
  }
  return names;
}

/** The tags by which those clocks, a pause, a way outside or a suspension applies or not. */
export function bearingTags({ clocks, pauses, external, suspensions }: Rules, names: Set<string>): Set<string> {
  const whens = [
    ...clocks.filter(({ name }) => names.has(name)).map(({ when }) => when),
    ...pauses.map(({ when }) => when),
    ...external.map(({ when }) => when),
    ...suspensions.map(({ appliesTo }) => appliesTo),
  ];
  return new Set(whens.flatMap((when) => [...(when?.anyOf ?? []), ...(when?.noneOf ?? [])]));
}

/** The facts from which those clocks begin or end, and which a rule or a promise asks for. */
export function bearingFacts(rules: Rules, names: Set<string>): Set<string> {
  const { clocks, pauses, external } = rules;
  const said = [
    'acknowledged',
    'decisionCommunicated',
    'accepted',
    'rejected',
    'referredExternally',
    'externalBodyDecided',
    'informationRequested',
    'informationReceived',
    ...clocks
      .filter(({ name }) => names.has(name))
      .flatMap(({ starts, metBy, cancelledBy }) => [...starts, ...metBy, ...cancelledBy]),
    ...pauses.flatMap(({ startsBy, endsBy = [] }) => [...(startsBy ? [startsBy] : []), ...endsBy]),
    ...external.flatMap(({ opens }) => opens.map((cause) => cause.replace('fact:', ''))),
  ];
  return new Set(meant(said));
}
