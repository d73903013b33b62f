import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { processesOf } from '../../crash/processes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm run build` makes, in a folder of its own: others may build meanwhile. */
export async function built(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'recourse-launcher-'));
  for (const name of ['node_modules', 'package.json']) symlinkSync(join(root, name), join(folder, name));
  const dist = join(folder, 'dist');
  const args = ['node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json', '--incremental', 'false'];
  await promisify(execFile)(process.execPath, [...args, '--tsBuildInfoFile', 'null', '--outDir', dist], { cwd: root });
  copyFileSync(process.env['WORKFLOW_BUNDLE'] ?? '', join(dist, 'workflows.bundle.js'));
  symlinkSync(join(root, 'procedures'), join(dist, 'procedures'));
  return folder;
}

/** `npm start` on a data folder, with what it says; servers of its own, whatever the test run has. */
export function launch(folder: string, port: number, ...options: string[]) {
  const data = join(folder, 'data');
  const env = { ...process.env, DATA_FOLDER: data, PORT: `${port}`, TEMPORAL_ADDRESS: '', MONGODB_URI: '' };
  const child = spawn(process.execPath, ['dist/infra/start.js', ...options], { cwd: folder, env });
  const ended = once(child, 'exit');
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (said += bytes.toString()));

  return {
    data,
    child,
    said: () => said,
    /** Waits until it runs; throws with all it said when it ends instead. */
    async up(): Promise<void> {
      while (!said.includes('Ctrl-C ends it all')) {
        if (child.exitCode !== null || child.signalCode) throw new Error(said);
        await sleep(50);
      }
    },
    /** The exit code, once it has ended and nothing that it started is left; milliseconds to wait for the latter. */
    async end(patience = 10_000): Promise<number | null> {
      await ended;
      for (const giveUp = Date.now() + patience; processesOf(data).length > 0; await sleep(100))
        if (Date.now() > giveUp) throw new Error(`Still there: ${JSON.stringify(processesOf(data))}`);
      return child.exitCode;
    },
  };
}

export const remove = (folder: string): void => rmSync(folder, { recursive: true });
