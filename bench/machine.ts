import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { MongoClient } from 'mongodb';
import type { StackConfig } from '../infra/config.ts';
import { temporalCli } from '../infra/programs.ts';
import { round } from './figures.ts';

export function machine() {
  const cores = cpus();
  return {
    cpu: cores[0]?.model ?? 'unknown',
    cores: cores.length,
    memoryGiB: round(totalmem() / 2 ** 30, 1),
    loadAtStart: round(loadavg()[0] ?? 0),
  };
}

export async function versions(config: StackConfig) {
  const { command } = await temporalCli(config, () => {});
  const { stdout } = await promisify(execFile)(command, ['--version']);
  const sdk = readFileSync(new URL('../../node_modules/@temporalio/worker/package.json', import.meta.url), 'utf8');
  return {
    node: process.version,
    temporalCli: /\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? stdout.trim(),
    temporalSdk: (JSON.parse(sdk) as { version: string }).version,
  };
}

/** What the database says it is; `engine` is what we started. */
export async function databaseVersion(uri: string, engine: string) {
  const client = new MongoClient(uri);
  try {
    const { version } = await client.db('admin').command({ buildInfo: 1 });
    return { engine, saysItIs: String(version) };
  } finally {
    await client.close();
  }
}
