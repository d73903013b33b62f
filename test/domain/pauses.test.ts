import { allowed } from '../../domain/allowed.ts';
import { addMilliseconds } from '../../domain/day.ts';
import { describe, expect, test } from '@jest/globals';
import { told } from './life.ts';
import * as people from './people.ts';

const { complainant, complaintsManager, contact, handler, manager, pausedForCourt, withTiers } = people;
const tuesday = '2026-11-03T10:00:00.000Z';
const decision = (life: ReturnType<typeof told.received>) => {
  const { state, due, lastDay } = life.clock('decision');
  return { state, due, lastDay };
};

describe('a question to the complainant (7.6)', () => {
  const asked = () => told.investigated().until(tuesday).does(handler, 'ask');

  test('stops the decision clock, and the house’s ten working days are the most that it costs', () => {
    const life = asked();
    // 3 to 6, 9 to 13 and 16 November do not count; 17 November to 14 December are twenty.
    const then = { due: '2026-12-15T00:00:00.000Z', lastDay: '2026-12-14' };
    expect(decision(life)).toEqual({ state: 'paused', ...then });
    expect(life.owedLetters.at(-1)).toBe('information-request');
    expect(decision(life.until('2026-11-16T23:59:59.999Z').does(handler, 'inform'))).toEqual({
      state: 'paused',
      ...then,
    });
    expect(decision(life.until('2026-11-17T00:00:00.000Z').does(handler, 'inform'))).toEqual({
      state: 'running',
      ...then,
    });
    expect(life.byTheHour('2026-12-14T23:59:59.999Z').complaint.tier).toBe(1);
    expect(life.byTheHour('2026-12-15T00:00:00.000Z').complaint.tier).toBe(2);
  });

  test('stops it until the answer comes, with the days at whose end it was waited for', () => {
    const life = asked().until('2026-11-05T12:00:00.000Z').does(complainant, 'addInformation');
    // Tuesday and Wednesday do not count, Thursday does: 1 and 2 December beside the twenty without them.
    expect(decision(life)).toEqual({ state: 'running', due: '2026-12-03T00:00:00.000Z', lastDay: '2026-12-02' });
  });

  test('a second one stops nothing', () => {
    const life = asked().until('2026-11-05T12:00:00.000Z').does(complainant, 'addInformation');
    life
      .until('2026-11-09T10:00:00.000Z')
      .does(handler, 'ask')
      .until('2026-11-11T10:00:00.000Z')
      .does(handler, 'inform');
    expect(decision(life)).toEqual({ state: 'running', due: '2026-12-03T00:00:00.000Z', lastDay: '2026-12-02' });
    expect(life.does(complainant, 'addInformation').complaint.facts.at(-1)?.fact).toBe('informationReceived');
  });

  test('stops no other clock, and is a word from us', () => {
    const life = told.acknowledged().until(tuesday).does(contact, 'ask');
    expect(life.clock('assessment')).toMatchObject({ state: 'running', due: '2026-11-06T00:00:00.000Z' });
    // The next word from us is owed ten working days after this one: 4 to 6, 9 to 13, 16 and 17 November.
    expect(life.clock('update')).toMatchObject({ state: 'running', occurrence: 2, due: '2026-11-18T00:00:00.000Z' });
  });

  test('only what was asked for comes, and each question is answered once', () => {
    expect(told.investigated().refuses(handler, 'receiveInformation', { onBehalf: true })).toBe('not-now wasAsked');
    const life = asked();
    expect(life.refuses(handler, 'receiveInformation')).toBe('not-yours complainantsWord');
    life.does(handler, 'receiveInformation', { onBehalf: true, channel: 'phone' });
    expect(life.refuses(handler, 'receiveInformation', { onBehalf: true })).toBe('not-now wasAsked');
    expect(life.does(handler, 'ask').does(complainant, 'addInformation').stage).toBe('underInvestigation');
  });

  test('is not put any more once it is decided', () => {
    expect(told.decided().refuses(handler, 'ask')).toBe('not-now stage');
  });
});

describe('a pause by hand', () => {
  const paused = () => told.investigated({ rules: pausedForCourt }).until(tuesday).does(handler, 'pause');

  test('stops the clock until it is ended by hand, and nothing runs out meanwhile', () => {
    const life = paused();
    expect(decision(life)).toEqual({ state: 'paused', due: null, lastDay: undefined });
    expect(life.byTheHour('2027-01-05T09:00:00.000Z').complaint.tier).toBe(1);
    // From 3 November to 4 January nothing counted: 5 to 8, 11 to 15, 18 to 22, 25 to 29 January and 1 February do.
    life.does(manager, 'resume');
    expect(decision(life)).toEqual({ state: 'running', due: '2027-02-02T00:00:00.000Z', lastDay: '2027-02-01' });
    expect(life.complaint.pauses).toEqual([{ reason: 'court', from: tuesday, to: '2027-01-05T09:00:00.000Z' }]);
  });

  test('is had for a listed reason only, and never for one that facts begin', () => {
    const life = told.investigated({ rules: pausedForCourt });
    expect(life.refuses(handler, 'pause', { reason: 'holidays' })).toBe('not-now pauseReason');
    expect(life.refuses(handler, 'pause', { reason: 'waiting-for-complainant' })).toBe('not-now pauseReason');
    expect(told.investigated().refuses(handler, 'pause')).toBe('not-now pauseReason');
    expect(life.refuses(contact, 'pause')).toBe('not-yours role');
  });

  test('does not begin twice, nor end without having begun', () => {
    const life = paused();
    expect(life.refuses(handler, 'pause')).toBe('not-now pauseReason');
    expect(life.refuses(handler, 'resume', { reason: 'holidays' })).toBe('not-now resumable');
    life.does(handler, 'resume');
    expect(life.refuses(handler, 'resume')).toBe('not-now resumable');
    expect(life.does(handler, 'pause').complaint.pauses).toHaveLength(2);
    expect(told.investigated().refuses(handler, 'resume')).toBe('not-now resumable');
  });
});

