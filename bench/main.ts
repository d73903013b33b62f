import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { readStackConfig } from '../infra/config.ts';
import { openHouse, type House } from './house.ts';
import { latency } from './latency.ts';
import { changes } from './changes.ts';
import { together } from './together.ts';
import { databaseVersion, machine, versions } from './machine.ts';
import { levers, rate } from './rate.ts';
import { weight } from './weight.ts';
import { worklists } from './worklist/worklists.ts';

// `npm run bench`: the product held against a floor that judges nothing, on one stack, and what people feel of it.

type Part = (house: House, isQuick: boolean) => Promise<{ ratios?: Record<string, number> } & Record<string, unknown>>;

const parts = { rate, weight, latency, levers, changes, together } satisfies Record<string, Part>;
const names = [...Object.keys(parts), 'worklists'];

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } } });
const isWanted = (name: string): boolean => !values.only || values.only.split(',').includes(name);
const strange = values.only?.split(',').find((name) => !names.includes(name));
if (strange) {
  console.error(`There is no part ${strange}: ${names.join(', ')}.`);
  process.exit(2);
}
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: { core: 'ERROR' }, forward: {} } },
});

const since = Date.now();
const results: Record<string, unknown> = { at: new Date().toISOString(), quick: values.quick, machine: machine() };
const ratios: Record<string, number> = {};
results['ratios'] = ratios;
results['versions'] = await versions(readStackConfig());

for (const [name, part] of Object.entries(parts).filter(([each]) => isWanted(each))) {
  const house = await openHouse(); // a part leaves thousands of complaints behind
  try {
    tell(name);
    const { uri, engine } = house.stack.database;
    results['database'] = await databaseVersion(uri, engine);
    const { ratios: more = {}, ...figures } = await (part as Part)(house, values.quick);
    Object.assign(ratios, more);
    Object.assign(results, figures);
  } finally {
    await house.close();
  }
}
if (isWanted('worklists')) {
  tell('worklists');
  results['worklists'] = await worklists(values.quick, tell);
}
results['seconds'] = Math.round((Date.now() - since) / 1_000);

mkdirSync('bench', { recursive: true });
writeFileSync('bench/results.json', `${JSON.stringify(results, null, 2)}\n`);
console.log(JSON.stringify({ ratios, seconds: results['seconds'] }, null, 2));
process.exit();

function tell(line: string): void {
  console.log(`${String(Math.round((Date.now() - since) / 1_000)).padStart(4)} s  ${line}`);
}
