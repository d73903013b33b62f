import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../infra/serve.ts';
import { allRevisions, proclaim } from './calendars.ts';
import { breachesOf, breachesOfAll } from './checks.ts';
import { openClient, type Client } from './client.ts';
import { census, gather, openPlaces, type Evidence } from './evidence.ts';
import type { House } from './house.ts';
import { createKiller, type Kill } from './kills.ts';
import { openLedger, type Ledger } from './ledger.ts';
import { live } from './lives.ts';
import { randomFrom } from './random.ts';
import { readRules } from './rules.ts';
import { openStack, type Stack } from './stack.ts';

type Options = {
  house: House;
  runs: number;
  seed: number;
  /** Complaints at a time. */
  lives: number;
  /** Longest pause before a kill, in milliseconds. */
  pause: number;
  onKill: (kill: Kill) => void;
  say: (line: string) => void;
};

export type Outcome = { kills: Kill[]; ledger: Ledger; evidence: Evidence[]; breaches: string[] };

/** Everything that a crash run needs, so that a test can look further into the same stack. */
export type Scene = { stack: Stack; ledger: Ledger; client: Client };

export async function openScene(house: House, seed: number, env: NodeJS.ProcessEnv = {}): Promise<Scene> {
  const random = randomFrom(seed);
  // Below the ports that outgoing connections get: else one of those may hold it while the API is started again.
  const stack = await openStack({ house, port: await freePort(Math.floor(random.between(20_000, 30_000))), env });
  const ledger = openLedger();
  const logged = (incident: string): string =>
    readFileSync(join(stack.folder, 'api.log'), 'utf8')
      .split('\n')
      .find((line) => line.includes(incident)) ?? `${incident}, which is not in the log`;
  return { stack, ledger, client: openClient({ url: stack.url, ledger, random: random.branch(1), logged }) };
}

/** Drives complaints through a stack while its processes are killed, then looks into everything that it left. */
export async function crash({ stack, ledger, client }: Scene, options: Options): Promise<Outcome> {
  const { house, runs, seed, lives, pause, onKill, say } = options;
  const random = randomFrom(seed);
  const breaches: string[] = [];
  const breach = (what: string): void => {
    say(`BREACH ${what}`);
    breaches.push(what);
  };
  await stack.ready();

  const over = new AbortController();
  const living = Array.from({ length: lives }, async (_, index) => {
    const world = { client, random: random.branch(100 + index), isOver: () => over.signal.aborted };
    while (!over.signal.aborted)
      await live(world).catch((error: unknown) => breach(`a life broke off: ${String(error)}`));
  });
  const world = { client, random: random.branch(4), isOver: () => over.signal.aborted };
  living.push(proclaim(world).catch((error: unknown) => breach(`no holiday was proclaimed: ${String(error)}`)));
  const killer = createKiller({ stack, ledger, random: random.branch(2), breach, onKill });
  const kills: Kill[] = [];
  const pauses = random.branch(3);
  while (kills.length < runs) {
    await sleep(pauses.between(0, pause));
    kills.push(await killer.kill());
  }
  await killer.settled();
  over.abort();
  await Promise.all(living);
  say('The last kill is over; waiting until all is well, then looking into what is left.');
  await stack.ready().catch((error: unknown) => breach(String(error)));
  const evidence = await lookInto({ stack, ledger, client }, house, breach);
  breaches.push(...ledger.faults);
  return { kills, ledger, evidence, breaches };
}

/** Holds what was answered against database, workflows and API. */
async function lookInto({ stack, ledger, client }: Scene, house: House, breach: (what: string) => void) {
  const rulesFor = await readRules(house.procedures, await allRevisions(client));
  const places = await openPlaces(stack, client);
  try {
    const all = await census(places);
    for (const what of breachesOfAll(all, ledger.asked)) breach(what);
    const evidence: Evidence[] = [];
    for (const reference of all.complaints) {
      const one = await gather(places, reference);
      evidence.push(one);
      const asked = [
        ...ledger.of(reference),
        ...ledger.asked.filter(({ kind, reference: of }) => kind === 'receive' && !of),
      ];
      const rules = one.stored && rulesFor(one.stored.complaint);
      for (const what of rules ? breachesOf(one, asked, rules) : [`${reference}: it is not stored`]) breach(what);
    }
    return evidence;
  } finally {
    await places.close();
  }
}
