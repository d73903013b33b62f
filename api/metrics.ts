import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import { addressOf } from './address.ts';

/**
 * What Prometheus reads of this process. Labels name routes by their pattern, never a reference: nothing personal, and
 * no more series than the API has addresses.
 */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'recourse_http_request_duration_seconds',
    help: 'From the request to the end of its answer, by route, method and class of the answer.',
    labelNames: ['route', 'method', 'class'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10, 15],
    registers: [registry],
  });
  const problems = new Counter({
    name: 'recourse_problems_total',
    help: 'Answers that told of a problem, by kind.',
    labelNames: ['kind'],
    registers: [registry],
  });

  const measure: RequestHandler = (req, res, next) => {
    const since = process.hrtime.bigint();
    const { path } = req;
    res.once('close', () => {
      const route = addressOf(path)?.template ?? 'other';
      // A connection that broke off before the answer was whole has no class.
      const answered = res.writableFinished ? `${Math.floor(res.statusCode / 100)}xx` : 'aborted';
      durations.observe(
        { route, method: methods.includes(req.method) ? req.method : 'other', class: answered },
        Number(process.hrtime.bigint() - since) / 1e9,
      );
      const kind: unknown = res.locals['problem'];
      if (typeof kind === 'string') problems.inc({ kind });
    });
    next();
  };

  const page: RequestHandler = async (_req, res) => {
    res.type(registry.contentType).send(await registry.metrics());
  };

  return { measure, page, registry };
}

/** Those of this API process. */
export const metrics = createMetrics();

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
