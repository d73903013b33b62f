import { describe, expect, test } from '@jest/globals';
import { owesNothing } from '../../domain/advance.ts';
import type { Clock } from '../../domain/clock.ts';
import { live, ofClock, reviewed, told } from './life.ts';
import { clock, complainant, contact, handler, manager, manager2, withSilence } from './people.ts';

const ended = ({ state, armedAt, due, endedAt }: Clock) => ({ state, armedAt, due, endedAt });

describe('clocks', () => {
  test('the receipt arms what the procedure starts with it, each due on the first instant that is too late', () => {
    // Received on Monday, 2 November, which is not counted; no holidays before Christmas, and London keeps UTC.
    expect(live().complaint.clocks.map(({ name, lastDay, due }) => [name, lastDay, due])).toEqual([
      ['acknowledgement', '2026-11-04', '2026-11-05T00:00:00.000Z'], // 2 working days
      ['assessment', '2026-11-05', '2026-11-06T00:00:00.000Z'], // 3
      ['update', '2026-11-16', '2026-11-17T00:00:00.000Z'], // 10: 3 to 6, 9 to 13, 16 November
      ['decision', '2026-11-30', '2026-12-01T00:00:00.000Z'], // 20: up to 16, then 17 to 20, 23 to 27, 30 November
      ['settled-at-first-contact', '2026-11-05', '2026-11-06T00:00:00.000Z'], // 3
    ]);
  });

  test('tags choose: what came electronically is to be acknowledged within the hour', () => {
    const names = live({ channel: 'api', by: complainant }).complaint.clocks.map(({ name }) => name);
    expect(names).toEqual([
      'acknowledgement-electronic',
      'assessment',
      'update',
      'decision',
      'settled-at-first-contact',
    ]);
  });

  test('met in time, late, or never: the three ends of a duty', () => {
    const inTime = live().wait(1).does(contact, 'acknowledge');
    expect(ended(inTime.clock('acknowledgement'))).toMatchObject({ state: 'met', endedAt: inTime.now });
    const late = live().wait(5);
    expect(late.clock('acknowledgement')).toMatchObject({ state: 'breached' });
    expect(late.clock('acknowledgement').endedAt).toBeUndefined();
    late.does(contact, 'acknowledge');
    expect(ended(late.clock('acknowledgement'))).toMatchObject({ state: 'metLate', endedAt: late.now });
    const never = live().wait(5).does(complainant, 'withdraw');
    expect(ended(never.clock('acknowledgement'))).toMatchObject({ state: 'breached', endedAt: never.now });
  });

  test('what ended stays ended, whatever comes', () => {
    const life = told.decided();
    const before = life.complaint.clocks.filter(({ endedAt }) => endedAt);
    life.does(complainant, 'reject').wait(10).does(complainant, 'withdraw').wait(1000);
    for (const one of before) expect(life.complaint.clocks).toContainEqual(one);
  });

  test('withdrawal and closing cancel the duties that run', () => {
    const life = live().does(complainant, 'withdraw');
    expect(life.complaint.clocks.map(({ name, state }) => [name, state])).toEqual([
      ['acknowledgement', 'cancelled'],
      ['assessment', 'cancelled'],
      ['update', 'cancelled'],
      ['decision', 'cancelled'],
      ['follow-up', 'running'],
      ['settled-at-first-contact', 'running'],
      ['reopening', 'running'],
    ]);
  });

  test('per tier: each tier has its own decision clock with the full limit, from the day it was entered', () => {
    const life = told.decided().wait(3).does(complainant, 'reject');
    const decisions = life.complaint.clocks.filter(({ name }) => name === 'decision');
    expect(decisions.map(({ tier, occurrence, state }) => ({ tier, occurrence, state }))).toEqual([
      { tier: 1, occurrence: 1, state: 'met' },
      { tier: 2, occurrence: 1, state: 'running' },
    ]);
    expect(decisions[1]).toMatchObject({ armedAt: life.now, due: '2026-12-04T00:00:00.000Z' });
    expect(life.clock('acknowledgement-review')).toMatchObject({ tier: 2, state: 'running' });
  });

  test('every time: each decision opens the windows anew and calls off those still open', () => {
    const life = told.decided().wait(1).does(complainant, 'reject');
    reviewed(life.wait(1), manager, manager2);
    const [first, second] = life.complaint.clocks.filter(({ name }) => name === 'external');
    expect(first).toMatchObject({ state: 'cancelled', occurrence: 1, endedAt: life.now });
    // Counted over all tiers: its key says 1 in each of them, and only the number of its anchor is another.
    expect(second).toMatchObject({ state: 'running', occurrence: 2, tier: 1, armedAt: life.now });
    expect(life.complaint.clocks.filter(({ name }) => name === 'answer').map(({ state }) => state)).toEqual([
      'met',
      'running',
    ]);
  });

  test('a window that ran out is over at its due, and is never met late', () => {
    const rules = withSilence([]);
    const life = told.decided([], { rules }).wait(40).does(complainant, 'accept');
    expect(life.clock('answer')).toMatchObject({ state: 'breached', endedAt: '2026-12-01T00:00:00.000Z' });
  });

  test('a timer ends as met at its due, by its own entry', () => {
    const life = live().does(complainant, 'withdraw').wait(10);
    expect(life.clock('follow-up')).toMatchObject({ state: 'met', endedAt: life.clock('follow-up').due });
    expect(life.entries.at(-1)).toMatchObject({ by: clock, action: { kind: 'runOut', clock: 'follow-up' } });
  });

  test('what an entry says of a clock is true: the clock says it, of one that runs, at its due or later', () => {
    const life = told.decided();
    const external = ofClock(life.clock('external'));
    expect(life.refuses(complainant, 'accept', external)).toBe('not-yours role');
    expect(life.refuses(clock, 'runOut', external)).toBe('not-now stage');
    expect(life.refuses(clock, 'runOut', ofClock(life.clock('decision')))).toBe('not-now stage');
    expect(life.until(external.due).entries.map(({ action }) => 'clock' in action && action.clock)).toContain(
      'external',
    );
  });

  test('a closed complaint owes nothing once survey, reopening and the outside window are over, and not before', () => {
    const life = told.accepted().does(handler, 'close').wait(200);
    expect(owesNothing(life.complaint)).toBe(false);
    expect(owesNothing(life.wait(166).complaint)).toBe(true);
    const withdrawn = live().does(complainant, 'withdraw').wait(180);
    expect(owesNothing(withdrawn.complaint)).toBe(false);
    expect(owesNothing(withdrawn.wait(2).complaint)).toBe(true);
  });
});
