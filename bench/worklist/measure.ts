import { writeFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { embedded } from '../../infra/organisation.ts';
import { latencies, percentile, round } from '../figures.ts';
import { openApi, type Api } from '../http.ts';
import { cpuOf, residentOf } from '../processes.ts';
import { temporaryFolder, type Database } from '../stack.ts';
import { categories, handlersOf, units } from './fill.ts';
import { randomOf } from './random.ts';
import { views, type View } from './views.ts';

/** Each view so many times, one after the other, as a person would ask; of a store that has been asked for a while. */
export async function measure(database: Database, times: number) {
  const folder = await temporaryFolder();
  const organisation = join(folder, 'organisation.json');
  await writeFile(organisation, JSON.stringify(house));
  // Temporal is not asked: lists are the store's alone, and answer while it is away.
  const api = await openApi({
    MONGODB_URI: database.uri,
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    ORGANISATION_FILE: organisation,
  });
  try {
    for (const view of views) await look(view, Math.ceil(times / 2), api, database, 2); // what was just opened is cold
    const measured = [];
    for (const view of views) measured.push(await look(view, times, api, database));
    if (measured.every(({ figures }) => figures.rows === 0))
      throw new Error('The store that was to be measured is empty.');
    const everything = measured.flatMap(({ milliseconds }) => milliseconds);
    return {
      p95: round(percentile(everything, 0.95), 1),
      worstViewP95: Math.max(...measured.map(({ figures }) => figures.p95)),
      databaseResidentMiB: Math.round(residentOf(database.pid) / 2 ** 20),
      views: measured.map(({ figures }) => figures),
    };
  } finally {
    await api.stop();
    await rm(folder, { recursive: true });
  }
}

const house = {
  ...embedded,
  units,
  categories,
  staff: [
    ...embedded.staff,
    ...units.flatMap((unit) => handlersOf(unit).map((id) => ({ id, roles: ['handler'], units: [unit] }))),
  ],
};

async function look({ name, ask }: View, times: number, api: Api, database: Database, seed = 1) {
  const random = randomOf(seed);
  const milliseconds: number[] = [];
  let rows = 0;
  const questions = Array.from({ length: times }, () => ask(random));
  for (const { who } of questions) await api.signIn(who);
  const before = { database: cpuOf(database.pid), api: cpuOf(api.pid) };
  for (const question of questions) {
    const answer = await asked(question);
    rows += answer.body.items.length;
    milliseconds.push(answer.milliseconds);
  }
  const spent = (who: 'database' | 'api', pid: number): number =>
    round((1_000 * (cpuOf(pid) - before[who])) / times, 1);
  const cpuMs = { database: spent('database', database.pid), api: spent('api', api.pid) };
  return { milliseconds, figures: { name, ...latencies(milliseconds), rows: round(rows / times, 1), cpuMs } };

  async function asked({ who, path }: { who: string; path: string }) {
    const answer = await api.get(who, path);
    if (answer.status !== 200)
      throw new Error(`${path} was answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer;
  }
}
