import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isReady } from '../../api/health.ts';
import { freePort } from '../../infra/serve.ts';
import { openBeside } from '../support/beside.ts';
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
  const beside = await openBeside(house, client);
  try {
    const got = async (path: string, who: string, headers = {}) =>
      (await beside.ask('GET', path, who, undefined, headers)).status;
    expect(await got('/livez', 'public')).toBe(200);
    expect(await got('/readyz', 'public')).toBe(503);
    for (const part of ['', '/trail', '/letters', '/clocks/decision']) {
      expect(await got(`/api/complaints/${reference}${part}`, 'handler')).toBe(200);
    }
    expect(await got('/api/complaints', 'handler')).toBe(200);
    expect(await got(`/api/tracking/${reference}`, 'public', { 'tracking-code': trackingCode })).toBe(200);

    const action = { kind: 'inform', words: 'x' };
    const refused = await beside.ask('POST', `/api/complaints/${reference}/actions`, 'handler', action);
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ type: '/problems/unavailable' });
  } finally {
    beside.close();
    await connection.close();
  }
});

test('ready means that the store answers, Temporal does, and a worker asks for work', async () => {
  expect(await isReady(house.client, 'default', house.taskQueue)).toBe(true);
  expect(await isReady(house.client, 'default', 'a queue without a worker')).toBe(false);
});
