// `npm run docs`: writes anew what stands in docs/ from the data: the table of rules, the procedures, the guards.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pages } from './pages.ts';

for (const { file, text } of await pages()) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
