import { parseArgs } from 'node:util';
import { z } from 'zod';
import { cfpb } from './cfpb.ts';
import { nyc311 } from './nyc311.ts';
import type { Source } from './row.ts';

export const usage = `npm run import -- <nyc-311|cfpb> <file> [options]

  --at-once <rows>      rows in flight at a time, 1 to 256 (32)
  --patience <seconds>  how long to go on asking a Recourse that does not answer (300)
  --report <file>       writes the whole report there, as JSON
  --check               reads and maps only; sends nothing

  RECOURSE_URL (http://127.0.0.1:3000), RECOURSE_TOKEN, or RECOURSE_CLIENT and RECOURSE_CLIENT_SECRET
  Ends with 0: every row accounted for; 1: something refused or not reached; 2: nothing was sent.`;

const sources = new Map<string, Source>([nyc311, cfpb].map((source) => [source.name, source]));

const written = z.object({
  'at-once': z.coerce.number().int().min(1).max(256).default(32),
  patience: z.coerce.number().min(0).max(86_400).default(300),
  report: z.string().min(1).optional(),
  check: z.boolean().default(false),
});

/** Where Recourse is, and who signs in. */
export const environment = z.object({
  RECOURSE_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:3000')
    .transform((url) => url.replace(/\/+$/, '')),
  RECOURSE_TOKEN: z.string().min(1).optional(),
  /** The embedded stack's demo user; elsewhere it does not exist. */
  RECOURSE_CLIENT: z.string().min(1).default('administrator'),
  RECOURSE_CLIENT_SECRET: z.string().min(1).default('demo'),
});

/** The command was not right: its message says what was. */
export class WrongUsage extends Error {}

export type Options = z.infer<typeof written> & z.infer<typeof environment> & { source: Source; path: string };

/** Reads the command line and the environment, once. Throws WrongUsage. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): Options {
  const { values, positionals } = parsed(args);
  const [name = '', path = '', ...more] = positionals;
  const source = sources.get(name);
  if (!source)
    throw new WrongUsage(name === '' ? 'Say which source, and which file.' : `There is no source “${name}”.`);
  if (path === '') throw new WrongUsage('Say which file.');
  if (more.length > 0) throw new WrongUsage('One file at a time.');
  const options = z.intersection(written, environment).safeParse({ ...env, ...values });
  if (!options.success) throw new WrongUsage(z.prettifyError(options.error));
  return { ...options.data, source, path };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        'at-once': { type: 'string' },
        patience: { type: 'string' },
        report: { type: 'string' },
        check: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}
