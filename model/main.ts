import { parseArgs } from 'node:util';
import type { Deed } from '../domain/action.ts';
import type { Day } from '../domain/complaint.ts';
import type { Rules } from '../domain/rules.ts';
import { ownProcedures } from '../infra/procedures.ts';
import { readRulebook, rulesFor } from '../infra/rulebook.ts';
import { bearing, bearingTags } from './bearing.ts';
import { explore, type Bounds, type Explored } from './explore.ts';
import { seededFaults } from './faults.ts';
import { people } from './people.ts';

// `npm run model-check`: every life that the shipped procedures let a complaint have, within bounds, and whether each keeps
// what `promises.ts` says. With `--seed-faults` the table is broken in ten ways, and each has to be found.

const { values } = parseArgs({
  options: {
    procedure: { type: 'string' },
    detours: { type: 'string', default: '1' },
    states: { type: 'string', default: '200000' },
    'seed-faults': { type: 'boolean', default: false },
  },
});
const bounds: Bounds = { detours: Number(values.detours), states: Number(values.states) };
const received: Day = '2026-03-02';
const rulebook = await readRulebook(ownProcedures);
const names = [...rulebook.procedures.keys()].filter((name) => !values.procedure || name === values.procedure);
if (names.length === 0) {
  console.error(`There is no procedure ${values.procedure}: ${[...rulebook.procedures.keys()].join(', ')}.`);
  process.exit(2);
}

let failed = 0;
console.log(
  `Two people of each role, one allegation, redress or none, ${bounds.detours} detours; at most ${bounds.states} states.`,
);
if (values['seed-faults']) {
  const [rules, receipts] = subject('recourse-default');
  for (const [sentence, seed] of Object.entries(seededFaults)) {
    const mend = seed();
    const { faults, states, seconds } = explore(rules, receipts, bounds);
    mend();
    if (faults.length === 0) failed += 1;
    console.log(`${faults.length > 0 ? 'found' : 'MISSED'}  ${sentence}  (${states} states, ${seconds.toFixed(1)} s)`);
    for (const { promise } of faults) console.log(`         ${promise}`);
  }
} else {
  for (const name of names) failed += report(name, explore(...subject(name), bounds));
}
process.exit(failed > 0 ? 1 : 0);

/** The rules of the newest version, over all the years that a life may take, and the receipts that lives begin with. */
function subject(name: string): [Rules, Deed<'receive'>[]] {
  const procedure = rulebook.procedures.get(name)?.findLast(({ version }) => version <= received);
  if (!procedure) throw new Error(`The procedure ${name} is not in force on ${received}.`);
  const rules = rulesFor(procedure, received, rulebook);
  const calendars = rules.calendars.map((each) => ({ ...each, covers: { ...each.covers, to: '2060-12-31' } }));
  const { id, version, revision } = procedure;
  const tags = [...bearingTags(rules, bearing(rules))].filter((tag) => tag !== 'electronic');
  const receipts = (['web', 'letter'] as const).flatMap((channel) =>
    [[], ...tags.map((tag) => [tag])].map((its): Deed<'receive'> => ({
      action: { kind: 'receive', channel, procedure: { id, version, revision }, complainant: {}, tags: its },
      by: people[1]!,
      at: `${received}T10:00:00.000Z`,
    })),
  );
  return [{ ...rules, calendars }, receipts];
}

function report(name: string, { states, transitions, seconds, isWhole, faults }: Explored): number {
  const figures = `${states} states, ${transitions} transitions, ${seconds.toFixed(1)} s`;
  console.log(
    `${faults.length > 0 || !isWhole ? 'FAILED' : 'passed'}  ${name}: ${figures}${isWhole ? '' : ', not exhausted'}`,
  );
  for (const { promise, path } of faults) {
    console.log(`  broken: ${promise}`);
    for (const line of path) console.log(`    ${line}`);
  }
  return faults.length > 0 || !isWhole ? 1 : 0;
}
