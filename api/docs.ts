import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { Router } from 'express';
import { createOpenApi } from './openapi.ts';

/** Where the files of Swagger UI are. Its own entry builds on a folder of CommonJS, so the package is asked. */
const swaggerUi = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
const files = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

/** Nothing but what lies here may run or be fetched: the page works without internet, and with nobody else's scripts. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'", // Swagger UI sets styles of its own
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Recourse: the API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" href="/docs/favicon-32x32.png">
<div id="description"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/begin.js"></script>
</html>
`;

const begin = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#description',
  deepLinking: true,
  validatorUrl: null,
  supportedSubmitMethods: ['get', 'post'],
});
`;

/** `/openapi.json`, and `/docs` where it can be read. */
export function docs(): Router {
  const router = Router();
  const description = JSON.stringify(createOpenApi());
  router.get('/openapi.json', (_req, res) => void res.type('json').send(description));
  router.use('/docs', (_req, res, next) => {
    res.set('Content-Security-Policy', policy);
    next();
  });
  router.get('/docs', (_req, res) => void res.type('html').send(page));
  router.get('/docs/begin.js', (_req, res) => void res.type('js').send(begin));
  router.use('/docs', only(files), express.static(swaggerUi, { index: false, redirect: false, maxAge: '1h' }));
  return router;
}

/** The package holds more than the page needs. */
const only =
  (names: readonly string[]): express.RequestHandler =>
  (req, _res, next) =>
    names.includes(req.path.slice(1)) ? next() : next('router');
