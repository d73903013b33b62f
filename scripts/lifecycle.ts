// `npm run docs`: writes docs/lifecycle.md anew from the table of rules.
import { writeFile } from 'node:fs/promises';
import { lifecycleFile, lifecycleText } from './lifecycleText.ts';

await writeFile(lifecycleFile, await lifecycleText());
