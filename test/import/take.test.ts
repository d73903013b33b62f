import { afterEach, expect, test } from '@jest/globals';
import { openApi } from '../../import/api.ts';
import { cfpb } from '../../import/cfpb.ts';
import { openRun } from '../../import/run.ts';
import { clientCredentials, fixedToken } from '../../import/signIn.ts';
import { takeRow } from '../../import/take.ts';
import { bytes, cfpbColumns, cfpbRow, csv, type Made } from './fixtures.ts';
import { openStandIn } from './standIn.ts';

type StandIn = Awaited<ReturnType<typeof openStandIn>>;
let open: StandIn | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});
const standIn = async (mishap: Parameters<typeof openStandIn>[0] = () => undefined) =>
  (open = await openStandIn(mishap));

/** No time passes: pauses are noted, not waited for. */
function start(url: string, rows: Made[], { token, limit = 60_000 }: { token?: string; limit?: number } = {}) {
  const pauses: number[] = [];
  const patience = {
    limit,
    pause: async (milliseconds: number) => void pauses.push(milliseconds),
    ending: () => run.ending(),
  };
  const signIn =
    token === undefined ? clientCredentials({ url, client: 'c', secret: 's', patience }) : fixedToken(token);
  const api = openApi({ url, signIn, patience });
  const run = openRun({
    source: cfpb,
    file: 'sample.csv',
    chunks: bytes(csv(cfpbColumns, rows), 1_000),
    take: (row) => takeRow(api, row),
    rowsInFlight: 4,
    byLine: true,
  });
  return { run, pauses, report: run.all() };
}

const disputed = cfpbRow({ 'Consumer disputed?': 'Yes' });
const ofEach = [
  cfpbRow(),
  disputed,
  cfpbRow({ 'Company response to consumer': 'Untimely response', 'Timely response?': 'No' }),
  cfpbRow({ 'Company response to consumer': 'In progress' }),
];
const kindsOfEach = [
  ['receive', 'propose', 'decide', 'close'],
  ['receive', 'propose', 'decide', 'reject', 'close'],
  ['receive', 'close'],
  ['receive'],
];
const manyRows = Array.from({ length: 24 }, (_, at) => ofEach[at % 4] ?? {});
const kindsIn = ({ complaints }: StandIn) =>
  [...complaints.values()]
    .toSorted((a, b) => Number(a.reference.replace(/.*-/, '')) - Number(b.reference.replace(/.*-/, '')))
    .map(({ kinds }) => kinds);
const allKinds = manyRows.map((_, at) => kindsOfEach[at % 4]);

test('each row is received and does the actions it shows evidence of, in order', async () => {
  const server = await standIn();
  const report = await start(server.url, manyRows).report;
  expect(report.tally).toMatchObject({ taken: 24, refused: 0, notReached: 0 });
  expect(kindsIn(server)).toEqual(allKinds);
  expect(server.tokens.size).toBe(1);
});

test('a second run adds nothing and asks once a row', async () => {
  const server = await standIn();
  await start(server.url, manyRows).report;
  const before = server.requests();
  const report = await start(server.url, manyRows).report;
  expect(report.tally).toMatchObject({ taken: 0, alreadyThere: 24 });
  expect(server.requests() - before).toBe(24 + 1);
  expect(kindsIn(server)).toEqual(allKinds);
});

test('503, 429, 502, cut connections and lost answers are repeated with the same key, and nothing is doubled', async () => {
  const mishaps = [
    { kind: 'status', status: 503 },
    { kind: 'dropped' },
    { kind: 'status', status: 429 },
    { kind: 'cut' },
    { kind: 'status', status: 502 },
  ] as const;
  const server = await standIn(({ nth }) => (nth % 3 === 0 ? undefined : mishaps[nth % mishaps.length]));
  const report = await start(server.url, manyRows).report;
  expect(report.tally).toMatchObject({ refused: 0, notReached: 0 });
  expect(report.rows).toBe(24);
  expect(kindsIn(server)).toEqual(allKinds);
});

