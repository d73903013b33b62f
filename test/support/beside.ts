import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Client } from '@temporalio/client';
import { createApp } from '../../api/app.ts';
import { isReady } from '../../api/health.ts';
import { createSignIn } from '../../api/signIn.ts';
import { createLog } from '../../infra/log.ts';
import { portOf } from '../../infra/serve.ts';
import type { House } from './house.ts';

/** Another API of the same house, which knows of the first one only by what both have stored. */
export async function openBeside(house: House, client: Client = house.client) {
  const { taskQueue, keyring, secret, organisation, rulebook } = house;
  const { app, following } = createApp({
    parts: { client, taskQueue, keyring, secret, organisation, rulebook },
    signIn: createSignIn({ issuer: `${house.url}/oidc`, audience: 'recourse' }),
    log: createLog('test', { LOG_LEVEL: 'error' }),
    isReady: () => isReady(client, 'default', taskQueue),
  });
  const server = createServer(app).listen(0);
  await once(server, 'listening');
  const url = `http://127.0.0.1:${portOf(server)}`;

  return {
    following,
    async ask(method: string, path: string, who: string, body?: object, headers: Record<string, string> = {}) {
      const token = who === 'public' ? {} : { authorization: `Bearer ${await house.tokenOf(who)}` };
      return fetch(url + path, {
        method,
        headers: { ...token, 'content-type': 'application/json', ...headers },
        ...(body && { body: JSON.stringify(body) }),
      });
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
