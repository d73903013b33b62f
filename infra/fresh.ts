import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StackConfig } from './config.ts';
import { Fault } from './fault.ts';
import { lockName } from './lock.ts';
import { birthOf } from './processes.js';
import { databaseEngines } from './programs.ts';

// Of one of these a data folder of ours can be told from somebody's home.
const ours = ['secrets.json', 'temporal.db', ...databaseEngines];

type Terminal = { input: NodeJS.ReadStream; output: NodeJS.WriteStream };

/**
 * Deletes what is in the data folder, after asking; the lock on it must be held. Throws a `Fault` where nobody can be
 * asked, the answer is no, or the folder does not look like one of ours.
 */
export async function beginAnew(
  config: StackConfig,
  sure: boolean,
  terminal: Terminal = { input: process.stdin, output: process.stdout },
): Promise<void> {
  const folder = config.DATA_FOLDER;
  if (config.MONGODB_URI || config.TEMPORAL_ADDRESS)
    throw new Fault(
      'With MONGODB_URI or TEMPORAL_ADDRESS set, complaints are not in the data folder but there, and --fresh would ' +
        'only delete the key to their words. Empty those servers by hand, or unset the two.',
    );
  const found = readdirSync(folder).filter((name) => !name.startsWith(lockName));
  if (found.length === 0) return;
  if (!ours.some((name) => found.includes(name)))
    throw new Fault(`${folder} does not look like a data folder of Recourse. Delete what is in it yourself.`);
  if (!sure) await ask(folder, terminal);
  await serversGone(folder, found);
  for (const name of found) rmSync(join(folder, name), { recursive: true });
}

async function ask(folder: string, { input, output }: Terminal): Promise<void> {
  if (!input.isTTY)
    throw new Fault(`--fresh deletes all that is in ${folder}. Without a terminal, add --yes to mean it.`);
  const prompt = createInterface({ input, output });
  const leave = new AbortController(); // Ctrl-C and Ctrl-D come here, and would leave the question open for ever
  prompt.once('SIGINT', () => leave.abort()).once('close', () => leave.abort());
  const question = prompt.question(`Delete every complaint, key and log in ${folder}? [y/N] `, leave);
  const answer = await question.catch((error: unknown) => {
    if (!leave.signal.aborted) throw error;
    return '\n';
  });
  prompt.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new Fault('Nothing was deleted.');
}

/** Servers of a launcher that was killed need some seconds to end. */
async function serversGone(folder: string, found: string[]): Promise<void> {
  const files = found.filter((name) => name.endsWith('.pid')).map((name) => join(folder, name));
  for (const giveUp = Date.now() + 15_000; files.some(isHeld); await sleep(200)) {
    if (Date.now() > giveUp) throw new Fault(`Servers still run on ${folder}, see its .pid files. End them first.`);
  }
}

const isHeld = (file: string): boolean =>
  existsSync(file) &&
  readFileSync(file, 'utf8')
    .split('\n')
    .some((line) => {
      const [pid, birth] = line.split(' ');
      return Boolean(birth) && birthOf(Number(pid)) === birth;
    });
