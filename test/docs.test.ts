import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { roles } from '../domain/actor.ts';
import type { ClockState } from '../domain/clock.ts';
import { closeReasons, stages } from '../domain/complaint.ts';
import { actionKinds } from '../domain/lifecycle.ts';
import { lifecycleFile, lifecycleText } from '../scripts/lifecycleText.ts';

const read = (path: string) => readFile(new URL(`../${path}`, import.meta.url), 'utf8');

test('docs/lifecycle.md is what the table of rules says today (`npm run docs` writes it)', async () => {
  expect(await readFile(lifecycleFile, 'utf8')).toBe(await lifecycleText());
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
