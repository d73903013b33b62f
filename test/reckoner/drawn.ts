import type { Happening } from '../../domain/reckoner/rule.ts';
import { caseOf, type Case } from './cases.ts';
import { naiveSays } from './compare.ts';
import { Dice } from './dice.ts';
import { textOf } from './place.ts';

const sooner = [-3_600_000, -1, 0, 1];

/** The case of this seed, mostly with something at the very instants at which its clocks turn. */
export function drawn(seed: number): Case {
  const dice = new Dice(seed);
  let it = caseOf(dice);
  for (const _ of dice.times(0, 3, () => 0)) it = edged(dice, it);
  if (isOpenQuestion(it)) return drawn(seed + 1_000_003);
  const { account } = it;
  // In what order they are listed must not matter.
  return {
    ...it,
    account: {
      ...account,
      facts: dice.shuffled(account.facts),
      pauses: dice.shuffled(account.pauses),
      extensions: dice.shuffled(account.extensions),
    },
  };
}

function edged(dice: Dice, it: Case): Case {
  const turns = [...naiveSays(it).clocks.values()].flatMap(({ due, seen, warnings }) =>
    [due ?? [], seen, warnings].flat(),
  );
  if (turns.length === 0) return it;
  const ms = dice.one(turns) + dice.one(sooner);
  if (!Number.isFinite(ms)) return it;
  const at = new Date(ms).toISOString();
  const { account, calendars, timetable } = it;
  const [asked] = timetable.clocks;
  const names = [...asked!.metBy, ...asked!.cancelledBy, ...asked!.starts, 'reopened', 'informationRequested'];
  const fact = dice.one(names.filter((name) => name !== 'contact' && name !== 'tierEntered'));
  switch (dice.from(1, asked!.extensions ? 5 : 4)) {
    case 1:
    case 2: {
      const named: Happening = dice.is(0.15) ? { fact, on: at.slice(0, 10) } : { fact, at };
      return { ...it, account: { ...account, facts: [...account.facts, named] } };
    }
    case 3: {
      const to = dice.is(0.1) ? null : new Date(ms + dice.one([0, 1, 3_600_000, 90_000_000])).toISOString();
      const ended = account.pauses.map((pause) => (dice.is(0.3) && pause.from <= at ? { ...pause, to: at } : pause));
      return { ...it, account: { ...account, pauses: [...ended, { reason: 'waiting', from: at, to }] } };
    }
    case 4: {
      const last = calendars.at(-1)!;
      if (at <= last.since || calendars.length > 2) return it;
      const date = textOf(Math.floor(ms / 86_400_000) + dice.from(-3, 3));
      const isTaken = ({ date: other }: { date: string }): boolean => other === date;
      const { extraWorkingDays = [], partDays = [], holidays } = last.calendar;
      if ([...extraWorkingDays, ...partDays].some(isTaken)) return it;
      const moved = holidays.some(isTaken)
        ? holidays.filter((each) => !isTaken(each))
        : [...holidays, { date, name: 'Moved' }];
      const calendar = { ...last.calendar, revision: last.calendar.revision + 1, holidays: moved };
      return { ...it, calendars: [...calendars, { since: at, calendar }] };
    }
    default: {
      const named = asked!.extensions?.toDate && { date: textOf(Math.floor(ms / 86_400_000) + dice.from(-2, 20)) };
      const extensions = [...account.extensions, { clock: asked!.name, at, ...named }];
      return { ...it, account: { ...account, extensions } };
    }
  }
}

/**
 * What FORMAT.md does not say. A day agreed that was past when the clock was armed: is a clock that is breached as it is
 * armed called off by a fact of that very instant? One maximum over all tiers, in a calendar that was revised: by which
 * revision is the clock of a tier reckoned that was entered after the maximum ran out? And from when, if nothing was ever
 * received?
 */
function isOpenQuestion(it: Case): boolean {
  const [asked] = it.timetable.clocks;
  const isReceived = it.account.facts.some(({ fact }) => fact === 'received');
  if (asked?.armed === 'shared' && (it.calendars.length > 1 || it.account.revisions || !isReceived)) return true;
  if (!asked || !('agreedBy' in asked.limit)) return false;
  const lives = [...naiveSays(it).clocks].flatMap(([name, told]) => (name.startsWith('asked ') ? told : []));
  return lives.some(({ due, armedAt }) => due !== undefined && due < armedAt);
}
