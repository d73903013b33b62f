import { once } from 'node:events';
import { createServer } from 'node:http';
import { Writable } from 'node:stream';
import express from 'express';
import { pino } from 'pino';
import { pinoHttp } from 'pino-http';
import { jsonBody } from '../../api/body.ts';
import { createMetrics } from '../../api/metrics.ts';
import { problemPages, problems, unknownRoute } from '../../api/problems.ts';
import { action, listing, newComplaint } from '../../api/schemas.ts';
import { requestSerializers } from '../../infra/log.ts';
import { portOf } from '../../infra/serve.ts';

type Body = { [field: string]: unknown; errors?: { pointer: string; detail: string }[] };

/** What stands in requests and errors, and must stand in no answer and no log. */
export const planted = 'Zanzibar';
export const json = { 'content-type': 'application/json' };

/** The rim of the API with nothing behind it: it reads, checks, and tells of what it meets. */
export async function openSpeaker() {
  let logged = '';
  let thrown: unknown;
  const metrics = createMetrics();
  const log = pino({ level: 'info' }, new Writable({ write: (line, _, done) => ((logged += line), done()) }));
  const app = express()
    .set('query parser', 'simple')
    .use(pinoHttp({ logger: log, autoLogging: false, serializers: requestSerializers }), metrics.measure)
    .use('/problems', problemPages())
    .use('/api', jsonBody('512kb'))
    .post('/api/complaints', (req, res) => void res.json(newComplaint.parse(req.body)))
    .post('/api/complaints/:reference/actions', (req, res) => void res.json(action.parse(req.body)))
    .get('/api/complaints', (req, res) => void res.json(listing.parse(req.query)))
    .get('/throw/:what', () => {
      throw thrown;
    })
    .use(unknownRoute, problems);
  const server = createServer(app).listen(0);
  await once(server, 'listening');
  const url = `http://127.0.0.1:${portOf(server)}`;

  const ask = async (method: string, path: string, headers: Record<string, string> = {}, sent?: string | Buffer) => {
    const answer = await fetch(`${url}${path}`, { method, headers, ...(sent !== undefined && { body: sent }) });
    const text = await answer.text();
    const body: Body = text ? JSON.parse(text) : {};
    return { status: answer.status, headers: answer.headers, text, body };
  };
  return {
    url,
    metrics,
    ask,
    lodge: (body: unknown, headers = {}) =>
      ask('POST', '/api/complaints', { ...json, ...headers }, JSON.stringify(body)),
    /** What is told of an error, and what the log has of it. */
    async meet(error: unknown, headers: Record<string, string> = {}) {
      thrown = error;
      logged = '';
      return { ...(await ask('GET', `/throw/it?text=${planted}`, headers)), logged };
    },
    logged: () => logged,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
