import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Whom a crash can hit. */
export const victims = ['launcher', 'API', 'worker', 'Temporal', 'database', 'leash'] as const;
export type Victim = (typeof victims)[number];

export type Running = { pid: number; parent: number; command: string; is: Victim | undefined };

/** Every process of the stack on this data folder, whoever is its parent by now: they all inherit its name. */
export function processesOf(folder: string): Running[] {
  const all = process.platform === 'linux' ? fromProc(folder) : fromPs(folder);
  return all.map((each) => ({ ...each, is: nameOf(each.command) }));
}

function nameOf(command: string): Victim | undefined {
  if (command.includes('/infra/leash.js')) return 'leash';
  if (command.includes('/infra/start.js')) return 'launcher';
  if (command.includes('/worker/main.js')) return 'worker';
  if (command.includes('/api/main.js')) return 'API';
  if (command.includes('--db-filename')) return 'Temporal';
  if (command.includes('--storage-path') || command.includes('--dbpath')) return 'database';
  return undefined;
}

/** The one to hit: a program may have been started through another of the same name. */
export function find(folder: string, victim: Victim): Running[] {
  const all = processesOf(folder).filter(({ is }) => is === victim);
  return all.filter(({ pid }) => !all.some(({ parent }) => parent === pid));
}

type Seen = Omit<Running, 'is'>;

function fromProc(folder: string): Seen[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const read = (file: string): string => readFileSync(`/proc/${name}/${file}`, 'utf8');
        if (!read('environ').split('\0').includes(`DATA_FOLDER=${folder}`)) return [];
        const stat = read('stat');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (state === 'Z' || state === 'X') return [];
        return [{ pid: Number(name), parent: Number(parent), command: read('cmdline').replaceAll('\0', ' ') }];
      } catch {
        return []; // it has ended, or is somebody else's
      }
    });
}

function fromPs(folder: string): Seen[] {
  const lines = execFileSync('ps', ['-A', '-E', '-ww', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' }).split('\n');
  return lines
    .filter((line) => line.includes(`DATA_FOLDER=${folder} `))
    .map((line) => {
      const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return { pid: Number(pid), parent: Number(parent), command };
    });
}
