import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { processesOf } from '../../crash/processes.ts';
import { freePort } from '../../infra/serve.ts';
import { built, launch, remove } from './launcher.ts';

let folder = '';
let port = 0;
beforeAll(async () => {
  [folder, port] = await Promise.all([built(), freePort()]);
}, 180_000);
afterAll(() => {
  if (!folder) return; // it was not even built
  for (const { pid } of processesOf(join(folder, 'data'))) process.kill(pid, 'SIGKILL');
  remove(folder);
});

// One story, in order: each part finds the data folder as the one before left it.
describe('npm start', () => {
  it('runs everything, and its line for a token works as printed', async () => {
    const stack = launch(folder, port);
    await stack.up();
    const line = /curl .*/.exec(stack.said())?.[0] ?? '';
    expect((await promisify(execFile)('bash', ['-c', line])).stdout).toContain('access_token');
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200);

    const second = launch(folder, await freePort(), '--fresh', '--yes');
    await expect(second.up()).rejects.toThrow(`Recourse runs on ${stack.data} already`);

    stack.child.kill('SIGKILL');
    await stack.end();
  }, 120_000);

  it('needs no help after it was killed, and Ctrl-C through npm, which doubles it, ends all', async () => {
    const stack = launch(folder, port, '--verbose');
    await stack.up();
    stack.child.kill('SIGINT');
    stack.child.kill('SIGINT');
    expect(await stack.end(0)).toBe(0);
  }, 60_000);

  it('says what to do about a damaged file, and starts anew when told to', async () => {
    const database = join(folder, 'data', 'temporal.db');
    for (const name of ['-wal', '-shm']) rmSync(database + name, { force: true });
    writeFileSync(database, 'no database');
    const damaged = launch(folder, port);
    await expect(damaged.up()).rejects.toThrow(/Temporal did not start[^]*may be damaged[^]*npm start -- --fresh/);
    expect(await damaged.end()).toBe(1);

    const fresh = launch(folder, port, '--fresh', '--yes');
    await fresh.up();
    fresh.child.kill('SIGTERM');
    expect(await fresh.end(0)).toBe(0);
  }, 120_000);

  it('says what to do about an option that nobody knows', async () => {
    const stack = launch(folder, port, '--frsh');
    expect(await stack.end()).toBe(2);
    expect(stack.said()).toMatch(/^Unknown option '--frsh'/);
  });
});
