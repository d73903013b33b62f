import { describe, expect, test } from '@jest/globals';
import { told } from './life.ts';
import { auditor, complainant, contact, handler } from './people.ts';

describe('putting right (4.9)', () => {
  test('a correction is a new entry that points to the old one, which stays as it was', () => {
    const life = told.received({ category: 'service-poor' });
    const old = structuredClone(life.entries[0]);
    life.does(contact, 'correct', { category: 'delivery-late', occurredOn: '2026-10-30', place: { region: 'bronx' } });
    expect(life.complaint).toMatchObject({ category: 'delivery-late', occurredOn: '2026-10-30', region: 'bronx' });
    expect(life.entries[0]).toEqual(old);
    expect(life.entries[1]?.action).toMatchObject({ kind: 'correct', sequence: 1, of: 'receive' });
  });

  test('it is possible at any stage, after closing too, and moves neither stage nor clocks', () => {
    for (const life of [told.received(), told.decided(), told.accepted().does(handler, 'close')]) {
      const { stage, clocks } = life.complaint;
      expect(life.does(complainant, 'correct').complaint).toMatchObject({ stage, clocks });
    }
  });

  test('only what is in the trail can be put right', () => {
    expect(told.received().refuses(contact, 'correct', { sequence: 2 })).toBe('impossible unknownEntry');
    expect(told.received().refuses(contact, 'correct', { sequence: 0 })).toBe('impossible unknownEntry');
  });

  test('what a receipt says is put right in a receipt, or in its correction', () => {
    const life = told.acknowledged({ category: 'service-poor' });
    const wrong = { sequence: 2, of: 'acknowledge', category: 'delivery-late' } as const;
    expect(life.refuses(contact, 'correct', wrong)).toBe('impossible notCorrectable');
    life.does(contact, 'correct', { sequence: 2, of: 'acknowledge', words: 'sealed' });
    life.does(contact, 'correct', { category: 'delivery-late' });
    life.does(contact, 'correct', { sequence: 4, of: 'correct', category: 'delivery-none' });
    expect(life.complaint.category).toBe('delivery-none');
  });

  test('an auditor corrects nothing', () => {
    expect(told.received().refuses(auditor, 'correct')).toBe('not-yours role');
  });
});
