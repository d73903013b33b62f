// `npm run procedures -- check <folder>`: what is wrong with procedures and calendars, before anybody publishes them.
import { resolve } from 'node:path';
import { sentenceFor } from '../infra/fault.ts';
import { checkFolder } from '../infra/procedureFiles.ts';

const help = `npm run procedures -- check <folder>   every fault of the procedures and calendars in a folder

The folder holds <id>/<version>.yaml and calendars/<id>.yaml, as procedures/ does; procedures/FORMAT.md tells what
stands in them. Ends with 1 if there are faults.`;

const [command, folder, ...more] = process.argv.slice(2);
if (command === 'check' && folder !== undefined && more.length === 0) {
  await check(folder);
} else {
  const isAsked = command === '--help' || command === 'help';
  (isAsked ? console.log : console.error)(help);
  process.exitCode = isAsked ? 0 : 1;
}

async function check(folder: string): Promise<void> {
  try {
    // npm runs scripts at the root of the project, wherever it was called.
    const { faults, looked } = await checkFolder(resolve(process.env['INIT_CWD'] ?? '.', folder));
    for (const { file, line, column, reason } of faults) console.log(`${file}:${line}:${column}  ${reason}`);
    const counts = [
      count(looked.procedures, 'procedure'),
      count(looked.calendars, 'calendar'),
      count(faults.length, 'fault'),
    ];
    console.log(counts.join(', '));
    if (faults.length > 0) process.exitCode = 1;
  } catch (error) {
    console.error(sentenceFor(error));
    process.exitCode = 1;
  }
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
