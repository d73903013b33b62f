import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Calendar } from '../domain/reckoner/calendar.ts';
import type { ProcedureFile } from '../domain/timetable.ts';
import { answer, type Vectors } from '../infra/vectors.ts';

const [file = '', folder = 'procedures'] = process.argv.slice(2);
const read = (path: string) => parse(readFileSync(path, 'utf8'));
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
const procedures: ProcedureFile[] = [...vectors.procedures];
for (const id of readdirSync(folder, { withFileTypes: true })) {
  if (!id.isDirectory() || id.name === 'calendars') continue;
  for (const each of readdirSync(join(folder, id.name))) procedures.push(read(join(folder, id.name, each)));
}
const calendars: Calendar[] = [
  ...vectors.calendars,
  ...readdirSync(join(folder, 'calendars')).map((each) => read(join(folder, 'calendars', each))),
];
let [passed, failed] = [0, 0];
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const norm = (at: string) => new Date(at).toISOString();
for (const vector of vectors.vectors) {
  const { expect } = vector;
  let got;
  try {
    got = answer(vector, procedures, calendars);
  } catch (error) {
    got = error as Error;
  }
  const ok =
    !(got instanceof Error) &&
    same(got.due, expect.due && norm(expect.due)) &&
    (expect.lastDay === undefined || got.lastDay === expect.lastDay) &&
    (expect.state === undefined || got.state === expect.state) &&
    (expect.warnings === undefined || same(got.warnings, expect.warnings.map(norm))) &&
    (expect.refused === undefined || same(got.refused.toSorted(), expect.refused.toSorted()));
  if (ok) passed++;
  else {
    failed++;
    console.log('FAIL', vector.name, JSON.stringify(expect), got instanceof Error ? got.stack : JSON.stringify(got));
  }
}
console.log(`${passed} passed, ${failed} failed`);
