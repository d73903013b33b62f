import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { ownProcedures } from '../../infra/procedures.ts';
import { checkFolder } from '../../infra/procedureFiles.ts';
import { goodCalendar } from './badCalendars.ts';
import { goodProcedure } from './badProcedures.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'procedures-'));
  await put('calendars/PLAIN.yaml', goodCalendar);
  await put('small/2024-01-01.yaml', goodProcedure);
});
afterEach(() => rm(folder, { recursive: true }));

async function put(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(join(folder, file, '..'), { recursive: true });
  await writeFile(join(folder, file), content);
}

const faults = async (): Promise<string[]> =>
  (await checkFolder(folder)).faults.map(({ file, line, reason }) => `${file}:${line} ${reason}`);

it('nothing is wrong with the procedures and calendars of the product', async () => {
  const { faults, looked, procedures, calendars } = await checkFolder(ownProcedures);
  expect(faults).toEqual([]);
  expect(looked).toEqual({ procedures: procedures.length, calendars: calendars.length });
  expect(procedures.map(({ id }) => id)).toContain('recourse-default');
  expect(calendars.map(({ id }) => id)).toContain('GB-ENG');
});

it('gives the good files, and the faults of the others by file and line', async () => {
  await put('broken/2024-01-01.yaml', 'id: [');
  await put('later/2024-01-01.yaml', goodProcedure.replace('id: small', 'id: later').replaceAll('[act]', '[acts]'));
  const { procedures, calendars, faults, looked } = await checkFolder(folder);
  expect(procedures.map(({ id }) => id)).toEqual(['small']);
  expect(calendars.map(({ id }) => id)).toEqual(['PLAIN']);
  expect(looked).toEqual({ procedures: 3, calendars: 1 });
  expect(faults.map(({ file, line }) => `${file}:${line}`)).toEqual([
    'broken/2024-01-01.yaml:1',
    'later/2024-01-01.yaml:24',
    'later/2024-01-01.yaml:86',
  ]);
});

it('two versions that overlap are one fault, at the later one', async () => {
  const next = goodProcedure.replaceAll('2024-01-01', '2024-12-31').replace('effectiveTo: "2024-12-31"\n', '');
  await put('small/2024-12-31.yaml', next);
  expect(await faults()).toEqual([
    'small/2024-12-31.yaml:3 version 2024-01-01 is in force until 2024-12-31: end it the day before this one',
  ]);
  const { procedures } = await checkFolder(folder);
  expect(procedures.map(({ version }) => version)).toEqual(['2024-01-01']);
});

it('names of files and folders are held against what they hold', async () => {
  await put('other/2024-01-01.yaml', goodProcedure);
  await put('small/2023-01-01.yaml', goodProcedure.replaceAll('"2024-01-01"', '"2022-01-01"'));
  await put('calendars/OTHER.yaml', goodCalendar);
  expect(await faults()).toEqual([
    'calendars/OTHER.yaml:2 `id` must be `OTHER`, as the name of its file is',
    'other/2024-01-01.yaml:2 `id` must be `other`, as the name of its folder is',
    'small/2023-01-01.yaml:3 `version` must be `2023-01-01`, as the name of its file is',
    'small/2023-01-01.yaml:8 `effectiveFrom` must be `2023-01-01`, as the name of its file is',
    'small/2024-01-01.yaml:3 version 2023-01-01 is in force until 2024-12-31: end it the day before this one',
  ]);
});

it('a folder without calendars has that fault, beside those of the files', async () => {
  await rm(join(folder, 'calendars'), { recursive: true });
  expect(await faults()).toEqual([
    'calendars:1 there are no calendars: add `calendars/<id>.yaml` for each that is named',
    'small/2024-01-01.yaml:10 there is no calendar `PLAIN`: add it, or name one that exists',
  ]);
});

it('a calendar with a fault is no reason to refuse the procedures that name it', async () => {
  await put('calendars/PLAIN.yaml', goodCalendar.replace('Europe/London', 'Europe/Londn'));
  expect(await faults()).toEqual([expect.stringMatching(/^calendars\/PLAIN\.yaml:5 there is no zone/)]);
});

it('what nobody would find, and what cannot be read, is told', async () => {
  await put('stray.yaml', goodProcedure);
  await put('small/2025-01-01.yml', goodProcedure);
  await put('small/notes.md', 'not looked at');
  await put('.git/config.yaml', 'not looked at');
  await mkdir(join(folder, 'small/2026-01-01.yaml'));
  await symlink('nowhere', join(folder, 'small/2027-01-01.yaml'));
  expect(await faults()).toEqual([
    expect.stringMatching(/^small\/2025-01-01\.yml:1 its name must end in `\.yaml`/),
    expect.stringMatching(/^small\/2026-01-01\.yaml:1 it cannot be read/),
    expect.stringMatching(/^small\/2027-01-01\.yaml:1 it cannot be read \(ENOENT\)/),
    expect.stringMatching(/^stray\.yaml:1 it is not looked at here/),
  ]);
});

it('folders that are links are looked into, as they are mounted in containers', async () => {
  await cp(join(folder, 'small'), join(folder, '..data/small'), { recursive: true });
  await rm(join(folder, 'small'), { recursive: true });
  await symlink('..data/small', join(folder, 'small'));
  expect((await checkFolder(folder)).procedures.map(({ id }) => id)).toEqual(['small']);
});

it('a folder that does not exist is a sentence, and so is a file in its place', async () => {
  await expect(checkFolder(join(folder, 'none'))).rejects.toThrow(/^There is no folder .*none\. Name the folder/);
  await expect(checkFolder(join(folder, 'calendars/PLAIN.yaml'))).rejects.toThrow(/^This is no folder:/);
});
