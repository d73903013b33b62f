import { once } from 'node:events';
import { accessSync, constants, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, Fault } from './fault.ts';

const enough = 200; // MB: what the servers set aside when they begin, and some complaints

/** Throws unless the folder can be written and its disk has room for the servers' files; `needed` in megabytes. */
export function checkFolder(folder: string, needed = enough): void {
  accessSync(folder, constants.W_OK | constants.X_OK);
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free >= needed) return;
  throw new Fault(
    `The disk of ${folder} is full: ${free} MB are free, and at least ${needed} are needed. ` +
      'Make room, or set DATA_FOLDER to a folder on another disk.',
  );
}

/** Throws a `Fault` unless the API can have this port, now or within `patience` milliseconds. */
export async function checkPort(port: number, patience: number): Promise<void> {
  for (const giveUp = Date.now() + patience; ; await sleep(200)) {
    const probe = createServer().listen(port); // as the API does: on every interface
    try {
      await once(probe, 'listening');
      return;
    } catch (error) {
      if (Date.now() < giveUp) continue;
      const why = codeOf(error) === 'EACCES' ? 'may not be used by this user' : 'is taken by another program';
      throw new Fault(`Port ${port} ${why}. Choose another: PORT=${port < 1_024 ? 3_000 : port + 1} npm start`);
    } finally {
      probe.close();
    }
  }
}
