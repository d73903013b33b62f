import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { importFile } from '../../import/command.ts';
import { whileReadable } from '../../import/disk.ts';
import { bytes, cfpbColumns, cfpbRow, csv, nycColumns, nycRow } from './fixtures.ts';
import { openStandIn } from './standIn.ts';

let folder: string;
let server: Awaited<ReturnType<typeof openStandIn>>;
let beforeEachAnswer: () => void = () => undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recourse-import-'));
  server = await openStandIn(() => {
    beforeEachAnswer();
    return undefined;
  });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function command(source: string, content: string, ...more: string[]) {
  const path = join(folder, 'sample.csv');
  await writeFile(path, bytes(content, 1_000));
  let said = '';
  let stop = () => undefined as void;
  const add = (words: string) => void (said += `${words}\n`);
  const terminal = { say: add, complain: add, onInterrupt: (on: () => void) => void (stop = on), quiet: true };
  const code = importFile([source, path, ...more], { RECOURSE_URL: server.url }, terminal);
  return { code, said: () => said, stop: () => stop() };
}

test('a file that is taken whole ends with 0, the counts, and a report of every line', async () => {
  const report = join(folder, 'report.json');
  const rows = [cfpbRow(), cfpbRow({ 'Consumer disputed?': 'Yes' })];
  const { code, said } = await command('cfpb', csv(cfpbColumns, rows), '--report', report);
  await expect(code).resolves.toBe(0);
  expect(said()).toMatch(/sample\.csv \(cfpb\): 2 rows in .*\n +2 {2}taken\n/);
  expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({
    source: 'cfpb',
    rows: 2,
    tally: { taken: 2 },
    byLine: [
      { line: 2, became: 'taken', reference: expect.any(String) },
      { line: 3, became: 'taken', reference: expect.any(String) },
    ],
  });
});

test('a refused row ends with 1 and is named with its line, and what may be an address is not shown', async () => {
  const rows = [nycRow(), nycRow({ 'Unique Key': '90000002', Status: '1 SAMPLE AVENUE' })];
  const { code, said } = await command('nyc-311', csv(nycColumns, rows));
  await expect(code).resolves.toBe(1);
  expect(said()).toContain('line 3: Status not shown (15 characters) is not known.');
  expect(said()).not.toContain('SAMPLE');
});

test.each([
  ['a header of the other source', 'nyc-311', csv(cfpbColumns, [cfpbRow()]), [], 'Missing: Unique Key'],
  ['a source that nobody has', 'asic', '', [], 'npm run import -- <nyc-311|cfpb> <file>'],
  ['a header that is missing altogether', 'nyc-311', '', [], 'The file is empty.'],
  ['a report that cannot be written', 'cfpb', csv(cfpbColumns, [cfpbRow()]), ['--report', '/'], 'EISDIR'],
])('%s ends with 2, a sentence, and no request', async (_, source, content, more, sentence) => {
  const before = server.requests();
  const { code, said } = await command(source, content, ...more);
  await expect(code).resolves.toBe(2);
  expect(said()).toContain(sentence);
  expect(server.requests()).toBe(before);
});

test('a file that is not there ends with 2 and its name', async () => {
  let said = '';
  const complain = (words: string) => void (said += words);
  const terminal = { say: complain, complain, onInterrupt: () => undefined, quiet: true };
  await expect(importFile(['cfpb', join(folder, 'absent.csv')], {}, terminal)).resolves.toBe(2);
  expect(said).toContain('absent.csv');
});

test('--check reads and maps, and sends nothing', async () => {
  const before = server.requests();
  const { code, said } = await command('nyc-311', csv(nycColumns, [nycRow()]), '--check');
  await expect(code).resolves.toBe(0);
  expect(said()).toContain('1  mapped, nothing sent');
  expect(server.requests()).toBe(before);
});

test('Ctrl-C ends what is in flight with 1, says how to go on, and the next run finishes the file', async () => {
  const rows = Array.from({ length: 40 }, (_, at) => nycRow({ 'Unique Key': String(91_000_000 + at) }));
  const first = await command('nyc-311', csv(nycColumns, rows), '--at-once', '2');
  const from = server.requests();
  beforeEachAnswer = () => {
    if (server.requests() - from >= 20) first.stop();
  };
  await expect(first.code).resolves.toBe(1);
  beforeEachAnswer = () => undefined;
  expect(first.said()).toContain('Stopped: You stopped it.\nRun the same again to go on');

  const second = await command('nyc-311', csv(nycColumns, rows));
  await expect(second.code).resolves.toBe(0);
  expect(second.said()).toMatch(/\d+ {2}taken\n +\d+ {2}already there/);
  const taken = [...server.complaints.values()].filter(({ reference }) => reference.startsWith('C-nyc-311-91'));
  expect(taken.map(({ kinds }) => kinds)).toEqual(rows.map(() => ['receive', 'close']));
});

test('a file whose disk fails in the middle is not said to be done', async () => {
  const content = csv(nycColumns, [nycRow()]);
  let stopped: string | undefined;
  const failing = whileReadable(
    (async function* () {
      yield* bytes(content, 1_000);
      throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO', syscall: 'read' });
    })(),
    (why) => (stopped = why),
  );
  for await (const chunk of failing) expect(chunk.length).toBeGreaterThan(0);
  expect(stopped).toBe('The file could not be read to its end: EIO: i/o error, read');
});
