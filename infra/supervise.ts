import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Report } from './obtain.ts';

/** A child process that is started again when it dies, once it is to be kept. */
export type Supervised = {
  child(): ChildProcess;
  /** From now on. */
  keep(): void;
  /** Calls `end` on the child that runs, and waits until it is gone. */
  stop(end: (child: ChildProcess) => void): Promise<void>;
};

const soonest = 500;
const latest = 10_000; // milliseconds between two starts of something that keeps dying

export function supervise(name: string, launch: () => ChildProcess, report: Report): Supervised {
  let wanted = false;
  let pause = soonest;
  let child = start();

  function start(): ChildProcess {
    const since = Date.now();
    const started = launch();
    started.once('exit', (code, signal) => {
      if (!wanted) return;
      pause = Date.now() - since > 5_000 ? soonest : Math.min(pause * 2, latest);
      report(`${name} ended (${signal ?? code}) and is started again`);
      setTimeout(() => {
        if (wanted) child = start();
      }, pause);
    });
    return started;
  }

  return {
    child: () => child,
    keep() {
      wanted = true;
      if (hasEnded(child)) child = start(); // it died between being ready and this
    },
    async stop(end) {
      wanted = false;
      if (hasEnded(child)) return;
      const gone = once(child, 'exit');
      end(child);
      await gone;
    },
  };
}

export const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;
