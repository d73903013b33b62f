import { beforeAll, describe, expect, test } from '@jest/globals';
import { explore } from '../../model/explore.ts';
import { seededFaults } from '../../model/faults.ts';
import { isKnown } from '../../model/known.ts';
import { shippedSubjects, sliced, type Subject } from '../../model/subjects.ts';

// A small part of `npm run model-check`, which explores all procedures: docs/model-check.md.

let subjects: Subject[];
beforeAll(async () => {
  subjects = await shippedSubjects();
});

function subject(id: string): Subject {
  const found = subjects.find(({ name }) => name.startsWith(`${id}/`));
  if (!found) throw new Error(`There is no procedure ${id}.`);
  return found;
}

const exactly = { detours: 0, states: 20_000 };
const patience = 120_000; // on a machine with other work

test('every shipped version is explored', () => {
  expect(subjects).toHaveLength(27);
});

describe('what is shipped keeps every promise, with all its clocks', () => {
  test.each(['eu-psd2', 'recourse-small-business', 'us-cfpb'])(
    '%s',
    (id) => {
      const { rules, receipts } = subject(id);
      const { isWhole, faults, states } = explore(rules, receipts, exactly);
      expect(faults).toEqual([]);
      expect(isWhole).toBe(true);
      expect(states).toBeGreaterThan(50);
    },
    patience,
  );

  test(
    'eu-psd2, with a side way',
    () => {
      const { rules, receipts } = sliced(subject('eu-psd2'));
      const { isWhole, faults } = explore(rules, receipts, { detours: 1, states: 20_000 });
      expect(faults).toEqual([]);
      expect(isWhole).toBe(true);
    },
    patience,
  );
});

describe('each seeded fault of the table is found, by a life that anybody can follow', () => {
  test.each(Object.entries(seededFaults))(
    '%s',
    (sentence, seed) => {
      // A dead end is known only once everything is explored.
      const home = sentence === 'nothing leads out of referred' ? 'recourse-small-business' : 'recourse-default';
      const { rules, receipts: all } = sliced(subject(home));
      const receipts = all.filter(({ action: { channel, tags = [] } }) => channel === 'letter' && tags.length === 0);
      const mend = seed();
      try {
        const { faults } = explore(rules, receipts, { ...exactly, first: true });
        expect(faults).not.toEqual([]);
        expect(faults[0]?.path[0]).toMatch(/contact 1: receive/);
      } finally {
        mend();
      }
    },
    patience,
  );

  test('and mended, the table is as it was', () => {
    const { rules, receipts } = subject('eu-psd2');
    expect(explore(rules, receipts, exactly).faults).toEqual([]);
  });
});

test('a procedure whose tier nobody may have is found wrong, and only what is known is let pass', () => {
  const { name, rules, receipts } = sliced(subject('in-rbi-internal-ombudsman'));
  const { faults } = explore(rules, receipts, exactly);
  expect(faults.map(({ promise }) => promise)).toContain(
    'what goes up has somebody at the next tier who may look at it',
  );
  expect(faults.every(({ promise }) => isKnown(name, promise))).toBe(true);
  expect(faults.every(({ promise }) => isKnown('eu-psd2/2018-01-13', promise))).toBe(false);
});

test('what was cut short is not called exhausted', () => {
  const { rules, receipts } = subject('uk-lgsco');
  expect(explore(rules, receipts, { detours: 0, states: 50 }).isWhole).toBe(false);
});
