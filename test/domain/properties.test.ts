import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stages } from '../../domain/complaint.ts';
import { kindsBeside } from '../../domain/beside/rows.ts';
import { actionKinds } from '../../domain/lifecycle.ts';
import { laws, type Lived } from './laws.ts';
import { end, movesOf, play } from './played.ts';
import { anyLife, type AnyLife } from './throws.ts';

const runs = 1000;
const seen = { kinds: new Set<string>(), stages: new Set<string>(), tiers: new Set<number>(), taken: 0, refused: 0 };

function live(life: AnyLife, chosen: number): Lived {
  const played = play(life);
  const last = end(played);
  for (const { action } of played.entries) seen.kinds.add(action.kind);
  for (const { stage, tier } of played.stations) {
    seen.stages.add(stage);
    seen.tiers.add(tier);
  }
  seen.taken += played.entries.length;
  seen.refused += played.refused;
  return { played, last, moves: movesOf(last), chosen };
}

describe(`in each of ${runs} random lives`, () => {
  let broken: { law: string; error: unknown } | undefined;

  // All laws on each life, since it is the playing that takes time. The first that breaks ends it, shrunk, with its seed.
  beforeAll(() => {
    Error.stackTraceLimit = 0; // refusals are errors, and here there are many
    let law = '';
    const holds = (life: AnyLife, chosen: number) => {
      const lived = live(life, chosen);
      for (const [sentence, holdsIn] of Object.entries(laws)) {
        try {
          holdsIn(lived);
        } catch (error) {
          law = sentence;
          throw error;
        }
      }
    };
    try {
      fc.assert(fc.property(anyLife, fc.nat(99), holds), {
        numRuns: runs,
        interruptAfterTimeLimit: 400_000,
        markInterruptAsFailure: true,
      });
    } catch (error) {
      broken = { law, error };
    } finally {
      Error.stackTraceLimit = 10;
    }
  }, 420_000);

  test.each(Object.keys(laws))('%s', (law) => {
    if (broken?.law === law) throw broken.error;
    expect(broken?.law).not.toBe(law);
  });

  test('so much was tried that this means something: every action of the road, stage and tier, and many refusals', () => {
    if (broken) throw broken.error;
    // What answers something that is rare beside the road may stay away from a thousand lives; each has stories of its own.
    const missing = actionKinds.filter((kind) => !seen.kinds.has(kind));
    expect(missing.filter((kind) => !kindsBeside.some((each) => each === kind))).toEqual([]);
    expect(missing.length).toBeLessThanOrEqual(4);
    expect([...seen.stages].toSorted()).toEqual([...stages].toSorted());
    expect(seen.tiers).toEqual(new Set([1, 2, 3]));
    expect(seen.refused).toBeGreaterThan(runs);
    expect(seen.taken).toBeGreaterThan(5 * runs);
  });
});
