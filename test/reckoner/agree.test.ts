import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Case } from './cases.ts';
import { difference } from './compare.ts';
import { drawn } from './drawn.ts';
import { shrunk } from './shrink.ts';

/** Cases on which the two once differed, and what FORMAT.md decided. */
const { kept } = JSON.parse(readFileSync(new URL('kept.json', import.meta.url), 'utf8')) as {
  kept: { why: string; it: Case }[];
};
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000_000);
const cases = Number(process.env['CASES'] ?? 2_000);

test(
  `product and naive reckoner agree on ${cases} cases from SEED=${seed}`,
  () => {
    for (let each = seed; each < seed + cases; each++) {
      const it = drawn(each);
      const found = difference(it);
      if (!found) continue;
      const least = shrunk(it, (smaller) => difference(smaller) !== undefined);
      throw new Error(`SEED=${each} CASES=1: ${found}\n${difference(least)}\n${JSON.stringify(least)}`);
    }
    expect(cases).toBeGreaterThan(0);
  },
  60_000 + cases * 100,
);

test.each(kept.map(({ why, it }) => [why, it] as const))('kept: %s', (_, it) => {
  expect(difference(it)).toBeUndefined();
});
