import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { furnish, type House } from '../../crash/house.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm run build` makes, in a folder of its own: others may build meanwhile. */
export function furnished(): House {
  return furnish(root, (dist) => {
    const args = ['node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json', '--outDir', dist];
    const build = spawnSync(process.execPath, [...args, '--incremental', 'false', '--tsBuildInfoFile', 'null'], {
      cwd: root,
      encoding: 'utf8',
    });
    if (build.status !== 0) throw new Error(`The product does not build:\n${build.stdout}`);
    copyFileSync(process.env['WORKFLOW_BUNDLE'] ?? '', join(dist, 'workflows.bundle.js'));
  });
}
