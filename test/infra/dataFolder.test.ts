import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { holdsComplaints, markBegun, setAsideUnfinished } from '../../infra/begun.ts';
import { checkFolder, checkPort } from '../../infra/checks.ts';
import { readStackConfig } from '../../infra/config.ts';
import { Fault, sentenceFor } from '../../infra/fault.ts';
import { beginAnew } from '../../infra/fresh.ts';
import { takeLock } from '../../infra/lock.ts';
import { birthOf } from '../../infra/processes.js';
import { portOf } from '../../infra/serve.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recourse-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const lockFile = () => join(folder, 'launcher.pid');

/** A process that does nothing until it is killed. */
function idler(): ChildProcess {
  return spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
}
async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('a data folder', () => {
  it('belongs to one launcher at a time', async () => {
    const other = idler();
    writeFileSync(lockFile(), `${other.pid} ${birthOf(other.pid ?? 0)}`);
    await expect(takeLock(folder)).rejects.toThrow(/already \(process \d+\)[^]*DATA_FOLDER=data2 PORT=3001/);
    await killed(other);
    expect(await takeLock(folder)).toMatchObject({ tookOver: true });
  });

  it('is not held by a process that has only got the number of one long gone', async () => {
    writeFileSync(lockFile(), `${process.ppid} a-birth-of-another-time`);
    expect(await takeLock(folder)).toMatchObject({ tookOver: true });
  });

  it('is made when it is not there, and free again when it is released', async () => {
    folder = join(folder, 'a', 'b');
    const lock = await takeLock(folder);
    expect(lock.tookOver).toBe(false);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
    folder = join(folder, '..', '..');
  });

  it('on a full disk is refused with what to do', () => {
    expect(() => checkFolder(folder, 1e12)).toThrow(/full: \d+ MB are free[^]*Make room, or set DATA_FOLDER/);
    expect(() => checkFolder(folder, 0)).not.toThrow();
    expect(sentenceFor(Object.assign(new Error('write'), { code: 'ENOSPC' }))).toMatch(/^The disk is full\. Make room/);
  });

  it('that cannot be made or written is refused with what to do', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const error: unknown = await takeLock(join(file, 'data')).catch((error: unknown) => error);
    expect(sentenceFor(error)).toMatch(/file stands in its way\. Set DATA_FOLDER/);
    const denied = Object.assign(new Error('open'), { code: 'EACCES', path: '/data/launcher.pid' });
    expect(sentenceFor(denied)).toMatch(/^\/data\/launcher\.pid may not be written by this user\./);
  });

  it('sets aside what a first start left half made, and nothing else', () => {
    const home = join(folder, 'temporal');
    for (const name of ['.db', '.db-wal', '.log']) writeFileSync(home + name, '');
    setAsideUnfinished(home, `${home}.db`, () => {});
    expect(readdirSync(folder).toSorted()).toEqual([
      'temporal.db-wal.unfinished',
      'temporal.db.unfinished',
      'temporal.log',
    ]);
    expect(holdsComplaints(folder)).toBe(false);
    writeFileSync(`${home}.db`, 'complaints');
    markBegun(home);
    setAsideUnfinished(home, `${home}.db`, () => {});
    expect(existsSync(`${home}.db`)).toBe(true);
    expect(holdsComplaints(folder)).toBe(true);
  });
});

describe('beginning anew', () => {
  const config = () => ({
    ...readStackConfig(),
    MONGODB_URI: undefined,
    TEMPORAL_ADDRESS: undefined,
    DATA_FOLDER: folder,
  });
  const fill = () => {
    mkdirSync(join(folder, 'secantusd-py'));
    for (const name of ['secrets.json', 'temporal.db', 'launcher.pid']) writeFileSync(join(folder, name), '');
  };

  it('deletes everything but the lock', async () => {
    fill();
    await beginAnew(config(), true);
    expect(readdirSync(folder)).toEqual(['launcher.pid']);
  });

  it('without a terminal needs a second word', async () => {
    fill();
    await expect(beginAnew(config(), false)).rejects.toThrow(/add --yes/);
    expect(readdirSync(folder)).toHaveLength(4);
  });

  it('leaves alone what is no data folder', async () => {
    writeFileSync(join(folder, 'thesis.pdf'), '');
    await expect(beginAnew(config(), true)).rejects.toThrow('does not look like a data folder');
    expect(readdirSync(folder)).toEqual(['thesis.pdf']);
  });

  it('does not throw away the key to complaints that are elsewhere', async () => {
    fill();
    const elsewhere = { ...config(), MONGODB_URI: 'mongodb://elsewhere' };
    await expect(beginAnew(elsewhere, true)).rejects.toThrow('only delete the key');
  });

  it('waits for servers that still run on the data', async () => {
    fill();
    const server = idler();
    writeFileSync(join(folder, 'temporal.pid'), `1 gone\n${server.pid} ${birthOf(server.pid ?? 0)}`);
    const done = beginAnew(config(), true);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(existsSync(join(folder, 'temporal.db'))).toBe(true);
    await killed(server);
    await done;
    expect(existsSync(join(folder, 'temporal.db'))).toBe(false);
  });
});

it('a port that is taken is refused with another to choose, or waited for', async () => {
  const holder = createServer().listen(0);
  await once(holder, 'listening');
  const port = portOf(holder);
  await expect(checkPort(port, 0)).rejects.toThrow(`Port ${port} is taken by another program. Choose another: PORT=`);
  const waited = checkPort(port, 5_000);
  setTimeout(() => holder.close(), 300);
  await expect(waited).resolves.toBeUndefined();
});

it('an error that nobody foresaw is shown with its place', () => {
  expect(sentenceFor(new Fault('Do this.'))).toBe('Do this.');
  expect(sentenceFor(new TypeError('odd'))).toMatch(/TypeError: odd\n +at /);
});
