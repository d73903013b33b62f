import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openApi } from './api.ts';
import { isFileError, whileReadable } from './disk.ts';
import { readOptions, usage, WrongUsage, type Options } from './options.ts';
import type { Patience } from './persist.ts';
import { showProgress } from './progress.ts';
import { reportWords } from './reportWords.ts';
import { FileFault } from './row.ts';
import { openRun } from './run.ts';
import { clientCredentials, fixedToken } from './signIn.ts';
import { takeRow } from './take.ts';

/** Where words go, and who may ask to stop. */
export type Terminal = {
  say(words: string): void;
  complain(words: string): void;
  onInterrupt(stop: () => void): void;
  quiet?: boolean;
};

/** 0: every row accounted for; 1: something refused or not reached; 2: nothing was sent, and it was said why. */
export async function importFile(args: string[], env: NodeJS.ProcessEnv, terminal: Terminal): Promise<0 | 1 | 2> {
  try {
    const options = readOptions(args, env);
    const { size } = await fileAt(options.path);
    // Found out now, not after an hour.
    if (options.report !== undefined) await writeFile(options.report, '');

    const run = openImport(options, terminal);
    const report = await showProgress({ ...run, size, quiet: terminal.quiet ?? false });
    if (options.report !== undefined) await writeFile(options.report, `${JSON.stringify(report, null, 2)}\n`);
    terminal.say(`\n${reportWords(report)}`);
    const { refused, notReached } = report.tally;
    return refused + notReached > 0 || report.stopped !== undefined ? 1 : 0;
  } catch (error) {
    if (error instanceof WrongUsage) terminal.complain(`${error.message}\n\n${usage}`);
    else if (error instanceof FileFault || isFileError(error)) terminal.complain(error.message);
    else throw error;
    return 2;
  }
}

function openImport(options: Options, terminal: Terminal) {
  const asked = new AbortController();
  const patience: Patience = {
    limit: options.patience * 1_000,
    pause: (milliseconds) => sleep(milliseconds, undefined, { signal: asked.signal }).catch(unlessCut),
    ending: () => run.ending(),
  };
  /** A pause that was cut short is over; any other fault of it is one. */
  const unlessCut = (error: unknown): void => {
    if (!asked.signal.aborted) throw error;
  };
  const { RECOURSE_URL: url, RECOURSE_TOKEN: token, RECOURSE_CLIENT: client, RECOURSE_CLIENT_SECRET: secret } = options;
  const signIn = token === undefined ? clientCredentials({ url, client, secret, patience }) : fixedToken(token);
  const api = openApi({ url, signIn, patience });
  const done = { rows: 0, bytes: 0 };
  const file = basename(options.path);
  const run = openRun({
    source: options.source,
    file,
    chunks: whileReadable(createReadStream(options.path), (why) => run.stop(why)),
    take: options.check ? async () => ({ became: 'mapped' }) : (row) => takeRow(api, row),
    rowsInFlight: options['at-once'],
    byLine: options.report !== undefined,
    progress: (rows, bytes) => Object.assign(done, { rows, bytes }),
  });
  terminal.onInterrupt(() => {
    run.stop('You stopped it.');
    asked.abort();
  });
  return { title: options.check ? `Reading ${file}` : `${file} to ${url}`, done, all: () => run.all() };
}

async function fileAt(path: string) {
  const found = await stat(path);
  if (!found.isFile()) throw new WrongUsage(`${path} is not a file.`);
  return found;
}
