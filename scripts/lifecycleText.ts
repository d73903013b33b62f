import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { ownProcedures, versionOf } from '../infra/procedures.ts';
import { readRulebook, rulesFor } from '../infra/rulebook.ts';
import { lifecyclePage } from './lifecyclePage.ts';

const root = fileURLToPath(new URL(import.meta.url.includes('/dist/') ? '../..' : '..', import.meta.url));
export const lifecycleFile = join(root, 'docs/lifecycle.md');

/** The page as it is to stand in the repository, in the form that `npm run check:format` asks for. */
export async function lifecycleText(): Promise<string> {
  const rulebook = await readRulebook(ownProcedures);
  const house = versionOf(rulebook.procedures, 'recourse-default', '2024-01-01');
  if (!house) throw new Error('procedures/recourse-default/2024-01-01.yaml is missing.');
  const options = await resolveConfig(lifecycleFile);
  return format(lifecyclePage(rulesFor(house, '2024-01-01', rulebook)), { ...options, filepath: lifecycleFile });
}
