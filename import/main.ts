import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Listr } from 'listr2';
import { openApi } from './api.ts';
import { readOptions, usage, WrongUsage, type Options } from './options.ts';
import type { Patience } from './persist.ts';
import { openProgress } from './progress.ts';
import type { Report } from './report.ts';
import { reportWords } from './reportWords.ts';
import { FileFault } from './row.ts';
import { openRun } from './run.ts';
import { clientCredentials, fixedToken } from './signIn.ts';
import { takeRow } from './take.ts';

// `npm run import`: another Recourse's client, by the contract of its API alone.

process.exitCode = await main().catch((error: unknown) => {
  if (error instanceof WrongUsage) console.error(`${error.message}\n\n${usage}`);
  else if (error instanceof FileFault || isFileError(error)) console.error(error.message);
  else throw error;
  return 2;
});

async function main(): Promise<0 | 1> {
  const options = readOptions(process.argv.slice(2), process.env);
  const { size } = await stat(options.path);
  // Found out now, not after an hour.
  if (options.report !== undefined) await writeFile(options.report, '');

  const report = await imported(options, size);
  if (options.report !== undefined) await writeFile(options.report, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`\n${reportWords(report)}`);
  return report.tally.refused + report.tally.notReached > 0 ? 1 : 0;
}

async function imported(options: Options, size: number): Promise<Report> {
  const asked = new AbortController();
  const patience: Patience = {
    limit: options.patience * 1_000,
    pause: (milliseconds) => sleep(milliseconds, undefined, { signal: asked.signal }).catch(onlyIf(asked.signal)),
    ending: () => run.ending(),
  };
  const { RECOURSE_URL: url, RECOURSE_TOKEN: token, RECOURSE_CLIENT: client, RECOURSE_CLIENT_SECRET: secret } = options;
  const signIn = token === undefined ? clientCredentials({ url, client, secret, patience }) : fixedToken(token);
  const api = openApi({ url, signIn, patience });
  const done = { rows: 0, bytes: 0 };
  const file = basename(options.path);
  const run = openRun({
    source: options.source,
    file,
    chunks: createReadStream(options.path),
    take: options.check ? async () => ({ became: 'mapped' }) : (row) => takeRow(api, row),
    rowsInFlight: options['at-once'],
    byLine: options.report !== undefined,
    progress: (rows, bytes) => Object.assign(done, { rows, bytes }),
  });
  onInterrupt(() => {
    run.stop('You stopped it.');
    asked.abort();
  });

  const progress = openProgress(size, performance.now());
  let report: Report | undefined;
  const work = new Listr(
    {
      title: options.check ? `Reading ${file}` : `${file} to ${url}`,
      task: async (_, task) => {
        const tell = (): void => {
          task.output = progress.words(done.rows, done.bytes, performance.now());
        };
        const telling = setInterval(tell, process.stdout.isTTY ? 250 : 5_000);
        report = await run.all().finally(() => clearInterval(telling));
        tell();
      },
      rendererOptions: { persistentOutput: true },
    },
    { registerSignalListeners: false },
  );
  await work.run();
  if (!report) throw new Error('The run ended without a report.');
  return report;
}

/** A terminal signals the whole group and npm passes the signal on: only a later second one means "at once". */
function onInterrupt(stop: () => void): void {
  let asked = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (asked && Date.now() - asked > 1_000) process.exit(130);
      asked ||= Date.now();
      stop();
    });
  }
}

/** A pause that was cut short is over; any other fault of it is one. */
const onlyIf =
  (signal: AbortSignal) =>
  (error: unknown): void => {
    if (!signal.aborted) throw error;
  };

const isFileError = (error: unknown): error is Error => error instanceof Error && 'syscall' in error && 'path' in error;
