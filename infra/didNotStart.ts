import { readFileSync } from 'node:fs';
import { Fault } from './fault.ts';

const fullDisk = /disk is full|no space left|ENOSPC/i;
const portTaken = /address already in use/i;
const heldByAnother = /another one is running on this data/i;

/** A port that was free a moment ago, and that nobody asked for by name. */
export class PortTaken extends Fault {}

/** Says that something did not start, what it said last, and what to do; `data` is the folder with what it may have stumbled over. */
export function didNotStart(name: string, logFile: string, data: string | undefined): Fault {
  const log = readFileSync(logFile, 'utf8').trim();
  return new (portTaken.test(log) ? PortTaken : Fault)(
    `${name} did not start. ${adviceFor(log, data)}\n` +
      `What it said last (${logFile}):\n${lastLines(log) || '(nothing)'}`,
  );
}

/** What a terminal can show of them: a damaged file may be quoted as it is. */
const lastLines = (log: string): string =>
  log
    .split('\n')
    .slice(-8)
    .map((line) => line.replaceAll(/[^\x20-\x7E]/g, '').slice(0, 300))
    .join('\n');

function adviceFor(log: string, data: string | undefined): string {
  if (fullDisk.test(log)) return 'The disk is full. Make room, or set DATA_FOLDER to a folder on another disk.';
  if (heldByAnother.test(log)) return 'Its data is still used by another one. End that process first.';
  if (!data) return 'If what it says below does not help, try npm start -- --verbose.';
  return (
    `Its data in ${data} may be damaged. Put the whole folder back from a copy, ` +
    'or begin anew without the old complaints: npm start -- --fresh'
  );
}
