import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Client, Connection } from '@temporalio/client';
import type { Express } from 'express';
import { pino } from 'pino';
import { createApp } from '../../api/app.ts';
import { createOpenApi } from '../../api/openapi.ts';
import { action, newComplaint, trackingAction } from '../../api/schemas.ts';
import { actionKinds } from '../../domain/lifecycle.ts';
import { personalKinds } from '../../domain/fields.ts';
import { createKeyring } from '../../infra/keyring.ts';
import { embedded } from '../../infra/organisation.ts';
import { portOf } from '../../infra/serve.ts';

const description = createOpenApi();
let app: Express;
let server: Server;
let url: string;

beforeAll(async () => {
  ({ app } = createApp({
    parts: {
      client: new Client({ connection: Connection.lazy() }),
      taskQueue: 'none',
      keyring: createKeyring(new Uint8Array(32)),
      secret: 'only for this test',
      organisation: embedded,
      rulebook: { procedures: new Map(), calendars: new Map() },
    },
    signIn: async () => undefined,
    log: pino({ level: 'silent' }),
    isReady: async () => true,
  }));
  server = createServer(app).listen(0);
  await once(server, 'listening');
  url = `http://127.0.0.1:${portOf(server)}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

type Layer = {
  rawPath?: string;
  route?: { path: string; methods: { [method: string]: boolean } };
  handle: { stack?: Layer[] };
};

/** Every route of a router and of those mounted in it, as `GET /api/complaints/{reference}`. */
function routesOf(stack: Layer[], mounted = ''): string[] {
  return stack.flatMap(({ rawPath = '', route, handle }) => {
    if (!route) return handle.stack ? routesOf(handle.stack, `${mounted}${rawPath}`.replace(/\/$/, '')) : [];
    const path = `${mounted}${route.path}`.replace(/(.)\/$/, '$1').replaceAll(/:(\w+)/g, '{$1}');
    return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${path}`);
  });
}

describe('the description of the API', () => {
  it('is OpenAPI 3.1 as its specification has it', async () => {
    const { valid, errors } = await new Validator().validate({ ...description });
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    expect(description.openapi).toBe('3.1.0');
  });

  it('has every route of the app, and no other', () => {
    const described = Object.entries(description.paths ?? {}).flatMap(([path, operations]) =>
      Object.keys(operations ?? {}).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const inside: object = app;
    const { stack }: { stack: Layer[] } = Reflect.get(inside, 'router');
    const routes = routesOf(stack);
    const page = routes.filter((route) => route.includes(' /docs/')); // what the page of the description loads
    expect(routes.filter((route) => !page.includes(route)).toSorted()).toEqual(described.toSorted());
    expect(described.length).toBeGreaterThan(12);
  });

  it('names every operation once', () => {
    const ids = JSON.stringify(description.paths).match(/"operationId":"\w+"/g) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has every action that a person may do, closed to unknown fields', () => {
    const body = description.paths?.['/api/complaints/{reference}/actions']?.post?.requestBody;
    const text = JSON.stringify(body);
    for (const kind of personalKinds) expect(text).toContain(`"const":"${kind}"`);
    const never = actionKinds.filter((kind) => !(personalKinds as readonly string[]).includes(kind));
    for (const kind of never) expect(text).not.toContain(`"const":"${kind}"`);
    expect(text).toContain('"additionalProperties":false');
  });

  it.each([
    ['/api/complaints', newComplaint],
    ['/api/complaints/{reference}/actions', action],
    ['/api/tracking/{reference}/actions', trackingAction],
  ])('gives an example for %s that would be taken', (path, schema) => {
    const body = description.paths?.[path]?.post?.requestBody;
    const { example }: { example?: unknown } = (body && 'content' in body && body.content['application/json']) || {};
    expect(schema.safeParse(example).error).toBeUndefined();
  });

  it('leaves answers open to new fields', () => {
    expect(JSON.stringify(description.components?.schemas?.['Complaint'])).not.toContain(
      '"additionalProperties":false',
    );
  });

  it('tells for every operation which problems it may answer with', () => {
    for (const [path, operations] of Object.entries(description.paths ?? {})) {
      if (!path.startsWith('/api/')) continue;
      const all: { responses: object }[] = Object.values(operations ?? {});
      for (const { responses } of all) {
        expect(Object.keys(responses)).toEqual(expect.arrayContaining(['429', '500', '503']));
      }
    }
  });
});

describe('its page', () => {
  const get = async (path: string) => {
    const answer = await fetch(`${url}${path}`);
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };

  it('serves the description', async () => {
    const { headers, text } = await get('/openapi.json');
    expect(headers.get('content-type')).toContain('application/json');
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(description)));
  });

  it('loads nothing from elsewhere, and runs no script that is not a file of ours', async () => {
    const { headers, text } = await get('/docs');
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(text).not.toMatch(/https?:|<script>|onload=/);
    const loaded = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
    expect(loaded).toHaveLength(4);
    for (const address of loaded) expect(await get(address)).toMatchObject({ status: 200 });
  });

  it('gives away nothing else of the package that it is made of', async () => {
    for (const file of ['package.json', 'index.html', 'swagger-ui.js', '..%2f..%2fpackage.json']) {
      expect(await get(`/docs/${file}`)).toMatchObject({ status: 404 });
    }
  });
});
