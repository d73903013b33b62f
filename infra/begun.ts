import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Report } from './obtain.ts';
import { writeWhole } from './writeWhole.ts';

const mark = '.begun';

/** Whether a server was ever ready on the files of this home: before, no complaint can be in them. */
export const hasBegun = (home: string): boolean => existsSync(home + mark);

/** Whether any server was ever ready on this data folder. */
export const holdsComplaints = (folder: string): boolean => readdirSync(folder).some((name) => name.endsWith(mark));

/** To be called when the server is ready, and before it is given anything to keep. */
export function markBegun(home: string): void {
  if (!hasBegun(home)) writeWhole(home + mark, '');
}

/**
 * Sets aside the files that a server left when it was ended while it made them for the first time. Temporal, for one,
 * finds its file, takes it for complete, and never starts again.
 */
export function setAsideUnfinished(home: string, files: string, report: Report): void {
  if (hasBegun(home) || !existsSync(files)) return;
  const folder = dirname(files);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(basename(files)) || name.endsWith('.log') || name.endsWith('.pid')) continue;
    if (name.includes('.unfinished')) continue;
    const aside = join(folder, `${name}.unfinished`);
    rmSync(aside, { recursive: true, force: true });
    renameSync(join(folder, name), aside);
  }
  report(`an earlier first start was interrupted; what it left is now ${files}.unfinished`);
}
