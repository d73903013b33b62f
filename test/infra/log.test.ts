import { createServer } from 'node:http';
import { once } from 'node:events';
import { Writable } from 'node:stream';
import { expect, it } from '@jest/globals';
import express, { type ErrorRequestHandler } from 'express';
import { pino } from 'pino';
import { pinoHttp } from 'pino-http';
import { requestSerializers } from '../../infra/log.ts';
import { portOf } from '../../infra/serve.ts';

/** What a server with our serializers logs about one request that it answers with 500 and the error it met. */
async function logOf(path: string, request: RequestInit): Promise<string> {
  let lines = '';
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      lines += chunk.toString();
      done();
    },
  });
  const fail: ErrorRequestHandler = (error, _req, res, _next) => {
    res.err = error instanceof Error ? error : new Error('no error');
    res.sendStatus(500);
  };
  const app = express().use(pinoHttp({ logger: pino(sink), serializers: requestSerializers }), express.json());
  app.use(() => {
    throw Object.assign(new Error('E11000', { cause: new Error('below') }), { keyValue: { words: 'planted' } });
  }, fail);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  await (await fetch(`http://127.0.0.1:${portOf(server)}${path}`, request)).text();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  return lines;
}

const headers = { authorization: 'Bearer planted', 'tracking-code': 'planted', cookie: 'planted=planted' };

it('a request is logged with method, path, status and the place of the error', async () => {
  const line: unknown = JSON.parse(await logOf('/api/complaints?text=planted', { headers }));
  expect(line).toMatchObject({
    req: { method: 'GET', path: '/api/complaints' },
    res: { status: 500 },
    err: { type: 'Error', message: 'E11000', at: expect.any(Array), cause: { message: 'below' } },
  });
});

it.each([
  ['in the query or a header', '/api/complaints?text=planted#planted', { headers }],
  ['in a body', '/x', { method: 'POST', body: '{"words":"planted"}', headers: { 'content-type': 'application/json' } }],
  ['in a broken body', '/x', { method: 'POST', body: 'planted', headers: { 'content-type': 'application/json' } }],
])('words and secrets %s are not logged', async (_, path, request) => {
  const lines = await logOf(path, request);
  expect(lines).toContain('"status":500');
  expect(lines).not.toContain('planted');
});
