import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { importStaff } from '../../import/staff.ts';
import { StaffModel } from '../../store/staffSchemas.ts';
import { openHouse, type House } from '../support/house.ts';
import { recordsOf } from '../support/staff.ts';

let house: House;
let folder: string;
beforeAll(async () => {
  house = await openHouse();
  folder = await mkdtemp(join(tmpdir(), 'recourse-staff-'));
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true });
});

const header = 'id,name,units,roles,absences,competences,authority';
const good = [
  header,
  'ada,"Ada\nZanzibar",housing; parking,handler 2026-01-01..2031-12-31; manager 2032-01-01,2031-12-21..2031-12-31 bea,arabic 2031-12-31; law,200.00 GBP',
  '',
  'bea,Bea Brook,*,handler 2026-01-01,,,',
];

async function sent(lines: string[], env: NodeJS.ProcessEnv = {}) {
  const file = join(folder, 'staff.csv');
  await writeFile(file, lines.join('\n'));
  const said: string[] = [];
  const add = (words: string) => void said.push(words);
  const where = { RECOURSE_URL: house.url, ...env };
  const code = await importStaff(['import', file], where, { say: add, complain: add });
  return { code, said: said.join('\n').replaceAll(file, 'staff.csv') };
}

const everything = async () => JSON.stringify(await StaffModel.find().sort({ _id: 1 }).lean());

/** Expects these lines, and that nothing was written. */
async function refused(lines: string[], ...expected: RegExp[]) {
  const before = await everything();
  const { code, said } = await sent(lines);
  expect(code).toBe(1);
  for (const each of expected) expect(said).toMatch(each);
  expect(said).toContain('Nothing was written.');
  expect(said).not.toContain('Zanzibar');
  expect(await everything()).toBe(before);
}

test('a file begins and changes records, and sent again it changes nothing', async () => {
  const records = recordsOf(house);
  expect(await sent(good)).toEqual({ code: 0, said: '2 begun, 0 changed, 0 as they were' });
  expect(await records.read('ada')).toMatchObject({
    name: 'Ada\nZanzibar',
    units: ['housing', 'parking'],
    roles: [
      { role: 'handler', from: '2026-01-01', to: '2031-12-31' },
      { role: 'manager', from: '2032-01-01' },
    ],
    absences: [{ from: '2031-12-21', to: '2031-12-31', deputy: 'bea' }],
    competences: [{ code: 'arabic', until: '2031-12-31' }, { code: 'law' }],
    authority: { value: '200.00', currency: 'GBP' },
  });
  const before = await everything();
  expect(await sent(good)).toEqual({ code: 0, said: '0 begun, 0 changed, 2 as they were' });
  expect(await everything()).toBe(before);
  const married = good.map((line) => line.replace('Bea Brook', 'Bea Lake'));
  expect(await sent(married)).toEqual({ code: 0, said: '0 begun, 1 changed, 1 as they were' });
  expect(await records.read('bea')).toMatchObject({ name: 'Bea Lake', version: 2, changedBy: 'administrator' });
});

test('whatever is wrong is told by line and field, and none of it is written', async () => {
  await refused(
    [
      ...good,
      'cleo,Cleo,moon,handler 2026-01-01,,,',
      'dora,Dora,*,handler 2026-02-30,,,',
      'edna,Edna,*,boss 2026-01-01,,,1.001 GBP',
      'fay,Fay,*,handler 2026-01-01,2031-01-02..2031-01-01 bea,,5.00 EUR',
      'ada,Ada,*,handler 2026-01-01,,,',
      'gail,Gail,*',
      'hal,Hal,*,handler 2026-01-01 for ever,,,',
      'ida,Ida,*,handler 2026-01-01,2031-01-01..2031-01-02 nobody,,',
    ],
    /staff\.csv:6 {2}\/units\/0 /,
    /staff\.csv:7 {2}\/roles\/0\/from /,
    /staff\.csv:8 {2}\/roles\/0\/role /,
    /staff\.csv:8 {2}\/authority\/value /,
    /staff\.csv:9 {2}\/absences\/0\/to /,
    /staff\.csv:9 {2}\/authority\/currency /,
    /staff\.csv:10 {2}\/id /,
    /staff\.csv:11 {4}.*7 cells/,
    /staff\.csv:12 {2}\/roles\/0\/more /,
    /staff\.csv:13 {2}\/absences\/0\/deputy /,
  );
});

test('deputies in a circle are found within one file, and with those who are there already', async () => {
  const away = (id: string, deputy: string) => `${id},X,*,handler 2026-01-01,2031-12-21..2031-12-24 ${deputy},,`;
  await refused([header, away('joe', 'kay'), away('kay', 'lea'), away('lea', 'joe')], /:2 /, /:3 /, /:4 /);
  await refused([header, away('bea', 'ada')], /:2 {2}\/absences\/0\/deputy/);
  expect(await sent([header, away('joe', 'kay'), away('kay', 'bea')])).toMatchObject({ code: 0 });
});

test('a file that is none, without its columns, or that takes the last administrator away', async () => {
  await refused(['id,name\nada,Ada'], /staff\.csv:1 .*units/);
  await refused([`${header},colour`, 'x'], /staff\.csv:1 .*authority/);
  await refused([header, 'ada,"Zanzibar,*,handler 2026-01-01,,,'], /staff\.csv:2 .*quote/);
  await refused([header, 'administrator,A,*,handler 2026-01-01,,,'], /\/roles .*administrator/);
  expect(await sent(good, { RECOURSE_CLIENT: 'auditor' })).toMatchObject({ code: 1 });
  expect(await sent(good, { RECOURSE_CLIENT: 'stranger' })).toMatchObject({ code: 2 });
  const said: string[] = [];
  const terminal = {
    say: (words: string) => void said.push(words),
    complain: (words: string) => void said.push(words),
  };
  expect(await importStaff(['import', '/nowhere.csv'], { RECOURSE_URL: house.url }, terminal)).toBe(2);
  expect(await importStaff(['export'], {}, terminal)).toBe(2);
  expect(said[1]).toContain('npm run staff -- import <file.csv>');
});
