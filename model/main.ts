import { parseArgs } from 'node:util';
import { explore, type Bounds, type Explored } from './explore.ts';
import { seededFaults } from './faults.ts';
import { isKnown } from './known.ts';
import { shippedSubjects, sliced, untagged, type Subject } from './subjects.ts';

// `npm run model-check`: every life that the shipped procedures let a complaint have, within bounds, and whether each keeps
// what `promises.ts` says: first with all clocks and no side way, then with the
// clocks that bear on it and one side way.
// With `--seed-faults` the table is broken in twelve ways, and each has to be found. docs/model-check.md

const { values } = parseArgs({
  options: {
    procedure: { type: 'string' },
    detours: { type: 'string', default: '1' },
    states: { type: 'string', default: '200000' },
    'seed-faults': { type: 'boolean', default: false },
  },
});
const bounds: Bounds = { detours: Number(values.detours), states: Number(values.states) };
const all = await shippedSubjects();
const chosen = all.filter(({ name }) => !values.procedure || name.startsWith(values.procedure));
if (chosen.length === 0) {
  console.error(`There is no procedure ${values.procedure}: ${all.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const sum = { states: 0, transitions: 0, seconds: 0 };
let failed = 0;
if (values['seed-faults']) {
  const [house] = all.filter(({ name }) => name.startsWith('recourse-default/')).map(sliced);
  if (!house) throw new Error('The house procedure is missing.');
  for (const [sentence, seed] of Object.entries(seededFaults)) failed += missed(house, sentence, seed);
} else {
  for (const subject of chosen) {
    failed += report(`${subject.name}, all clocks, no side way`, subject.name, run(subject, { ...bounds, detours: 0 }));
    if (bounds.detours === 0) continue;
    const side = `${bounds.detours} side ${bounds.detours === 1 ? 'way' : 'ways'}`;
    failed += report(`${subject.name}, ${side}`, subject.name, run(untagged(sliced(subject)), bounds));
  }
  const { user } = process.cpuUsage();
  console.log(`${chosen.length} procedures: ${figures(sum)}, of the processor ${Math.round(user / 1e6)} s`);
}
process.exit(failed > 0 ? 1 : 0);

function run({ rules, receipts }: Subject, within: Bounds): Explored {
  const explored = explore(rules, receipts, within);
  sum.states += explored.states;
  sum.transitions += explored.transitions;
  sum.seconds += explored.seconds;
  return explored;
}

function missed({ rules, receipts }: Subject, sentence: string, seed: () => () => void): number {
  const mend = seed();
  const explored = explore(rules, receipts, { ...bounds, detours: 0, first: true });
  mend();
  console.log(`${explored.faults.length > 0 ? 'found ' : 'MISSED'}  ${sentence}: ${figures(explored)}`);
  tell(explored);
  return explored.faults.length > 0 ? 0 : 1;
}

function report(title: string, name: string, explored: Explored): number {
  const { isWhole, faults } = explored;
  const isNew = !isWhole || faults.some(({ promise }) => !isKnown(name, promise));
  const word = isNew ? 'FAILED' : faults.length > 0 ? 'known ' : 'passed';
  console.log(`${word}  ${title}: ${figures(explored)}${isWhole ? '' : ', not exhausted'}`);
  tell(explored);
  return isNew ? 1 : 0;
}

function tell({ faults }: Explored): void {
  for (const { promise, path } of faults) {
    console.log(`  broken: ${promise}`);
    for (const line of path) console.log(`    ${line}`);
  }
}

function figures({ states, transitions, seconds }: Pick<Explored, 'states' | 'transitions' | 'seconds'>): string {
  return `${states} states, ${transitions} transitions, ${seconds.toFixed(1)} s`;
}
