import { readFile, readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { roles } from '../domain/actor.ts';
import type { ClockState } from '../domain/clock.ts';
import { closeReasons, stages } from '../domain/complaint.ts';
import { actionKinds, rowOf } from '../domain/lifecycle.ts';
import { guards } from '../domain/guards.ts';
import { clauses } from '../scripts/clauses.ts';
import { pages } from '../scripts/pages.ts';
import { whoPage } from '../scripts/whoPage.ts';
import { houseRules } from './domain/people.ts';

const read = (path: string) => readFile(new URL(`../${path}`, import.meta.url), 'utf8');

const nameOf = (file: string): string => file.slice(file.lastIndexOf('docs/'));

beforeAll(() => {
  Error.stackTraceLimit = 0; // refusals are errors, and here there are many
});
afterAll(() => {
  Error.stackTraceLimit = 10;
});

describe('what is made from data is what the data say today (`npm run docs` writes it)', () => {
  test('each page, and none is left over', async () => {
    const made = await pages();
    for (const { file, text } of made) {
      const found = await readFile(file, 'utf8').catch(() => 'there is no such page');
      expect({ page: nameOf(file), text: found }).toEqual({ page: nameOf(file), text });
    }
    const there = await readdir(new URL('../docs/procedures', import.meta.url));
    const names = made.map(({ file }) => nameOf(file)).filter((name) => name.startsWith('docs/procedures/'));
    expect(there.map((name) => `docs/procedures/${name}`).toSorted()).toEqual(names.toSorted());
  }, 120_000);

  test.each([
    'notOwnProposal',
    'impartial',
    'notEarlierTier',
    'remedyToVerify',
    'authority',
    'complainantsWord',
  ] as const)('who may do what is another page without the rule %s', (rule) => {
    const today = whoPage(houseRules);
    const broken = guards as { [name: string]: unknown };
    const was = guards[rule];
    broken[rule] = () => undefined;
    try {
      expect(whoPage(houseRules)).not.toBe(today);
    } finally {
      broken[rule] = was;
    }
  });
});

describe('docs/iso-10002.md', () => {
  test('names each clause that a row of the table names, and 7.1 to 7.9', () => {
    const named = clauses.map(({ clause }) => clause);
    const needed = ['7.1', '7.2', '7.3', '7.4', '7.5', '7.6', '7.7', '7.8', '7.9'];
    expect(
      [...needed, ...actionKinds.map((kind) => rowOf(kind).clause)].filter((each) => !named.includes(each)),
    ).toEqual([]);
  });

  test.each(clauses.flatMap(({ clause, tests }) => tests.map(([file, title]) => [clause, file, title] as const)))(
    '%s: %s has the test "%s"',
    async (_, file, title) => {
      const text = await read(file);
      const titles = [...text.matchAll(/(?:test|describe)(?:\.each\([^]*?\))?\(\s*'([^']*)'/g)].map(([, each]) => each);
      expect(titles).toContain(title);
    },
  );
});

describe('docs/vocabulary.md', () => {
  const clockStates = Object.keys({
    running: true,
    paused: true,
    met: true,
    metLate: true,
    breached: true,
    cancelled: true,
  } satisfies Record<ClockState, true>);

  test.each(Object.entries({ actionKinds, stages, roles, clockStates, closeReasons }))(
    'has all %s',
    async (_, words) => {
      const page = await read('docs/vocabulary.md');
      expect(words.filter((word) => !page.includes(`\`${word}\``))).toEqual([]);
    },
  );

  test('names files and folders that are there', async () => {
    const page = await read('docs/vocabulary.md');
    const paths = [...page.matchAll(/`((?:domain|workflows|store|api|activities|worker|infra|locales)\/[\w./]*\w)`/g)];
    expect(paths.length).toBeGreaterThan(10);
    for (const [, path = ''] of paths) await expect(read(path)).resolves.not.toBe('');
  });
});
