import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import type { House } from '../../crash/house.ts';
import { find, type Victim } from '../../crash/processes.ts';
import { end, openStack, type Stack } from '../../crash/stack.ts';
import { freePort } from '../../infra/serve.ts';
import { furnished } from './furnished.ts';

const many = 300;
let house: House;
let stack: Stack;
let mongo: MongoClient;
let token: string;

beforeAll(async () => {
  house = furnished();
  stack = await openStack({ house, port: await freePort() });
  mongo = await MongoClient.connect(stack.database());
  const authorization = `Basic ${Buffer.from('handler:demo').toString('base64')}`;
  const body = new URLSearchParams({ grant_type: 'client_credentials' });
  const answer = await fetch(`${stack.url}/oidc/token`, { method: 'POST', headers: { authorization }, body });
  ({ access_token: token } = (await answer.json()) as { access_token: string });
}, 120_000);
afterAll(async () => {
  await mongo?.close();
  await stack?.stop();
  house?.tearDown();
}, 60_000);

type Answer = { reference: string; state: string; done: number; items: { result: string }[]; next?: string };

/** Asks until there is an answer: with the same key it takes effect once. */
async function ask(method: string, path: string, key: string, body?: object): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key };
  for (;;) {
    const signal = AbortSignal.timeout(20_000);
    const answer = await fetch(stack.url + path, {
      method,
      headers,
      signal,
      ...(body && { body: JSON.stringify(body) }),
    }).catch(() => undefined);
    if (answer && answer.status < 300) return (await answer.json()) as Answer;
    if (answer && answer.status !== 503) throw new Error(`${answer.status} ${await answer.text()}`);
    await sleep(200);
  }
}

async function until(path: string, holds: (bulk: Answer) => boolean): Promise<Answer> {
  for (;;) {
    const bulk = await ask('GET', path, 'read');
    if (holds(bulk)) return bulk;
    await sleep(50);
  }
}

function kill(victim: Victim): void {
  const [process] = find(house.data, victim);
  expect(process && end(process.pid)).toBe(true);
}

test('worker, Temporal and API are killed in the middle of a bulk: each complaint is told once, none is left', async () => {
  const references: string[] = [];
  const lodge = async (number: number): Promise<void> => {
    const complaint = { description: 'The bell does not ring.', channel: 'web', complainant: null };
    references.push((await ask('POST', '/api/complaints', `lodged-${number}`, complaint)).reference);
  };
  for (let first = 0; first < many; first += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, index) => lodge(first + index)));
  }
  const body = { references, action: { kind: 'inform', words: 'It is being mended.' } };
  const { id } = (await ask('POST', '/api/bulk', 'all', body)) as Answer & { id: string };
  const path = `/api/bulk/${id}`;
  await until(path, ({ done }) => done >= 30);
  const stopped = await ask('POST', `${path}/stop`, 'stop');
  expect(stopped).toMatchObject({ state: 'stopped' });
  for (const victim of ['Temporal', 'worker'] as const) kill(victim);
  expect(await ask('GET', path, 'read')).toMatchObject({ state: 'stopped', done: stopped.done });
  expect(await ask('POST', `${path}/resume`, 'resume')).toMatchObject({ state: 'running' });
  const victims: Victim[] = ['worker', 'worker', 'API'];
  for (const [index, victim] of victims.entries()) {
    const { done } = await until(path, (bulk) => bulk.done >= stopped.done + 50 * (index + 1));
    expect(done).toBeLessThan(many);
    kill(victim);
  }
  expect(await ask('POST', '/api/bulk', 'all', body)).toMatchObject({ id });
  expect(await until(path, ({ state }) => state === 'done')).toMatchObject({ done: many, total: many });
  const page = await ask('GET', `${path}?limit=200`, 'read');
  const rest = await ask('GET', `${path}?limit=200&cursor=${page.next}`, 'read');
  expect([...page.items, ...rest.items].map(({ result }) => result)).toEqual(references.map(() => 'done'));
  const trails = await mongo.db().collection('entries').find().sort({ reference: 1, sequence: 1 }).toArray();
  for (const reference of references) {
    const kinds = trails.filter((entry) => entry['reference'] === reference).map(({ entry }) => entry.action.kind);
    expect({ reference, kinds }).toEqual({ reference, kinds: ['receive', 'acknowledge', 'inform'] });
  }
}, 300_000);
