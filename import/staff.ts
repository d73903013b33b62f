import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { openApi } from './api.ts';
import type { Terminal } from './command.ts';
import { isFileError } from './disk.ts';
import { environment } from './options.ts';
import { Hopeless, NoAnswer, type Patience } from './persist.ts';
import { clientCredentials, fixedToken } from './signIn.ts';

const usage = `npm run staff -- import <file.csv>   begins and changes all staff records of a file, or none

  Columns: id, name, units, roles, and if wanted absences, competences, authority. Parts of a cell are set apart by
  semicolons: units "housing; parking", roles "handler 2026-01-01; manager 2026-06-01..2026-12-31",
  absences "2026-12-21..2026-12-31 deputy", competences "arabic 2027-12-31; law", authority "200.00 GBP".

  RECOURSE_URL (http://127.0.0.1:3000), RECOURSE_TOKEN, or RECOURSE_CLIENT and RECOURSE_CLIENT_SECRET
  Ends with 0: all of it stands so; 1: refused, line by line; 2: nothing was sent, or there was no answer.`;

const imported = z.object({ begun: z.number(), changed: z.number(), unchanged: z.number() });
const problem = z.object({
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string(), line: z.number().optional() })).default([]),
});

/** Sends a file of staff records, and tells what came of it. A refusal has the lines that are to be put right. */
export async function importStaff(
  args: string[],
  env: NodeJS.ProcessEnv,
  { say, complain }: Pick<Terminal, 'say' | 'complain'>,
): Promise<0 | 1 | 2> {
  const [command, file, ...more] = args;
  const where = environment.safeParse(env);
  if (command !== 'import' || file === undefined || more.length > 0 || !where.success) {
    complain(where.success ? usage : z.prettifyError(where.error));
    return 2;
  }
  try {
    // npm runs scripts at the root of the project, wherever it was called.
    const csv = await readFile(resolve(env['INIT_CWD'] ?? '.', file), 'utf8');
    const { status, body } = await apiAt(where.data).post('/api/staff/import', randomUUID(), { csv });
    if (status === 200) {
      const { begun, changed, unchanged } = imported.parse(body);
      say(`${begun} begun, ${changed} changed, ${unchanged} as they were`);
      return 0;
    }
    const told = problem.safeParse(body);
    complain(told.success ? refusalOf(file, told.data) : `Recourse answered ${status}.`);
    return 1;
  } catch (error) {
    if (!(error instanceof Hopeless || error instanceof NoAnswer || isFileError(error))) throw error;
    complain(error.message);
    return 2;
  }
}

const refusalOf = (file: string, { detail, errors }: z.infer<typeof problem>): string =>
  [
    ...errors.map(({ pointer, detail: why, line }) => `${file}:${line ?? '-'}  ${pointer}  ${why}`),
    `${detail} Nothing was written.`,
  ].join('\n');

function apiAt(where: z.infer<typeof environment>) {
  const { RECOURSE_URL: url, RECOURSE_TOKEN: token, RECOURSE_CLIENT: client, RECOURSE_CLIENT_SECRET: secret } = where;
  const patience: Patience = { limit: 60_000, pause: (milliseconds) => sleep(milliseconds), ending: () => false };
  const signIn = token === undefined ? clientCredentials({ url, client, secret, patience }) : fixedToken(token);
  return openApi({ url, signIn, patience });
}
