import { fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { didNotStart } from './didNotStart.ts';
import type { Report } from './obtain.ts';
import type { Server } from './serve.ts';
import { supervise } from './supervise.ts';

type Running = {
  name: string;
  /** Its main module, beside this one. */
  path: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
};

const patience = 25_000; // longer than the worker gives its activities

/**
 * Runs one of our own processes, again when it dies, until stopped. It tells when it is ready, and ends when its
 * channel to this process closes. Throws a `Fault` when it does not start.
 */
export async function run({ name, path, env, logFile }: Running, report: Report): Promise<Server> {
  const log = openSync(logFile, 'w');
  const file = fileURLToPath(new URL(path, import.meta.url));
  const stdio = ['ignore', log, log, 'ipc'] as const;
  const process = supervise(name, () => fork(file, { env, stdio: [...stdio], detached: true }), report);
  const [ready] = await Promise.race([once(process.child(), 'message'), once(process.child(), 'exit')]);
  if (ready !== 'ready') throw didNotStart(name, logFile, undefined);
  process.keep();

  return {
    stop: () =>
      process.stop((child) => {
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), patience).unref();
      }),
  };
}
