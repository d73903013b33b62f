import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openHouse, type House } from './support/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test('the calls of the README take a complaint from lodging to closing, as printed', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, script = ''] = /```sh\n([\s\S]*?)```/.exec(readme) ?? [];
  const { stdout, stderr } = await promisify(execFile)('bash', ['--norc', '-euc', script], {
    env: { ...process.env, API: house.url },
  });
  const [lodged = '', ...said] = stdout.trim().split('\n');
  expect(stderr).toBe('');
  expect(lodged).toMatch(/^C-[0-9A-Z-]+ [0-9A-Z-]+$/);
  expect(said).toEqual([
    'assessed',
    'underInvestigation',
    'underInvestigation',
    'proposed',
    'decided',
    expect.stringMatching(/[\u0600-\u06FF]/), // whose turn it is, in Persian
    'organisation',
    'accepted',
    'remedied',
    'closed',
  ]);
});
