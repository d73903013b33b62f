import { readFileSync } from 'node:fs';
import { recompute, type Certificate } from '../domain/reckoner/certificate.ts';
import { sentenceFor } from '../infra/fault.ts';
import { checkFolder } from '../infra/procedureFiles.ts';
import { ownProcedures } from '../infra/procedures.ts';
import { runVector, type Vectors } from '../infra/vectors.ts';

const help = `npm run clocks -- <vectors.json> [<folder of procedures>]
    runs test vectors (procedures/FORMAT.md, section 8) through the reckoner: a line for each, then how many passed
npm run clocks -- --certificate <certificate.json>
    reckons the clock of a certificate again, from that file alone`;

const [first, second] = process.argv.slice(2);
try {
  if (!first || first === '--help' || (first === '--certificate' && !second)) console.log(help);
  else if (first === '--certificate') recomputed(second ?? '');
  else await runAll(first, second ?? ownProcedures);
} catch (error) {
  console.error(sentenceFor(error));
  process.exitCode = 1;
}

function recomputed(file: string): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- whoever has another file gets an error for it
  const certificate = JSON.parse(readFileSync(file, 'utf8')) as Certificate;
  const { due, state, agrees } = recompute(certificate);
  const { clock, tier, occurrence } = certificate;
  console.log(`${certificate.reference} ${clock.name}/${tier}/${occurrence}: due ${due}, ${state}`);
  console.log(
    agrees ? 'The certificate agrees.' : `The certificate says due ${certificate.due}, ${certificate.state}.`,
  );
  if (!agrees) process.exitCode = 1;
}

async function runAll(file: string, folder: string): Promise<void> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- whoever has another file gets an error for it
  const { vectors, procedures, calendars } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
  const ours = await checkFolder(folder);
  for (const { file: where, line, reason } of ours.faults) console.error(`${where}:${line} ${reason}`);
  const rules = {
    procedures: [...procedures, ...ours.procedures],
    calendars: [...calendars, ...ours.calendars],
  };
  let passed = 0;
  for (const vector of vectors) {
    const { isRight, said } = runVector(vector, rules);
    if (isRight) passed += 1;
    console.log(`${isRight ? 'pass' : 'FAIL'}  ${vector.name}  expected ${vector.expect.due}  reckoned ${said}`);
  }
  console.log(`${passed} passed, ${vectors.length - passed} failed`);
  if (passed < vectors.length) process.exitCode = 1;
}