describe('an extension', () => {
  const extend = (fields: object = {}) => told.investigated().refuses(complaintsManager, 'extend', fields);

  test('gives the ten working days of the house, and owes its letter', () => {
    const life = told.investigated().does(complaintsManager, 'extend', { ground: 'new-facts' });
    // After 30 November: 1 to 4, 7 to 11, 14 December.
    expect(decision(life)).toEqual({ state: 'running', due: '2026-12-15T00:00:00.000Z', lastDay: '2026-12-14' });
    expect(life.letters.at(-1)).toMatchObject({ kind: 'extension', owedBy: 'extension:decision' });
    const shorter = { by: { count: 3, unit: 'workingDays' as const } };
    expect(decision(told.investigated().does(complaintsManager, 'extend', shorter)).lastDay).toBe('2026-12-03');
  });

  test('is refused on a ground, in a unit, of a length or of a clock that the procedure does not know', () => {
    expect(extend({ ground: 'weather' })).toBe('not-now extension.ground');
    expect(extend({ by: { count: 10, unit: 'days' } })).toBe('not-now extension.unit');
    expect(extend({ date: '2026-12-02' })).toBe('not-now extension.unit');
    expect(extend({ by: { count: 11, unit: 'workingDays' } })).toBe('not-now extension.tooLong');
    expect(extend({ by: { count: 10, unit: 'workingDays' } })).toBe('nobody refused');
    expect(extend({ clock: 'update' })).toBe('not-now extendable');
  });

  test('is refused from the instant on at which the clock has run out', () => {
    const rules = withTiers(() => ({ entryBy: ['complainant'] }));
    const at = (now: string) => told.investigated({ rules }).meanwhile(now).refuses(complaintsManager, 'extend');
    expect(at('2026-11-30T23:59:59.999Z')).toBe('nobody refused');
    expect(at('2026-12-01T00:00:00.000Z')).toBe('not-now extendable');
    expect(told.decided().refuses(complaintsManager, 'extend')).toBe('not-now extendable');
  });

  test('is given once, and once more in the next tier', () => {
    const life = told.investigated().does(complaintsManager, 'extend');
    expect(life.refuses(complaintsManager, 'extend')).toBe('not-now extension.usedUp');
    life.until('2026-12-15T00:00:00.000Z');
    // Entered on 15 December: 16 to 18, 21 to 24, 29 to 31, 4 to 8, 11 to 15 January are twenty, and up to the 29th thirty.
    expect(life.clock('decision')).toMatchObject({ tier: 2, due: '2027-01-16T00:00:00.000Z' });
    expect(life.does(complaintsManager, 'extend').clock('decision').due).toBe('2027-01-30T00:00:00.000Z');
  });

  test('wants the agreement of whom the procedure names', () => {
    for (const by of [handler, manager, people.head]) {
      expect(told.investigated().refuses(by, 'extend')).toBe('not-yours extensionApproval');
    }
    expect(told.investigated().refuses(contact, 'extend')).toBe('not-yours role');
    expect(told.investigated({ rules: people.extendedByAnybody }).refuses(handler, 'extend')).toBe('nobody refused');
  });

  test('is offered once, for the clock of this tier, though that of the tier before still runs', () => {
    const life = told.received({ rules: people.extendedByAnybody }).until(tuesday).does(people.clock, 'escalate');
    const running = life.complaint.clocks.filter(({ name, state }) => name === 'decision' && state === 'running');
    expect(running.map(({ tier }) => tier)).toEqual([1, 2]);
    const { complaint } = life;
    const offers = allowed(complaint, handler, people.extendedByAnybody).allowed;
    expect(offers.find(({ kind }) => kind === 'extend')?.fields['clock']?.values).toEqual(['decision']);
  });

  test('may be given during a pause, and counts when it is over', () => {
    const life = told.investigated({ rules: pausedForCourt }).until(tuesday).does(handler, 'pause');
    expect(decision(life.does(complaintsManager, 'extend'))).toEqual({
      state: 'paused',
      due: null,
      lastDay: undefined,
    });
    // Ten more than without it: 2 to 5, 8 to 12, 15 February.
    expect(decision(life.until('2027-01-05T09:00:00.000Z').does(handler, 'resume')).lastDay).toBe('2027-02-15');
  });

  test('stays given, with the word that it was, though the complaint is withdrawn right after it', () => {
    const life = told.investigated().until(tuesday).does(complaintsManager, 'extend');
    const before = life.clock('update');
    expect(before).toMatchObject({ occurrence: 2, armedAt: tuesday, state: 'running' });
    life.until(addMilliseconds(tuesday, 1)).does(complainant, 'withdraw');
    expect(life.complaint.clocks.find(({ name }) => name === 'update')?.state).toBe('met');
  });
});
