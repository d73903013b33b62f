import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from './house.ts';
import { find, processesOf } from './processes.ts';

/** The stack as `npm start` runs it, in processes of its own. */
export type Stack = Awaited<ReturnType<typeof openStack>>;

type Options = { house: House; port: number; env?: NodeJS.ProcessEnv };

const startsWithin = 90_000; // a first start may have to fetch the servers

/** Starts it, and waits until it says that it runs. Throws, with all it said, when it does not. */
export async function openStack({ house, port, env = {} }: Options) {
  const url = `http://127.0.0.1:${port}`;
  const output = join(house.folder, 'launcher.out');
  let said = '';
  let child = launch();
  const running = await up();

  function launch(): ChildProcess {
    const started = spawn(process.execPath, [house.start], {
      cwd: house.folder,
      env: { ...ownEnvironment(), DATA_FOLDER: house.data, PORT: `${port}`, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a Ctrl-C for the harness is not one for the stack: the harness ends it in order
    });
    said = '';
    for (const stream of [started.stdout, started.stderr]) {
      stream.on('data', (bytes: Buffer) => {
        said += bytes.toString('utf8');
        appendFileSync(output, bytes);
      });
    }
    return started;
  }

  async function up(): Promise<{ database: string }> {
    const mine = child;
    for (const giveUp = Date.now() + startsWithin; !said.includes('Ctrl-C ends it all'); await sleep(20)) {
      if (mine.exitCode === null && mine.signalCode === null && Date.now() < giveUp) continue;
      throw new Error(`The stack did not start (${mine.signalCode ?? mine.exitCode ?? 'too slow'}). It said:\n${said}`);
    }
    const database = /^ +Database +(\S+)$/m.exec(said)?.[1];
    if (!database) throw new Error(`The stack did not say where its database is:\n${said}`);
    return { database };
  }

  return {
    url,
    /** All that any launcher of this stack has printed. */
    output,
    folder: house.data,
    launcher: () => child,
    database: () => running.database,
    /** Where Temporal answers; the launcher says only where its web page is. */
    temporal(): string {
      const port = / --port (\d+)/.exec(find(house.data, 'Temporal')[0]?.command ?? '')?.[1];
      if (!port) throw new Error('Temporal does not run.');
      return `127.0.0.1:${port}`;
    },
    processes: () => processesOf(house.data),

    /** Starts the launcher again after it died; `up` waits until it runs. */
    begin(): void {
      child = launch();
    },
    async up(): Promise<void> {
      Object.assign(running, await up());
    },

    /** Ready to serve, by its own word, for so many milliseconds at most. */
    async ready(patience = 60_000): Promise<void> {
      for (const giveUp = Date.now() + patience; ; await sleep(50)) {
        const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3_000) }).catch(() => undefined);
        if (answer?.ok) return;
        if (Date.now() > giveUp) throw new Error(`The stack is not ready after ${patience / 1_000} s.`);
      }
    },

    /** Ends it as Ctrl-C does; gives the exit code and what still runs afterwards. */
    async stop(): Promise<{ code: number | null; left: string[] }> {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit');
        child.kill('SIGINT');
        await gone;
      }
      const left = await lastOnes(house.data, 2_000);
      return { code: child.exitCode, left };
    },

    /** Ends whatever of it still runs, however. */
    kill(): void {
      for (const { pid } of processesOf(house.data)) end(pid);
    },
  };
}

/** What still runs on a data folder after so many milliseconds. */
async function lastOnes(folder: string, patience: number): Promise<string[]> {
  for (const giveUp = Date.now() + patience; ; await sleep(50)) {
    const left = processesOf(folder).map(({ pid, command }) => `${pid} ${command.slice(0, 120)}`);
    if (left.length === 0 || Date.now() > giveUp) return left;
  }
}

export function end(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false; // it was gone already
  }
}

/** Servers of its own, whatever the tests or the developer have set. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { TEMPORAL_ADDRESS: _t, MONGODB_URI: _m, OIDC_ISSUER: _o, ...rest } = process.env;
  const { MASTER_KEY: _k, MASTER_KEY_FILE: _f, REFERENCE_SECRET: _r, ORGANISATION_FILE: _g, ...env } = rest;
  return env;
}
