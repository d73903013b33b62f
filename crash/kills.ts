import { setTimeout as sleep } from 'node:timers/promises';
import type { Ledger } from './ledger.ts';
import { find, victims, type Victim } from './processes.ts';
import type { Random } from './random.ts';
import { end, type Stack } from './stack.ts';

export type Kill = {
  number: number;
  victim: Victim;
  /** Milliseconds of this machine. */
  at: number;
  /** Until something asked after the kill was answered. */
  next?: number;
  /** Until everything that was under way at the kill was answered. */
  all?: number;
  /** Until nothing was left of a stack whose launcher was killed. */
  gone?: number;
  /** And who went last. */
  last?: string;
};

type Parts = {
  stack: Stack;
  ledger: Ledger;
  random: Random;
  breach: (what: string) => void;
  onKill: (kill: Kill) => void;
};

const allGoneWithin = 15_000; // ten seconds are what worker and API allow themselves
const answersWithin = 90_000;
const hurry = 3_000;

export function createKiller({ stack, ledger, random, breach, onKill }: Parts) {
  let bag: Victim[] = [];
  let bags = 0;
  let number = 0;
  const waits: Promise<void>[] = [];
  return { kill, settled: (): Promise<unknown> => Promise.all(waits) };

  /** Kills one, and mostly waits until the stack has answered something asked afterwards; or the next comes on top. */
  async function kill(): Promise<Kill> {
    const victim = nextVictim();
    const pid = await appearing(victim);
    const underWay = ledger.underWay();
    const before = ledger.asked.length;
    const kill: Kill = { number: (number += 1), victim, at: Date.now() };
    if (!pid || !end(pid)) breach(`kill ${kill.number}: the ${victim} did not run`);
    if (victim === 'launcher') await beginAgain(kill);

    void lastOf(kill, underWay);
    const answered = nextAnswer(kill, before).then(() => onKill(kill));
    waits.push(answered);
    await (random.chance(0.5) ? answered : Promise.race([answered, sleep(hurry)]));
    return kill;
  }

  /** Each as often as the others, but for the launcher, after which everything starts anew: every other time. */
  function nextVictim(): Victim {
    if (bag.length === 0) {
      bags += 1;
      bag = random.shuffled(victims).filter((victim) => victim !== 'launcher' || bags % 2 === 1);
    }
    return bag.pop() ?? 'API';
  }

  async function nextAnswer(kill: Kill, before: number): Promise<void> {
    for (const giveUp = Date.now() + answersWithin; ; await sleep(10)) {
      const first = ledger.asked.slice(before).find(({ became }) => became === 'answered');
      if (first?.answered) return void (kill.next = first.answered - kill.at);
      if (Date.now() < giveUp) continue;
      const seconds = answersWithin / 1_000;
      return breach(`kill ${kill.number} (${kill.victim}): nothing was answered for ${seconds} s`);
    }
  }

  /** What was hit shortly before may still be starting. */
  async function appearing(victim: Victim): Promise<number | undefined> {
    for (const giveUp = Date.now() + 20_000; ; await sleep(50)) {
      const found = find(stack.folder, victim);
      if (found.length > 0) return random.pick(found).pid;
      if (Date.now() > giveUp) return undefined;
    }
  }

  /** The old ones must go by themselves, whether the new launcher waits for that or not. */
  async function beginAgain(kill: Kill): Promise<void> {
    const old = new Set(stack.processes().map(({ pid }) => pid));
    const gone = allGone(old, kill);
    if (random.chance(0.5)) await gone;
    stack.begin();
    if (random.chance(0.3)) {
      await sleep(random.between(50, 4_000)); // and once more, while it starts
      const launcher = stack.launcher().pid;
      if (launcher) end(launcher);
      stack.begin();
    }
    await stack.up().catch((error: unknown) => {
      breach(`kill ${kill.number}: ${error instanceof Error ? error.message : String(error)}`);
      stack.begin();
      return stack.up();
    });
    await gone;
  }

  async function allGone(old: Set<number>, kill: Kill): Promise<void> {
    for (const giveUp = kill.at + allGoneWithin; ; await sleep(50)) {
      const left = stack.processes().filter(({ pid }) => old.has(pid));
      kill.gone = Date.now() - kill.at;
      if (left.length === 0) return;
      kill.last = left.map(({ is }) => is ?? 'other').join(', ');
      if (Date.now() < giveUp) continue;
      const who = left.map(({ pid, command }) => `${pid} ${command.slice(0, 80)}`).join('; ');
      return breach(`kill ${kill.number}: the launcher is gone, and after ${allGoneWithin / 1_000} s still run ${who}`);
    }
  }

  async function lastOf(kill: Kill, underWay: ReturnType<Ledger['underWay']>): Promise<void> {
    while (underWay.some(({ became }) => !became)) await sleep(20);
    kill.all = Math.max(0, ...underWay.map(({ answered = kill.at }) => answered - kill.at));
  }
}
