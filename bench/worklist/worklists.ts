import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readStackConfig } from '../../infra/config.ts';
import { createKeyring } from '../../infra/keyring.ts';
import { ownProcedures, versionOf } from '../../infra/procedures.ts';
import { readRulebook, rulesFor } from '../../infra/rulebook.ts';
import type { Engine } from '../../infra/programs.ts';
import { closeStore, openStore, prepareStore } from '../../store/connect.ts';
import { databaseVersion } from '../machine.ts';
import { openDatabase, temporaryFolder } from '../stack.ts';
import { fill } from './fill.ts';
import { measure } from './measure.ts';

const seed = 20_261_126;
const key = new Uint8Array(32).fill(7);
/** A store that was filled longer ago than this has too much that is overdue. */
const fresh = 20 * 86_400_000;

type Tell = (line: string) => void;
type Size = { count: number; engine?: Engine; bound: number; isKept: boolean };

/** Lists at rest, over HTTP: on what a bare machine has, and on a database that sorts by index where there is one. */
export async function worklists(isQuick: boolean, tell: Tell) {
  const small: Size = { count: isQuick ? 1_000 : 10_000, engine: 'secantusd-py', bound: 100, isKept: false };
  const large = [100_000, 1_000_000].map((count): Size => ({ count, bound: 200, isKept: true }));
  const results = [];
  for (const size of isQuick ? [small] : [small, ...large]) {
    tell(`worklists: ${size.count} complaints`);
    results.push(await worklist(size, isQuick ? 10 : 60, tell));
  }
  return { seed, sizes: results };
}

async function worklist({ count, engine, bound, isKept }: Size, times: number, tell: Tell) {
  const folder = isKept ? await keptFolder(count) : await temporaryFolder();
  const database = await openDatabase(folder, engine);
  try {
    if (!engine && database.engine === 'secantusd-py')
      return { count, skipped: 'no database here that sorts by index' };
    const mark = join(folder, 'filled.json');
    const filled = existsSync(mark) ? JSON.parse(readFileSync(mark, 'utf8')) : await filling(database.uri, count, tell);
    writeFileSync(mark, JSON.stringify(filled));
    const figures = await measure(database, times);
    tell(`worklists: ${count} complaints: p95 ${figures.p95} ms`);
    return { count, bound, database: await databaseVersion(database.uri, database.engine), filled, ...figures };
  } finally {
    await database.stop();
    if (!isKept) await rm(folder, { recursive: true });
  }
}

async function filling(uri: string, count: number, tell: Tell) {
  const since = Date.now();
  const rulebook = await readRulebook(ownProcedures);
  const procedure = versionOf(rulebook.procedures, 'recourse-default', '2024-01-01');
  if (!procedure) throw new Error('The procedure recourse-default is missing.');
  await openStore(uri);
  await prepareStore();
  const today = new Date().toISOString().slice(0, 10);
  const each = (done: number): void => tell(`worklists: ${done} of ${count} made`);
  await fill({
    count,
    seed,
    today,
    rules: rulesFor(procedure, today.slice(0, 10), rulebook),
    keyring: createKeyring(key),
    each,
  });
  await closeStore();
  return { at: new Date().toISOString(), seconds: Math.round((Date.now() - since) / 1_000) };
}

/**
 * Where a big store is kept from one run to the next: to make a million takes longer than all the rest. One made by other
 * code, or long ago, or not to its end, is made again.
 */
async function keptFolder(count: number): Promise<string> {
  const sources = ['./fill.js', './shapes.js', '../../store/record.js', '../../store/schemas.js'];
  const code = createHash('sha256');
  for (const source of sources) code.update(readFileSync(new URL(source, import.meta.url)));
  const folder = join(readStackConfig().RECOURSE_CACHE, 'bench', `${count}-${code.digest('hex').slice(0, 12)}`);
  const mark = join(folder, 'filled.json');
  const filled = existsSync(mark) ? (JSON.parse(readFileSync(mark, 'utf8')) as { at: string }) : undefined;
  if (!filled || Date.now() - Date.parse(filled.at) > fresh) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}
