import { once } from 'node:events';
import { createServer } from 'node:http';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createApp } from '../../api/app.ts';
import { isReady } from '../../api/health.ts';
import { createSignIn } from '../../api/signIn.ts';
import { createLog } from '../../infra/log.ts';
import { freePort, portOf } from '../../infra/serve.ts';
import { openHouse, type House } from '../support/house.ts';
import { officeOf } from '../support/office.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test('while Temporal is away, everything can still be read, and what would change something is asked to come again', async () => {
  const { reference, trackingCode } = await officeOf(house).lodge('public', { description: 'Still here.' });
  const connection = Connection.lazy({ address: `127.0.0.1:${await freePort()}` });
  const client = new Client({ connection });
  const parts = { client, taskQueue: house.taskQueue, keyring: house.keyring, secret: house.secret };
  const app = createApp({
    parts: { ...parts, organisation: house.organisation, rulebook: house.rulebook },
    signIn: createSignIn({ issuer: `${house.url}/oidc`, audience: 'recourse' }),
    log: createLog('test', { LOG_LEVEL: 'error' }),
    isReady: () => isReady(client, 'default', house.taskQueue),
  });
  const server = createServer(app).listen(0);
  await once(server, 'listening');
  try {
    const url = `http://127.0.0.1:${portOf(server)}`;
    const staff = { authorization: `Bearer ${await house.tokenOf('handler')}` };
    const got = async (path: string, headers: Record<string, string>) => (await fetch(url + path, { headers })).status;
    expect(await got('/livez', {})).toBe(200);
    expect(await got('/readyz', {})).toBe(503);
    for (const part of ['', '/trail', '/letters', '/clocks/decision']) {
      expect(await got(`/api/complaints/${reference}${part}`, staff)).toBe(200);
    }
    expect(await got('/api/complaints', staff)).toBe(200);
    expect(await got(`/api/tracking/${reference}`, { 'tracking-code': trackingCode })).toBe(200);

    const json = { 'content-type': 'application/json' };
    const body = JSON.stringify({ kind: 'inform', words: 'x' });
    const refused = await fetch(`${url}/api/complaints/${reference}/actions`, {
      method: 'POST',
      headers: { ...staff, ...json },
      body,
    });
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ type: '/problems/unavailable' });
  } finally {
    server.close();
    server.closeAllConnections();
    await connection.close();
  }
});

test('ready means that the store answers, Temporal does, and a worker asks for work', async () => {
  expect(await isReady(house.client, 'default', house.taskQueue)).toBe(true);
  expect(await isReady(house.client, 'default', 'a queue without a worker')).toBe(false);
});
