import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient, type Db } from 'mongodb';
import { allRevisions } from '../../crash/calendars.ts';
import { breachesOf } from '../../crash/checks.ts';
import { gather, openPlaces } from '../../crash/evidence.ts';
import { killLine, summary, table } from '../../crash/figures.ts';
import { hasty, type House } from '../../crash/house.ts';
import { victims } from '../../crash/processes.ts';
import { readRules } from '../../crash/rules.ts';
import { crash, openScene, type Outcome, type Scene } from '../../crash/run.ts';
import { freePort } from '../../infra/serve.ts';
import { furnished } from './furnished.ts';

const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
const runs = 21;

let house: House;
let scene: Scene;
let outcome: Outcome;
/** Where the worker tells what it measures. */
let metrics: string;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

beforeAll(async () => {
  house = furnished();
  metrics = `127.0.0.1:${await freePort()}`;
  scene = await openScene(house, seed, { METRICS_ADDRESS: metrics });
}, 120_000);
afterAll(() => {
  scene?.stack.kill();
  house?.tearDown();
});

it.each(['api', 'worker'])(
  '%s: ends with its launcher also while it still waits for the database',
  async (room) => {
    const env = {
      ...process.env,
      MONGODB_URI: 'mongodb://127.0.0.1:1/nobody',
      MASTER_KEY: Buffer.alloc(32).toString('base64'),
      REFERENCE_SECRET: 'a secret of this test',
      OIDC_ISSUER: 'http://127.0.0.1:1/nobody',
    };
    const waiting = fork(join(house.folder, `dist/${room}/main.js`), {
      env,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    await sleep(4_000);
    expect(waiting.exitCode).toBeNull();
    const gone = once(waiting, 'exit');
    const since = Date.now();
    waiting.disconnect();
    await gone;
    expect(Date.now() - since).toBeLessThan(20_000); // else it waits out the database: half a minute
  },
  60_000,
);

// One story, in order: what the crashes left is what is looked into, and then altered.
describe(`a stack whose processes are killed (CRASH_SEED=${seed})`, () => {
  it('loses and doubles nothing that was answered', async () => {
    const since = Date.now();
    const onKill = (kill: Outcome['kills'][number]): void => say(killLine(kill, since));
    outcome = await crash(scene, { house, runs, seed, lives: 5, pause: 600, onKill, say });
    say([...table(outcome.kills), ...summary(outcome)].join('\n'));
    expect(outcome.breaches).toEqual([]);
    expect(outcome.kills).toHaveLength(runs);
    for (const victim of victims) {
      expect(outcome.kills.filter((kill) => kill.victim === victim).length).toBeGreaterThanOrEqual(2);
    }
    expect(outcome.ledger.answered().length).toBeGreaterThan(runs);
  }, 420_000);

  it('deals once with what ran out while all of it was down, in order of due, and says how late', async () => {
    const references = [await untouched(hasty), await untouched(hasty)];
    scene.stack.kill();
    await sleep(20_000); // days of the hasty procedure
    scene.stack.begin();
    await scene.stack.up();
    await scene.stack.ready();
    const mongo = await MongoClient.connect(scene.stack.database());
    const places = await openPlaces(scene.stack, scene.client);
    const rulesFor = await readRules(house.procedures, await allRevisions(scene.client));
    try {
      for (const reference of references) {
        let evidence = await gather(places, reference);
        while (evidence.held?.tier === 1) evidence = await gather(places, reference);
        const late = evidence.entries
          .map(({ entry }) => entry)
          .filter(({ action }) => action.kind === 'runOut' || action.kind === 'escalate');
        expect(late.slice(0, 3).map(({ action }) => [action.kind, 'clock' in action && action.clock])).toEqual([
          ['runOut', 'assessment'],
          ['runOut', 'decision'],
          ['escalate', 'decision'],
        ]);
        for (const { action, at } of late.slice(0, 2)) {
          const due = 'due' in action ? action.due : undefined;
          const clock = evidence.held?.clocks.find((each) => 'clock' in action && each.name === action.clock);
          expect(clock).toMatchObject({ due, dealtAt: at, state: 'breached' });
          expect(Date.parse(at) - Date.parse(due ?? at)).toBeGreaterThan(2_000);
        }
        expect(breachesOf(evidence, scene.ledger.of(reference), rulesFor(evidence.held!))).toEqual([]);
      }
    } finally {
      await places.close();
      await mongo.close();
    }
    const told = await (await fetch(`http://${metrics}/metrics`)).text();
    const count = (bound: string): number =>
      Number(
        new RegExp(`^recourse_clock_lateness_seconds_bucket\\{.*le="${bound}".*\\} (\\d+)$`, 'm').exec(told)?.[1] ??
          NaN,
      );
    expect(count('\\+Inf') - count('1')).toBeGreaterThanOrEqual(4);
  }, 180_000);

  // What finds nothing must be able to find something.
  const faults: { [what: string]: { plant: (database: Db, reference: string) => Promise<unknown>; found: RegExp } } = {
    'an entry is removed': {
      plant: (database, reference) => database.collection('entries').deleteOne({ reference, sequence: 2 }),
      found: /gap: the trail has 1 3/,
    },
    'an answered action is removed with its number': {
      plant: (database, reference) => database.collection('entries').deleteOne({ reference, sequence: 1 }),
      found: /lost: receive .* was answered and is not in the trail/,
    },
    'a word in an entry is altered': {
      plant: (database, reference) =>
        database
          .collection('entries')
          .updateOne({ reference, sequence: 1 }, { $set: { 'entry.action.unit': 'other' } }),
      found: /entry 1 does not have its hash/,
    },
    'a letter is owed twice': {
      async plant(database, reference) {
        const letters = database.collection('letters');
        const { _id, ...letter } = (await letters.findOne({ reference })) ?? {};
        await letters.insertOne({ ...letter, _id: `${reference}/again` as never });
      },
      found: /doubled: letter \d+\/\S+ is owed twice/,
    },
    'a letter is lost': {
      plant: (database, reference) => database.collection('letters').deleteOne({ reference }),
      found: /lost: letter/,
    },
    'a letter was given up': {
      plant: (database, reference) =>
        database.collection('letters').updateOne({ reference }, { $set: { 'letter.state': 'failed' } }),
      found: /letter \S+ is failed/,
    },
    'a letter was sent that never came': {
      plant: (database, reference) =>
        database
          .collection('letters')
          .updateOne({ reference }, { $set: { 'letter.state': 'sent', 'letter.messageId': '<lost@recourse>' } }),
      found: /lost: letter \S+ was sent and is in no mailbox/,
    },
    'a notice says something else': {
      plant: (database, reference) =>
        database
          .collection('notices')
          .insertOne({ _id: `${reference}/2/1` as never, reference, sequence: 2, notice: { id: `${reference}/2/1` } }),
      found: /notice \S+ is not what the trail tells/,
    },
    'the stored facts are altered': {
      plant: (database, reference) =>
        database
          .collection('complaints')
          .updateOne({ _id: reference as never }, { $set: { 'complaint.region': 'elsewhere' } }),
      found: /the facts are not the fold of the trail[^]*the workflow holds other facts/,
    },
  };

  it.each(Object.entries(faults))('is found out when %s', async (_, { plant, found }) => {
    const reference = await untouched();
    const uri = scene.stack.database();
    const mongo = await MongoClient.connect(uri);
    const places = await openPlaces(scene.stack, scene.client);
    try {
      const rulesFor = await readRules(house.procedures, await allRevisions(scene.client));
      const look = async (): Promise<string> => {
        const evidence = await gather(places, reference);
        const complaint = evidence.held;
        return complaint
          ? breachesOf(evidence, scene.ledger.of(reference), rulesFor(complaint)).join('\n')
          : 'not held';
      };
      expect(await look()).toBe('');
      await plant(mongo.db(), reference);
      expect(await look()).toMatch(found);
    } finally {
      await places.close();
      await mongo.close();
    }
  });

  it('ends in order when told to, and leaves no process behind', async () => {
    expect(await scene.stack.stop()).toEqual({ code: 0, left: [] });
  });
});

/** A complaint that nothing has happened to but what is told here. */
async function untouched(procedure = 'recourse-default'): Promise<string> {
  const who = { staff: 'contact' };
  const receipt = { description: 'The bell does not ring.', channel: 'phone', unit: 'general', complainant: null };
  const body = { ...receipt, procedure };
  const lodged = await scene.client.post({ who, path: '/api/complaints', body: body as never });
  const reference = String(lodged?.body.reference);
  const path = `/api/complaints/${reference}/actions`;
  await scene.client.post({ who, path, body: { kind: 'acknowledge' }, reference });
  await scene.client.post({ who, path, body: { kind: 'inform', words: 'Soon.' } as never, reference });
  return reference;
}
