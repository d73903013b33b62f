import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { rulesOf } from '../domain/procedure.ts';
import { ownProcedures, readProcedures, versionOf } from '../infra/procedures.ts';
import { lifecyclePage } from './lifecyclePage.ts';

const root = fileURLToPath(new URL(import.meta.url.includes('/dist/') ? '../..' : '..', import.meta.url));
export const lifecycleFile = join(root, 'docs/lifecycle.md');

/** The page as it is to stand in the repository, in the form that `npm run check:format` asks for. */
export async function lifecycleText(): Promise<string> {
  const house = versionOf(await readProcedures(ownProcedures), 'recourse-default', '2024-01-01');
  if (!house) throw new Error('procedures/recourse-default/2024-01-01.yaml is missing.');
  const options = await resolveConfig(lifecycleFile);
  return format(lifecyclePage(rulesOf(house)), { ...options, filepath: lifecycleFile });
}
