import { Agent, request } from 'node:http';
import { freePort } from '../infra/serve.ts';
import { start, type Own } from './processes.ts';

export type Answered = { status: number; body: any; milliseconds: number }; // oxlint-disable-line typescript/no-explicit-any
export type Api = Awaited<ReturnType<typeof openApi>>;

/** A process of the API, and what asks it. */
export async function openApi(env: NodeJS.ProcessEnv) {
  const port = await freePort();
  const secrets = {
    MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    REFERENCE_SECRET: 'a secret of this benchmark',
    EMBEDDED_IDENTITY: 'true',
    IDENTITY_SECRET: 'another secret of this benchmark',
  };
  const process: Own = await start('../api/main.js', { ...env, ...secrets, PORT: `${port}`, LOG_LEVEL: 'error' });
  const agent = new Agent({ keepAlive: true });
  const tokens = new Map<string, string>();

  const send = (method: string, path: string, headers: Record<string, string>, body?: string): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const since = performance.now();
      const sent = request({ host: '127.0.0.1', port, method, path, headers, agent }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => {
          const milliseconds = performance.now() - since;
          resolve({
            status: response.statusCode ?? 0,
            body: text.startsWith('{') ? JSON.parse(text) : text,
            milliseconds,
          });
        });
      });
      // The server lets go of a connection that nobody uses; one that was just taken up again is asked anew.
      sent.on('error', (error) => (sent.reusedSocket ? resolve(send(method, path, headers, body)) : reject(error)));
      sent.end(body);
    });

  const tokenOf = async (who: string): Promise<string> => {
    const known = tokens.get(who);
    if (known) return known;
    const { body } = await send(
      'POST',
      '/oidc/token',
      {
        authorization: `Basic ${Buffer.from(`${who}:demo`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      'grant_type=client_credentials',
    );
    tokens.set(who, String(body.access_token));
    return String(body.access_token);
  };
  const bearer = async (who: string | undefined): Promise<Record<string, string>> =>
    who ? { authorization: `Bearer ${await tokenOf(who)}` } : {};

  return {
    pid: process.pid,
    signIn: tokenOf,
    get: async (who: string, path: string) => send('GET', path, await bearer(who)),
    post: async (who: string | undefined, path: string, body: object, headers: Record<string, string> = {}) =>
      send(
        'POST',
        path,
        { ...(await bearer(who)), 'content-type': 'application/json', ...headers },
        JSON.stringify(body),
      ),
    put: async (who: string, path: string, body: object) =>
      send('PUT', path, { ...(await bearer(who)), 'content-type': 'application/json' }, JSON.stringify(body)),
    async stop(): Promise<void> {
      agent.destroy();
      await process.stop();
    },
  };
}
