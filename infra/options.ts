import { parseArgs } from 'node:util';
import { Fault } from './fault.ts';

export type Options = { fresh: boolean; yes: boolean; verbose: boolean; help: boolean };

export const help = `npm start                  everything on this machine, with its data in one folder
npm start -- --fresh       deletes that data first, after asking
npm start -- --fresh --yes deletes it without asking
npm start -- --verbose     shows what servers and processes log, too
npm start -- --help        this

PORT=3000                  where the API listens
DATA_FOLDER=data           where the data is
.env.example tells of all the others, and of servers of your own.`;

/** What follows `npm start --`. Throws a `Fault` for what it does not know. */
export function readOptions(args: string[]): Options {
  const flag = { type: 'boolean', default: false } as const;
  try {
    const options = { fresh: flag, yes: flag, verbose: flag, help: flag };
    return parseArgs({ args, options, allowPositionals: false }).values;
  } catch (error) {
    const [first] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new Fault(`${first}. npm start -- --help lists what there is.`);
  }
}
