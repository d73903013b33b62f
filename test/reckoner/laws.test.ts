import { expect, test } from '@jest/globals';
import type { Case } from './cases.ts';
import { instantsOf, productSays, type Told } from './compare.ts';
import { Dice } from './dice.ts';
import { drawn } from './drawn.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000_000);
const cases = Number(process.env['CASES'] ?? 400);

const known: Case[] = [];
/** The cases are made once, whatever laws they are held against. */
const caseAt = (index: number): Case => (known[index] ??= drawn(seed + index));

/** Holds a law against many cases; a law says what is wrong, or nothing. */
function law(name: string, broken: (it: Case, dice: Dice) => string | undefined): void {
  test(
    `${name} (${cases} cases from SEED=${seed})`,
    () => {
      let asked = 0;
      for (let index = 0; index < cases; index++) {
        const it = caseAt(index);
        const wrong = broken(it, new Dice(seed + index));
        if (wrong) throw new Error(`SEED=${seed + index} CASES=1: ${wrong}\n${JSON.stringify(it)}`);
        asked += 1;
      }
      expect(asked).toBe(cases);
    },
    60_000 + cases * 100,
  );
}

/** All that is said of the clocks, to compare. */
function told(it: Case, instants: number[]): string {
  const of = ([name, { due, state, warnings }]: [string, Told]) => [name, due, warnings, instants.map(state)];
  return JSON.stringify([...productSays(it).clocks].map(of));
}

const instants = (it: Case): number[] => instantsOf(it, ...productSays(it).clocks.values());
const time = (at: number): string => new Date(at).toISOString();

law('the order in which things are listed does not matter', (it, dice) => {
  const { facts, pauses, extensions } = it.account;
  // Closed and reopened at one instant: which came first is for nobody to say (docs/clocks.md), and the API dates them apart.
  const at = (name: string): string[] => facts.flatMap((each) => (each.fact === name && 'at' in each ? each.at : []));
  if (at('reopened').some((instant) => at('closed').includes(instant))) return undefined;
  const account = {
    ...it.account,
    facts: dice.shuffled(facts),
    pauses: dice.shuffled(pauses),
    extensions: dice.shuffled(extensions),
  };
  const when = instants(it);
  const [listed, shuffled] = [told(it, when), told({ ...it, account }, when)];
  return listed === shuffled ? undefined : `${listed}\nbut shuffled\n${shuffled}`;
});

law('a pause cut in two is the same pause', (it, dice) => {
  // Rolled back, the first half may bring the end to before its own beginning; the second then comes too late.
  if (it.timetable.clocks.some(({ roll }) => roll === 'previousWorkingDay')) return undefined;
  const pauses = it.account.pauses.flatMap((pause) => {
    const rule = it.timetable.pauses.find(({ reason }) => reason === pause.reason);
    if (rule?.max || rule?.times || pause.to === null) return [pause];
    const [from, to] = [Date.parse(pause.from), Date.parse(pause.to)];
    const cut = dice.from(from, to);
    return [
      { ...pause, to: time(cut) },
      { ...pause, from: time(cut) },
    ];
  });
  const at = instants(it);
  const [whole, cut] = [told(it, at), told({ ...it, account: { ...it.account, pauses } }, at)];
  return whole === cut ? undefined : `${whole}\nbut cut\n${cut}`;
});

law('a longer limit is never due earlier', (it, dice) => {
  const [asked, ...others] = it.timetable.clocks;
  // What a later end lets in changes more than the limit: an act in time, a longer series, a day named by it.
  if (!asked || !('unit' in asked.limit) || asked.recurs || asked.extensions || others.length > 0) return undefined;
  if (asked.roll === 'previousWorkingDay') return undefined;
  const limit = { ...asked.limit, count: asked.limit.count + dice.from(1, 5) };
  const free = { ...it, calendars: it.calendars.slice(0, 1) };
  const [one, other] = [asked, { ...asked, limit }].map((clock) =>
    productSays({ ...free, timetable: { ...it.timetable, clocks: [clock] } }),
  );
  for (const [name, { due }] of one!.clocks) {
    const later = other!.clocks.get(name);
    if (due !== undefined && later?.due !== undefined && later.due < due)
      return `${name}: ${time(due)}, but with ${limit.count} ${limit.unit} ${time(later.due)}`;
  }
  return undefined;
});

law('no clock runs out while it is paused', (it) => {
  const [asked] = it.timetable.clocks;
  if (asked?.roll === 'previousWorkingDay') return undefined;
  for (const [name, { due, state }] of productSays(it).clocks) {
    if (due !== undefined && state(due - 1) === 'paused' && state(due) !== 'cancelled' && it.calendars.length === 1)
      return `${name} runs out at ${time(due)}, inside a pause`;
  }
  return undefined;
});

law('what happens after the end of a clock changes nothing of it', (it, dice) => {
  const [asked] = it.timetable.clocks;
  if (!asked || asked.armed !== 'once' || asked.recurs || asked.fromLast || it.timetable.clocks.length > 1)
    return undefined;
  const before = productSays(it).clocks.get('asked 1 1');
  if (before?.endAt === undefined) return undefined;
  const last = Math.max(before.endAt, ...instants(it).filter(Number.isFinite));
  const at = time(last + dice.from(1, 1_000_000_000));
  const account = {
    ...it.account,
    facts: [
      ...it.account.facts,
      { fact: dice.one([...asked.metBy, ...asked.cancelledBy, 'reopened', 'received']), at },
    ],
    pauses: [...it.account.pauses, { reason: 'waiting', from: at, to: null }],
    extensions: [...it.account.extensions, { clock: 'asked', at }],
  };
  const after = productSays({ ...it, account }).clocks.get('asked 1 1');
  const seen = ({ due, state, warnings }: Told) => JSON.stringify([due, warnings, instants(it).map(state)]);
  return after && seen(after) === seen(before) ? undefined : `${seen(before)}\nbut then\n${after && seen(after)}`;
});
