import { describe, expect, test } from '@jest/globals';
import { lettersOwed } from '../../domain/letter.ts';
import { live, reviewed, told } from './life.ts';
import { complainant, contact, handler, houseRules, manager, manager2 } from './people.ts';

/** What a decision letter must say, owed by nothing. */
const unsent = { kind: 'decision', owedBy: [], elements: ['reasons'] };

describe('letters owed by the house procedure', () => {
  test('from receipt to survey, each once, in this order', () => {
    const life = told.assessed().does(handler, 'inform').does(handler, 'investigate').does(handler, 'find');
    life.does(handler, 'propose').does(handler, 'decide').does(complainant, 'reject');
    reviewed(life, manager, manager2).does(complainant, 'accept').does(handler, 'close').wait(400);
    expect(life.owedLetters).toEqual([
      'acknowledgement',
      'update',
      'decision',
      'review-opened',
      'further-options',
      'decision',
      'closing',
      'survey',
    ]);
    expect(new Set(life.letters.map(({ id }) => id)).size).toBe(life.letters.length);
  });

  test('a letter says which entry makes it owed, why, how and in which language it goes out', () => {
    const life = live({ channel: 'email', complainant: { language: 'ur' } });
    expect(life.letters).toEqual([
      {
        id: 'C-1/1/acknowledgement',
        reference: 'C-1',
        kind: 'acknowledgement',
        owedBy: 'fact:received',
        channel: 'email',
        language: 'ur',
        state: 'owed',
        at: life.now,
      },
    ]);
  });

  test('a missed limit owes an apology beside the news that it moved up', () => {
    const life = told.assessed().wait(29);
    expect(life.letters.slice(-2).map(({ kind, owedBy }) => [kind, owedBy])).toEqual([
      ['delay', 'breach:decision'],
      ['review-opened', 'fact:escalatedByClock'],
    ]);
  });

  test('withdrawal and closing owe a closing letter; going outside owes one that tells the way', () => {
    expect(live().does(complainant, 'withdraw').owedLetters.at(-1)).toBe('closing');
    expect(told.decided().does(handler, 'refer').owedLetters.at(-1)).toBe('referral');
  });

  test('a complaint that is closed sends nothing by itself but the survey', () => {
    const life = told.accepted().does(handler, 'close');
    const before = life.letters.length;
    life.wait(1000);
    expect(life.owedLetters.slice(before)).toEqual(['survey']);
  });

  test('what happens in one tier alone may owe a letter of its own', () => {
    const letters = [{ kind: 'final', owedBy: ['fact:decisionCommunicated'], elements: [], tiers: [2] }];
    const rules = { ...houseRules, letters: [...letters, unsent] };
    const first = told.decided([], { rules });
    expect(first.owedLetters).toEqual([]);
    const complaint = { ...first.complaint, tier: 2 };
    const owed = lettersOwed(complaint, first.entries.at(-1)!, ['fact:decisionCommunicated'], rules);
    expect(owed.map(({ kind }) => kind)).toEqual(['final']);
  });

  test('a letter of the first tier is owed for what happened in it, though that led to the second', () => {
    const letters = [
      { kind: 'after-first', owedBy: ['fact:rejected'], elements: [], tiers: [1] },
      { kind: 'late-first', owedBy: ['breach:decision'], elements: [], tiers: [1] },
      { kind: 'review', owedBy: ['fact:escalated', 'fact:escalatedByClock'], elements: [], tiers: [2] },
    ];
    const rules = { ...houseRules, letters: [...letters, unsent] };
    expect(told.decided([], { rules }).does(complainant, 'reject').owedLetters).toEqual(['after-first', 'review']);
    expect(told.assessed({ rules }).wait(29).owedLetters).toEqual(['late-first', 'review']);
  });

  test('an acknowledgement by telephone counts and owes no second letter', () => {
    expect(told.received().does(contact, 'acknowledge', { channel: 'phone' }).owedLetters).toEqual(['acknowledgement']);
  });
});
