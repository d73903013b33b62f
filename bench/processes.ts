import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Processor seconds that a process has used so far, of all its threads. Linux only. */
export function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const ticksPerSecond = 100; // of every Linux that Node runs on
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Resident memory in bytes. */
export function residentOf(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1_024;
}

/** One of our own processes. It says `ready`, answers what it is asked by number, and ends with this one. */
export type Own = Awaited<ReturnType<typeof start>>;

export async function start(path: string, env: NodeJS.ProcessEnv, execArgv: string[] = []) {
  const child = fork(fileURLToPath(new URL(path, import.meta.url)), { env: { ...process.env, ...env }, execArgv });
  await readyOrGone(child, path);
  let asked = 0;
  return {
    pid: child.pid ?? 0,
    async ask<Answer>(question: object): Promise<Answer> {
      asked += 1;
      const number = asked;
      const answer = new Promise<Answer>((resolve, reject) => {
        const hear = (message: { number: number; answer: Answer; failed?: string }): void => {
          if (message.number !== number) return;
          child.off('message', hear);
          if (message.failed) reject(new Error(message.failed));
          else resolve(message.answer);
        };
        child.on('message', hear);
      });
      child.send({ number, question });
      return answer;
    },
    async stop(): Promise<void> {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 25_000);
      await gone;
      clearTimeout(timer);
    },
  };
}

async function readyOrGone(child: ChildProcess, path: string): Promise<void> {
  const [said] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (said !== 'ready') throw new Error(`${path} did not start (${String(said)}).`);
}

/** The other side of `ask`: answers each question, and ends with the process that asks. */
export function answering(answerTo: (question: never) => unknown): void {
  process.on('message', ({ number, question }: { number: number; question: never }) => {
    Promise.resolve()
      .then(() => answerTo(question))
      .then(
        (answer) => process.send?.({ number, answer }),
        (error: unknown) =>
          process.send?.({ number, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
  });
  process.on('disconnect', () => process.exit(1));
}