test('a run that was broken off in the middle of its rows is finished by the next', async () => {
  let broken = true;
  const server = await standIn(({ key }) => (broken && /-(decide|close)$/.test(key) ? { kind: 'cut' } : undefined));
  const first = await start(server.url, manyRows, { limit: 0 }).report;
  expect(first.tally.notReached).toBeGreaterThan(0);
  broken = false;
  const second = await start(server.url, manyRows).report;
  expect(second.tally).toMatchObject({ refused: 0, notReached: 0 });
  expect(second.tally.finished).toBeGreaterThan(0);
  expect(kindsIn(server)).toEqual(allKinds);
});

test('Retry-After is honoured, and the pauses grow without it', async () => {
  const waits = [
    { kind: 'status', status: 503, retryAfter: '7' },
    { kind: 'status', status: 503 },
    { kind: 'cut' },
    { kind: 'status', status: 429, retryAfter: new Date(0).toUTCString() },
  ] as const;
  const server = await standIn(({ nth }) => waits[nth - 2]);
  const { report, pauses } = start(server.url, [cfpbRow()]);
  expect((await report).tally.taken + (await report).tally.finished).toBe(1);
  expect(pauses).toEqual([7_000, 500, 1_000, 0]);
});

test('a Recourse that never answers is said plainly, after the patience, and every row is counted', async () => {
  const server = await standIn(({ path }) =>
    path === '/api/complaints' ? { kind: 'status', status: 503 } : undefined,
  );
  const report = await start(server.url, manyRows, { limit: 200 }).report;
  expect(report.tally).toMatchObject({ taken: 0, notReached: 24 });
  expect(report.stopped).toContain('it answered 503');
});

test('a fault that comes back costs its own row alone', async () => {
  const server = await standIn(({ key }) => (key.endsWith('-3-propose') ? { kind: 'status', status: 500 } : undefined));
  const report = await start(server.url, manyRows).report;
  expect(report.tally).toMatchObject({ taken: 23, refused: 1 });
  expect(report.refused).toEqual([{ why: 'Received, but not propose: 500, without saying why.', lines: [3] }]);
});

test('a sign-in that runs out is renewed in the middle', async () => {
  const server: StandIn = await standIn(({ nth }) => {
    if (nth === 20) server.revokeAll();
    return undefined;
  });
  const report = await start(server.url, manyRows).report;
  expect(report.tally.taken).toBe(24);
  expect(kindsIn(server)).toEqual(allKinds);
  expect(server.tokens.size).toBeLessThanOrEqual(3);
});

test.each([
  [401, {}, 'does not accept RECOURSE_TOKEN'],
  [403, { token: 'token-0' }, 'may not import'],
  [404, { token: 'token-0' }, 'Is RECOURSE_URL right?'],
])('a first answer of %i ends the run with a sentence', async (status, own, sentence) => {
  const server = await standIn(({ nth }) => (nth >= 1 ? { kind: 'status', status } : undefined));
  const report = await start(server.url, manyRows, { token: 'forged', ...own }).report;
  expect(report.stopped).toContain(sentence);
  expect(report.tally).toMatchObject({ notReached: 24 });
  expect(server.requests()).toBeLessThanOrEqual(4);
});

test('a client that the identity provider does not know gets no token, and nothing is sent', async () => {
  const server = await standIn(({ path }) => (path === '/oidc/token' ? { kind: 'status', status: 400 } : undefined));
  const report = await start(server.url, manyRows).report;
  expect(report.stopped).toContain('gives “c” no token (400)');
  expect(server.complaints.size).toBe(0);
});

test('a file that was changed since is refused by line, not mixed with what it was', async () => {
  const server = await standIn();
  await start(server.url, [cfpbRow(), cfpbRow()]).report;
  const report = await start(server.url, [cfpbRow(), cfpbRow({ State: 'NY' })]).report;
  expect(report.tally).toMatchObject({ alreadyThere: 1, refused: 1 });
  expect(report.refused).toEqual([
    { why: 'Taken before from this place in the source, with other contents (409).', lines: [3] },
  ]);
});
