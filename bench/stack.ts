import { mkdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStackConfig, type StackConfig } from '../infra/config.ts';
import { databaseEngines, type Engine } from '../infra/programs.ts';
import { startDatabase, startTemporal } from '../infra/servers.ts';
import { secretsOf, type Secrets } from '../infra/secrets.ts';

const report = (): void => {};

export type Database = { uri: string; engine: Engine; pid: number; stop(): Promise<void> };
export type Stack = {
  temporal: string;
  temporalPid: number;
  database: Database;
  secrets: Secrets;
  stop(): Promise<void>;
};

/** Servers of our own, whatever the environment names: a benchmark must see all that they cost. */
function ownConfig(folder: string): StackConfig {
  const { TEMPORAL_ADDRESS: _temporal, MONGODB_URI: _database, ...config } = readStackConfig();
  return { ...config, DATA_FOLDER: folder };
}

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'recourse-bench-'));

/** Temporal and the database that `npm start` would have here, on data of their own. */
export async function openStack(): Promise<Stack> {
  const folder = await temporaryFolder();
  const [temporal, database] = await Promise.all([startTemporal(ownConfig(folder), 0, report), openDatabase(folder)]);
  return {
    temporal: temporal.address,
    temporalPid: pidIn(join(folder, 'temporal.pid')),
    database,
    secrets: secretsOf(folder, false),
    async stop() {
      await Promise.all([temporal.stop(), database.stop()]);
      await rm(folder, { recursive: true });
    },
  };
}

/** The engine asked for, or the best that can be had; its data stays in the folder. */
export async function openDatabase(folder: string, engine?: Engine): Promise<Database> {
  if (engine) mkdirSync(join(folder, engine), { recursive: true }); // what is there decides
  const { MONGOD: given, ...config } = ownConfig(folder);
  const { address, stop } = await startDatabase({ ...config, ...(!engine && given && { MONGOD: given }) }, 0, report);
  const started = databaseEngines.find((name) => hasPid(join(folder, `${name}.pid`)));
  if (!started) throw new Error('The database runs, but its process is not known.');
  return { uri: address, engine: started, pid: pidIn(join(folder, `${started}.pid`)), stop };
}

/** The server's own process; the first line is the leash that holds it. */
function pidIn(file: string): number {
  return Number(readFileSync(file, 'utf8').split('\n')[1]?.split(' ')[0]);
}

function hasPid(file: string): boolean {
  try {
    return pidIn(file) > 0;
  } catch {
    return false;
  }
}
