import { reckon } from '../../domain/reckoner/reckon.ts';
import { stateAt } from '../../domain/reckoner/state.ts';
import { revisionsOf } from './calendars.ts';
import type { Case } from './cases.ts';
import { naive } from './naive.ts';
import { stateOf } from './run.ts';

const periods = 3;
export type Told = {
  armedAt: number;
  endAt: number | undefined;
  due: number | undefined;
  state: (at: number) => string;
  warnings: number[];
  seen: number[];
};
export type Said = { clocks: Map<string, Told>; refused: string[]; beyond: string[] };

export function productSays({ timetable, account, calendars }: Case): Said {
  const { clocks, refused } = reckon(timetable, account, revisionsOf(calendars), { periods });
  return {
    clocks: new Map(
      clocks
        .filter(({ armedAt, beyond, occurrence }) => armedAt !== undefined && !beyond && occurrence <= periods)
        .map((clock) => [
          `${clock.name} ${clock.tier} ${clock.occurrence}`,
          {
            armedAt: clock.armedAt!,
            endAt: clock.end?.at,
            due: clock.due,
            state: (at) => stateAt(clock, at),
            warnings: clock.warnings.map(({ at }) => at),
            seen: [clock.armedAt, clock.due, clock.end?.at].flatMap((at) => at ?? []),
          },
        ]),
    ),
    refused: [
      ...[...refused.extensions.keys()].map((id) => `extensions/${id}`),
      ...refused.pauses.map((id) => `pauses/${id}`),
    ].toSorted(),
    beyond: [...new Set(clocks.flatMap(({ beyond, name }) => (beyond ? name : [])))],
  };
}

export function naiveSays({ timetable, account, calendars }: Case): Said {
  const { found, refused, beyond } = naive(timetable, account, revisionsOf(calendars), periods);
  return {
    clocks: new Map(
      found.flatMap(({ name, tier, occurrence, life }) =>
        life && occurrence <= periods
          ? [
              [
                `${name} ${tier} ${occurrence}`,
                {
                  armedAt: life.armedAt,
                  endAt: life.end?.at,
                  due: life.due,
                  state: (at) => stateOf(life, at),
                  warnings: life.warnings,
                  seen: [life.armedAt, life.end?.at, ...life.stops.flatMap(({ from, to }) => [from, to])].flatMap(
                    (at) => at ?? [],
                  ),
                },
              ],
            ]
          : [],
      ),
    ),
    refused: refused.toSorted(),
    beyond,
  };
}

/** Where the two differ, in words; nothing if they agree. */
export function difference(it: Case): string | undefined {
  const [product, plain] = [productSays(it), naiveSays(it)];
  if (product.refused.join() !== plain.refused.join())
    return `refused: product ${product.refused.join()}, naive ${plain.refused.join()}`;
  for (const name of new Set([...product.clocks.keys(), ...plain.clocks.keys()])) {
    const found = clockDifference(it, product.clocks.get(name), plain.clocks.get(name));
    if (found) return `${name}: ${found}`;
  }
  return undefined;
}

const shown = (at: number | undefined): string =>
  at === undefined ? 'none' : Number.isFinite(at) ? new Date(at).toISOString() : String(at);

function clockDifference(it: Case, product: Told | undefined, plain: Told | undefined): string | undefined {
  if (product?.due !== plain?.due) return `due: product ${shown(product?.due)}, naive ${shown(plain?.due)}`;
  for (const at of instantsOf(it, product, plain)) {
    const [one, other] = [product?.state(at) ?? 'notArmed', plain?.state(at) ?? 'notArmed'];
    if (one !== other) return `state at ${shown(at)}: product ${one}, naive ${other}`;
  }
  const [one, other] = [product, plain].map((told) => told?.warnings.map(shown).join() ?? '');
  return one === other ? undefined : `warnings: product ${one ?? ''}, naive ${other ?? ''}`;
}

/** Where a state may change, the millisecond before, and the end of all time. */
export function instantsOf({ account, calendars }: Case, ...told: (Told | undefined)[]): number[] {
  const { facts, pauses, extensions } = account;
  const said = [
    ...facts.flatMap((fact) => ('at' in fact ? fact.at : [])),
    ...pauses.flatMap(({ from, to }) => [from, to ?? from]),
    ...calendars.flatMap(({ since }) => since || []),
  ];
  const all = [...said, ...extensions.map(({ at }) => at)].map((at) => Date.parse(at));
  const found = [...all, ...told.flatMap((each) => each?.seen ?? [])];
  return [...new Set(found.flatMap((at) => [at - 1, at])), Infinity];
}
