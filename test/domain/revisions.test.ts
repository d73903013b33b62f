import { describe, expect, test } from '@jest/globals';
import { advance } from '../../domain/advance.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Entry, Moved } from '../../domain/action.ts';
import { fold } from '../../domain/fold.ts';
import { actionOf, live, told, whyNot, type Life } from './life.ts';
import { clock, complainant, complaintsManager, secondRevision } from './people.ts';

/**
 * Received on Monday, 14 December: a word from us by the 30th (15 to 18, 21 to 24, 29, 30), the decision by 14 January (31,
 * 4 to 8, 11 to 14). Christmas Day is a Friday, and Monday the 28th a holiday for Saturday.
 */
const first = { at: '2026-12-14T09:00:00.000Z' };
const one = { tier: 1, occurrence: 1 };
const investigated = () => told.investigated(first).until('2026-12-16T12:00:00.000Z');
const moves = ({ entries }: Life) =>
  entries.flatMap(({ action }) => (action.kind === 'revise' ? [action.moves] : [])).at(-1);
const dues = ({ complaint }: Life, names: string[]) =>
  complaint.clocks.filter(({ name }) => names.includes(name)).map(({ due }) => due);

describe('a calendar that is revised', () => {
  test('with a new holiday moves the clocks that would have counted that day, and no others', () => {
    const life = investigated().revised(secondRevision({ proclaimed: ['2026-12-21'] }));
    expect(moves(life)).toEqual([
      { clock: 'update', ...one, from: '2026-12-31T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' },
      { clock: 'decision', ...one, from: '2027-01-15T00:00:00.000Z', to: '2027-01-16T00:00:00.000Z' },
    ]);
    expect(dues(life, ['update', 'decision'])).toEqual(['2027-01-01T00:00:00.000Z', '2027-01-16T00:00:00.000Z']);
    // Until 17 December, and untouched by the 21st.
    expect(dues(life, ['settled-at-first-contact'])).toEqual(['2026-12-18T00:00:00.000Z']);
    expect(life.complaint.calendars.map(({ revision, since }) => [revision, since])).toEqual([
      [1, first.at],
      [2, life.now],
    ]);
  });

  test('with a holiday less moves them back', () => {
    const life = investigated().revised(secondRevision({ takenBack: ['2026-12-28'] }));
    expect(dues(life, ['update', 'decision'])).toEqual(['2026-12-30T00:00:00.000Z', '2027-01-14T00:00:00.000Z']);
  });

  test('moves no clock that has ended or run out', () => {
    const life = live(first).until('2026-12-18T12:00:00.000Z');
    life.revised(secondRevision({ proclaimed: ['2026-12-16'] }));
    expect(life.clock('acknowledgement')).toMatchObject({ state: 'breached', due: '2026-12-17T00:00:00.000Z' });
    expect(moves(life)?.map((moved) => moved.clock)).toEqual(['update', 'decision']);
    const met = told.assessed(first).until('2026-12-15T12:00:00.000Z');
    met.revised(secondRevision({ proclaimed: ['2026-12-16'] }));
    expect(met.clock('acknowledgement')).toMatchObject({ state: 'met', due: '2026-12-17T00:00:00.000Z' });
  });

  test('lets a clock run out at once that had more time before', () => {
    const life = told.investigated(first).until('2026-12-30T12:00:00.000Z');
    life.revised(secondRevision({ takenBack: ['2026-12-28'] }));
    // And of the decision's twenty days ten are over one working day sooner.
    expect(life.entries.slice(-3)).toMatchObject([
      { at: life.now, action: { kind: 'revise' } },
      { at: life.now, action: { kind: 'runOut', clock: 'update', due: '2026-12-30T00:00:00.000Z' } },
      { at: life.now, action: { kind: 'warn', clock: 'decision', lastDay: '2027-01-13' } },
    ]);
  });

  test('moves nothing of a closed complaint', () => {
    const life = told.investigated(first).does(complainant, 'withdraw').until('2026-12-16T12:00:00.000Z');
    // To be asked by 21 December how it was.
    life.revised(secondRevision({ proclaimed: ['2026-12-21'] }));
    expect(moves(life)).toEqual([]);
    expect(dues(life, ['follow-up'])).toEqual(['2026-12-22T00:00:00.000Z']);
  });

  test('moves exactly what its entry says: one that says less, more or other is refused, and only the clock says it', () => {
    const { complaint, now, rules: before } = investigated();
    const rules = { ...before, calendars: [...before.calendars, secondRevision({ proclaimed: ['2026-12-21'] })] };
    const says = (said: Moved[], by: Actor = clock) =>
      whyNot(() => advance(complaint, { action: actionOf('revise', { moves: said }), by, at: now }, rules));
    const update = { clock: 'update', ...one, from: '2026-12-31T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };
    const decision = { clock: 'decision', ...one, from: '2027-01-15T00:00:00.000Z', to: '2027-01-16T00:00:00.000Z' };
    expect(says([update, decision])).toBe('nobody refused');
    expect(says([update])).toBe('impossible otherMoves');
    expect(says([update, decision, { ...update, clock: 'assessment' }])).toBe('impossible otherMoves');
    expect(says([update, { ...decision, to: '2027-01-19T00:00:00.000Z' }])).toBe('impossible otherMoves');
    expect(says([update, decision], complaintsManager)).toBe('not-yours role');
  });

  test('is in the fold of the trail, which gives the same', () => {
    const life = investigated()
      .revised(secondRevision({ proclaimed: ['2026-12-21'] }))
      .byTheHour('2027-01-20T00:00:00.000Z');
    const { complaint, entries, letters, notices, rules } = life;
    const trail = JSON.parse(JSON.stringify(entries)) as Entry[];
    expect(fold(trail, complaint.reference, rules)).toEqual({ complaint, entries, letters, notices });
  });
});

describe('a procedure that is revised', () => {
  const strike = {
    id: 'strike',
    revision: 2,
    from: '2026-12-21',
    to: '2026-12-23',
    clocks: ['decision'],
    appliesTo: { receivedFrom: '2026-12-01' },
  };
  const second = { revision: 2, suspensions: [strike] };

  test('suspends the clocks of the cohort from the day on which the complaint is told, and no others', () => {
    const life = investigated().revised(second);
    expect(moves(life)).toEqual([
      { clock: 'decision', ...one, from: '2027-01-15T00:00:00.000Z', to: '2027-01-20T00:00:00.000Z' },
    ]);
    expect(life.complaint.revisions).toEqual([{ revision: 2, since: life.now }]);
    const before = live({ at: '2026-11-30T09:00:00.000Z' }).until('2026-12-16T12:00:00.000Z').revised(second);
    expect(moves(before)).toEqual([]);
  });

  test('gives no time back that had run out before the complaint was told', () => {
    const life = told.investigated({ at: '2026-11-16T09:00:00.000Z' }).until('2026-12-16T12:00:00.000Z');
    expect(life.clock('decision')).toMatchObject({ tier: 2 });
    const dueBefore = life.complaint.clocks.find(({ name, tier }) => name === 'decision' && tier === 1)?.due;
    life.revised({ revision: 2, suspensions: [{ ...strike, from: '2026-12-01', to: '2026-12-31', appliesTo: {} }] });
    expect(moves(life)?.map(({ clock: name, tier }) => [name, tier])).toEqual([['decision', 2]]);
    const after = life.complaint.clocks.find(({ name, tier }) => name === 'decision' && tier === 1)?.due;
    expect(after).toBe(dueBefore);
  });

  test('moves nothing of a closed complaint', () => {
    const life = told.investigated(first).does(complainant, 'withdraw').until('2026-12-16T12:00:00.000Z');
    const following = { ...strike, clocks: ['follow-up'], from: '2026-12-15', to: '2026-12-31' };
    expect(moves(life.revised({ revision: 2, suspensions: [following] }))).toEqual([]);
  });

  test('means the same to a complaint that was received under it', () => {
    const later = live({
      ...first,
      rules: { ...live(first).rules, suspensions: [strike] },
      procedure: { id: 'recourse-default', version: '2024-01-01', revision: 2 },
    });
    expect(later.clock('decision').due).toBe('2027-01-20T00:00:00.000Z');
    const earlier = live({ ...first, rules: { ...live(first).rules, suspensions: [strike] } });
    expect(earlier.clock('decision').due).toBe('2027-01-15T00:00:00.000Z');
  });

  test('is in the fold of the trail, which gives the same', () => {
    const life = investigated().revised(second).byTheHour('2027-01-25T00:00:00.000Z');
    const { complaint, entries, letters, notices, rules } = life;
    const trail = JSON.parse(JSON.stringify(entries)) as Entry[];
    expect(fold(trail, complaint.reference, rules)).toEqual({ complaint, entries, letters, notices });
  });
});
