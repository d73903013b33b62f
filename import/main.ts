import { importFile } from './command.ts';

// `npm run import`: a client of Recourse, by the contract of its API alone.

process.exitCode = await importFile(process.argv.slice(2), process.env, {
  say: (words) => console.log(words),
  complain: (words) => console.error(words),
  onInterrupt,
});

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
