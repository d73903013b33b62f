import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { killLine, summary, table } from './figures.ts';
import { furnish } from './house.ts';
import { help, readCrashOptions } from './options.ts';
import { crash, openScene } from './run.ts';

// `npm run crash`: what is left when processes are killed at any moment. Ends with 1 when anything is not as it should be.

const say = (line: string): void => console.log(line);
const args = process.argv.slice(2);
if (args.includes('--help')) {
  say(help);
  process.exit(0);
}
const options = readCrashOptions(args);
const dist = dirname(dirname(fileURLToPath(import.meta.url)));
const house = furnish(dirname(dist), (copy) => cpSync(dist, copy, { recursive: true }));
const again = `npm run crash -- --runs ${options.runs} --seed ${options.seed} --lives ${options.lives} --pause ${options.pause}`;
say(`${again}\nin ${house.folder}`);

const scene = await openScene(house, options.seed);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    scene.stack.kill();
    process.exit(130);
  });
}
const since = Date.now();
try {
  const outcome = await crash(scene, { ...options, house, say, onKill: (kill) => say(killLine(kill, since)) });
  const { code, left } = await scene.stack.stop();
  if (code !== 0) outcome.breaches.push(`the launcher ended with ${code}`);
  outcome.breaches.push(...left.map((process) => `left running: ${process}`));
  say(`\n${table(outcome.kills).join('\n')}\n`);
  for (const what of outcome.breaches) say(`BREACH ${what}`);
  if (outcome.breaches.length > 0) process.exitCode = 1;
  say(`${summary(outcome).join('\n')}\n${((Date.now() - since) / 60_000).toFixed(1)} minutes, seed ${options.seed}`);
  if (outcome.breaches.length > 0) say(`To repeat it: ${again}`);
} finally {
  scene.stack.kill();
  if (options.keep || process.exitCode === 1) say(`Data and logs are left in ${join(house.folder, 'data')}`);
  else house.tearDown();
}
process.exit();
