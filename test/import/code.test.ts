import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { codeOf } from '../../import/code.ts';

test.each([
  [['Animal-Abuse', 'Neglected'], 'nyc-311-animal-abuse-neglected'],
  [['Dead Animal', ''], 'nyc-311-dead-animal'],
  [['Wells  Fargo & Company'], 'nyc-311-wells-fargo-company'],
  [["Charged fees I didn't expect"], 'nyc-311-charged-fees-i-didnt-expect'],
  [['Crédit Général'], 'nyc-311-credit-general'],
])('%j is the code %s', (wordings, code) => {
  expect(codeOf('nyc-311', ...wordings)).toBe(code);
});

test('wordings that differ in case and punctuation alone share a code', () => {
  expect(codeOf('cfpb', 'Customer service / Customer relations')).toBe(
    codeOf('cfpb', 'Customer service/Customer relations'),
  );
});

test('long wordings that differ at their end, and letters that have no plain form, keep codes apart', () => {
  const long = 'a word '.repeat(20);
  expect(codeOf('cfpb', `${long}one`)).not.toBe(codeOf('cfpb', `${long}two`));
  expect(codeOf('cfpb', 'کتاب')).not.toBe(codeOf('cfpb', 'قلم'));
  expect(codeOf('cfpb', 'Straße 1')).not.toBe(codeOf('cfpb', 'Strae 1'));
});

test('every wording without control characters gives a code that the API takes, the same each time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (wording) => {
      fc.pre(!/\p{Cc}/u.test(wording));
      expect(codeOf('cfpb', wording)).toMatch(/^cfpb-[a-z0-9-]{1,80}$/);
      expect(codeOf('cfpb', wording)).toBe(codeOf('cfpb', wording));
    }),
  );
});

test('a line break in a code is refused', () => {
  expect(() => codeOf('cfpb', 'one\ntwo')).toThrow('line break');
});
