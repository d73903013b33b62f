import { afterAll, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { birthOf } from '../../infra/processes.js';

const folder = mkdtempSync(join(tmpdir(), 'leash-'));
const pidFile = join(folder, 'server.pid');
const leashes: ChildProcess[] = [];

const leash = (): ChildProcess => {
  const child = spawn(process.execPath, ['infra/leash.js', pidFile, 'sleep', '600'], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  leashes.push(child);
  return child;
};

/** The process on this leash, as soon as the leash has written it down. */
async function onLeash({ pid }: ChildProcess): Promise<number> {
  for (;;) {
    const [own, server] = existsSync(pidFile) ? readFileSync(pidFile, 'utf8').split('\n') : [];
    if (own?.startsWith(`${pid} `) && server) return Number(server.split(' ')[0]);
    await sleep(20);
  }
}

async function ended(pid: number): Promise<void> {
  while (birthOf(pid)) await sleep(20);
}

afterAll(() => {
  for (const each of leashes) each.stdin?.end('end');
  rmSync(folder, { recursive: true, force: true });
});

it('is held by nobody: the server ends', async () => {
  const holder = leash();
  const server = await onLeash(holder);
  holder.stdin?.end('end');
  await ended(server);
  expect(birthOf(server)).toBe('');
});

it('is killed itself: its server is gone when the next one runs, on Linux at once', async () => {
  const killed = leash();
  const server = await onLeash(killed);
  killed.kill('SIGKILL');
  if (process.platform === 'linux') await ended(server);
  const next = await onLeash(leash());
  expect(birthOf(server)).toBe('');
  expect(birthOf(next)).not.toBe('');
});
