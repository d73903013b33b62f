import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, Fault } from './fault.ts';
import { birthOf } from './processes.js';
import { writeWhole } from './writeWhole.ts';

export const lockName = 'launcher.pid';

/** One launcher per data folder; `tookOver` when the one before did not end as it should. */
export type Lock = { tookOver: boolean; release(): void };

/**
 * Takes a data folder, making it if need be, for this process. Throws a `Fault` while another launcher runs on it; one
 * that was killed stands in nobody's way.
 */
export async function takeLock(folder: string): Promise<Lock> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, lockName);
  const mine = `${process.pid} ${birthOf(process.pid)}`;
  const before = read(file);
  refuseOther(before);
  writeWhole(file, mine);
  await sleep(100); // of two that start at once, and both find nobody, the later one stays
  refuseOther(read(file));

  return {
    tookOver: before !== '',
    release() {
      if (read(file) === mine) rmSync(file);
    },
  };

  function refuseOther(holder: string): void {
    const [pid, birth] = holder.split(' ');
    if (holder === mine || !birth || birthOf(Number(pid)) !== birth) return;
    throw new Fault(
      `Recourse runs on ${folder} already (process ${pid}). End that one first, ` +
        'or start this one beside it on its own: DATA_FOLDER=data2 PORT=3001 npm start',
    );
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}
