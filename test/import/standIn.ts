import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What may go wrong with one request; `dropped` acts and then says nothing, the worst that can happen. */
export type Mishap = { kind: 'status'; status: number; retryAfter?: string } | { kind: 'cut' } | { kind: 'dropped' };

type Complaint = { reference: string; stage: string; version: number; kinds: string[] };

/**
 * Stands in for Recourse, only where faults must come on command: keys take effect once, another body under the same
 * key is refused, and `mishap` may spoil any request. The real Recourse is tested elsewhere.
 */
export async function openStandIn(mishap: (request: { path: string; key: string; nth: number }) => Mishap | undefined) {
  const complaints = new Map<string, Complaint>();
  const bodies = new Map<string, string>();
  const tokens = new Set<string>();
  let nth = 0;

  const act = (path: string, key: string, body: string): { status: number; body: unknown; replayed?: true } => {
    const scoped = `${path} ${key}`;
    const before = bodies.get(scoped);
    if (before !== undefined && before !== body) {
      return { status: 409, body: { type: '/problems/repeated-key', title: 'Repeated key' } };
    }
    bodies.set(scoped, body);
    const complaint = complaintAt(path, key);
    if (!complaint) return { status: 404, body: { type: '/problems/unknown', title: 'No such complaint' } };
    const { kind = 'receive' } = JSON.parse(body);
    const status = kind === 'receive' ? 201 : 200;
    if (before !== undefined) return { status, body: complaint, replayed: true };
    complaint.kinds.push(kind);
    complaint.version = complaint.kinds.length;
    complaint.stage = kind === 'close' ? 'closed' : kind === 'receive' ? 'received' : kind;
    return { status, body: complaint };
  };
  const complaintAt = (path: string, key: string): Complaint | undefined => {
    if (path !== '/api/complaints') return complaints.get(path.split('/')[3] ?? '');
    const reference = `C-${key}`;
    const complaint = complaints.get(reference) ?? { reference, stage: '', version: 0, kinds: [] };
    complaints.set(reference, complaint);
    return complaint;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const path = request.url ?? '';
    const key = String(request.headers['idempotency-key'] ?? '');
    const spoilt = mishap({ path, key, nth: (nth += 1) });
    if (spoilt?.kind === 'cut') return void request.socket.destroy();
    if (spoilt?.kind === 'status') {
      if (spoilt.retryAfter !== undefined) response.setHeader('Retry-After', spoilt.retryAfter);
      return void response.writeHead(spoilt.status).end('not JSON');
    }
    const answer =
      path === '/oidc/token' ? grant() : signedIn(request) ? act(path, key, body) : { status: 401, body: {} };
    if (spoilt?.kind === 'dropped') return void request.socket.destroy();
    if ('replayed' in answer) response.setHeader('Idempotent-Replayed', 'true');
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  };
  const grant = () => {
    const token = `token-${tokens.size + 1}`;
    tokens.add(token);
    return { status: 200, body: { access_token: token, expires_in: 3_600 } };
  };
  const revoked = new Set<string>();
  const signedIn = (request: IncomingMessage): boolean => {
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    return tokens.has(token) && !revoked.has(token);
  };

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stand-in has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    complaints,
    tokens,
    revokeAll: () => tokens.forEach((token) => revoked.add(token)),
    requests: () => nth,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
