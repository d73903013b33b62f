import { describe, expect, test } from '@jest/globals';
import type { Entry } from '../../domain/action.ts';
import { live, told, type Life } from './life.ts';
import { complainant, complaintsManager, contact, handler, secondRevision, withClock } from './people.ts';

/** What a clock said by itself, of which kind, when and of which last day. */
const said = ({ entries }: Life, kind: 'warn' | 'remind', clock: string) =>
  entries.flatMap(({ action, at }: Entry) => (action.kind === kind && action.clock === clock ? [{ at, action }] : []));
const warned = (life: Life, clock = 'decision') =>
  said(life, 'warn', clock).map(({ at, action }) => [at, 'warnings' in action && [action.warnings, action.lastDay]]);
const reminded = (life: Life, clock: string) => said(life, 'remind', clock).map(({ at }) => at);
const noticed = ({ notices }: Life, clock: string) =>
  notices.filter((each) => each.clock === clock).map(({ kind, roles, at, tier }) => ({ kind, roles, at, tier }));

/** Received on Monday, 14 December: to be decided by 14 January (15 to 18, 21 to 24, 29 to 31, 4 to 8, 11 to 14). */
const beforeChristmas = { at: '2026-12-14T09:00:00.000Z' };

describe('warnings', () => {
  test('are given once, when a working day is opened', () => {
    // Of 3 to 30 November the 11th working day is the 17th and the 17th is the 25th; one before the 30th is Friday.
    const life = told.investigated().byTheHour('2026-11-30T23:59:59.999Z');
    expect(warned(life)).toEqual([
      ['2026-11-17T09:00:00.000Z', [[0], '2026-11-30']],
      ['2026-11-25T09:00:00.000Z', [[1], '2026-11-30']],
      ['2026-11-27T09:00:00.000Z', [[2], '2026-11-30']],
    ]);
  });

  test('are given again when there is more time than was said', () => {
    const life = told.investigated().byTheHour('2026-11-18T10:00:00.000Z').does(complaintsManager, 'extend');
    // 30 working days now, up to 14 December: the 16th is 24 November, the 25th is 7 December, the 29th is a Friday.
    expect(warned(life.byTheHour('2026-12-14T23:59:59.999Z'))).toEqual([
      ['2026-11-17T09:00:00.000Z', [[0], '2026-11-30']],
      ['2026-11-24T09:00:00.000Z', [[0], '2026-12-14']],
      ['2026-12-07T09:00:00.000Z', [[1], '2026-12-14']],
      ['2026-12-11T09:00:00.000Z', [[2], '2026-12-14']],
    ]);
  });

  test('are given again at once where the moved warning lies behind, and not at all when there is less time', () => {
    const first = ['2026-12-31T09:00:00.000Z', [[0], '2027-01-14']];
    const warnedOnce = () => told.investigated(beforeChristmas).byTheHour('2026-12-31T12:00:00.000Z');
    const more = warnedOnce().revised(secondRevision({ proclaimed: ['2027-01-05'] }));
    expect(warned(more)).toEqual([first, ['2026-12-31T12:00:00.000Z', [[0], '2027-01-15']]]);
    const less = warnedOnce().revised(secondRevision({ takenBack: ['2026-12-28'] }));
    expect(less.clock('decision').lastDay).toBe('2027-01-13');
    expect(warned(less.byTheHour('2027-01-05T12:00:00.000Z'))).toEqual([first]);
  });

  test('that lie behind a due are not given any more when both passed unseen', () => {
    const life = live().until('2026-12-08T00:00:00.000Z');
    expect(life.kinds).toContain('runOut');
    expect(life.kinds).not.toContain('warn');
    const between = live().until('2026-11-10T12:00:00.000Z').until('2026-11-13T12:00:00.000Z');
    expect(warned(between, 'acknowledgement')).toEqual([]);
    expect(warned(between, 'update')).toEqual([['2026-11-13T12:00:00.000Z', [[0], '2026-11-16']]]);
  });

  test('are not given of what was done in time', () => {
    const life = told.decided().byTheHour('2026-11-30T23:59:59.999Z');
    expect(life.kinds).not.toContain('warn');
  });
});

describe('reminders', () => {
  test('come each working day while it is unmet, and stop when it is met', () => {
    const life = live().byTheHour('2026-11-10T12:00:00.000Z').does(contact, 'acknowledge');
    // Ran out as Thursday, 5 November began; Saturday and Sunday nobody is reminded.
    const mornings = ['2026-11-06T09:00:00.000Z', '2026-11-09T09:00:00.000Z', '2026-11-10T09:00:00.000Z'];
    expect(reminded(life, 'acknowledgement')).toEqual(mornings);
    life.byTheHour('2026-11-20T12:00:00.000Z');
    expect(reminded(life, 'acknowledgement')).toEqual(mornings);
    expect(reminded(life, 'assessment').length).toBeGreaterThan(5);
  });

  test('stop when the complaint is closed', () => {
    const life = live().byTheHour('2026-11-09T10:00:00.000Z').does(complainant, 'withdraw');
    life.byTheHour('2027-03-01T00:00:00.000Z');
    expect(reminded(life, 'acknowledgement')).toEqual(['2026-11-06T09:00:00.000Z', '2026-11-09T09:00:00.000Z']);
  });

  test('come once, not in heaps, after a week in which nothing ran', () => {
    const life = live().byTheHour('2026-11-06T12:00:00.000Z').until('2026-11-13T12:00:00.000Z');
    expect(reminded(life, 'acknowledgement')).toEqual(['2026-11-06T09:00:00.000Z', '2026-11-13T12:00:00.000Z']);
  });

  test('by hours come round the clock', () => {
    // Of a danger assessed on Monday at nine, not looked into by Tuesday at nine: every four hours.
    const life = told.acknowledged().does(handler, 'assess', { safety: true }).byTheHour('2026-11-03T22:00:00.000Z');
    expect(reminded(life, 'act-on-danger')).toEqual([
      '2026-11-03T13:00:00.000Z',
      '2026-11-03T17:00:00.000Z',
      '2026-11-03T21:00:00.000Z',
    ]);
  });

  test('end with the calendar, and do not stop the complaint from being worked on', () => {
    // The calendar knows no day after 31 December 2027.
    const life = told.investigated({ at: '2027-11-22T09:00:00.000Z' }).byTheHour('2027-12-31T12:00:00.000Z');
    expect(life.until('2028-02-01T12:00:00.000Z').does(complainant, 'withdraw').stage).toBe('closed');
  });
});

describe('notices', () => {
  test('tell each of those whom the procedure names, once, under the number of the entry that tells it', () => {
    const life = told.investigated({ unit: 'housing' }).byTheHour('2026-12-01T00:00:00.000Z');
    expect(noticed(life, 'decision')).toEqual([
      { kind: 'warning', roles: ['handler'], at: '2026-11-17T09:00:00.000Z', tier: 1 },
      { kind: 'warning', roles: ['handler', 'manager'], at: '2026-11-25T09:00:00.000Z', tier: 1 },
      { kind: 'warning', roles: ['manager'], at: '2026-11-27T09:00:00.000Z', tier: 1 },
      { kind: 'ranOut', roles: ['complaints-manager'], at: '2026-12-01T00:00:00.000Z', tier: 1 },
      { kind: 'escalated', roles: ['manager'], at: '2026-12-01T00:00:00.000Z', tier: 2 },
    ]);
    expect(new Set(life.notices.map(({ id }) => id)).size).toBe(life.notices.length);
    for (const { id, at, clock, due } of life.notices) {
      const [reference, sequence, number] = id.split('/');
      expect([reference, number]).toEqual(['C-1', '1']);
      expect(life.entries[Number(sequence) - 1]).toMatchObject({ at, action: { clock, due } });
    }
  });

  test('say whose complaint it is, and no more once it has gone to another tier', () => {
    const life = told.investigated({ unit: 'housing' }).byTheHour('2026-12-01T00:00:00.000Z');
    const [ranOut, escalated] = life.notices.slice(-2);
    expect(ranOut).toMatchObject({ kind: 'ranOut', handler: 'handler', unit: 'housing' });
    expect(escalated).toMatchObject({ kind: 'escalated', unit: 'housing' });
    expect(escalated).not.toHaveProperty('handler');
  });

  test('two warnings at one instant are one, which tells both', () => {
    const rules = withClock('decision', {
      warnings: [
        { atPercent: 50, notify: ['handler'] },
        { before: { count: 9, unit: 'workingDays' }, notify: ['handler', 'manager'] },
      ],
    });
    const life = told.investigated({ rules }).byTheHour('2026-11-18T00:00:00.000Z');
    expect(warned(life)).toEqual([['2026-11-17T09:00:00.000Z', [[0, 1], '2026-11-30']]]);
    expect(noticed(life, 'decision').map(({ roles }) => roles)).toEqual([['handler', 'manager']]);
  });

  test('at the last tier, where there is nowhere to go, tell its roles and the complaints manager instead', () => {
    const life = told.investigated().until('2026-12-01T00:00:00.000Z').until('2027-01-01T00:00:00.000Z');
    life.byTheHour('2027-01-30T00:00:00.000Z');
    const last = noticed(life, 'decision').filter(({ kind, at }) => kind === 'ranOut' && at === life.now);
    expect(last.map(({ roles }) => roles)).toEqual([['head', 'complaints-manager'], ['complaints-manager']]);
    expect(life.complaint.tier).toBe(3);
  });

  test('a complaint that is closed never escalates, warns or reminds, and nobody is told of it', () => {
    const late = live().byTheHour('2026-11-09T10:00:00.000Z');
    // Promised, then taken outside: the promise outlives the closing, and its clock runs on.
    const promised = told
      .accepted([{ kind: 'refund' }])
      .does(handler, 'refer')
      .does(handler, 'recordOutcome');
    promised.does(handler, 'close', { reason: 'exhausted' });
    expect(promised.clock('remedy').state).toBe('running');
    for (const life of [
      told.investigated().does(complainant, 'withdraw'),
      late.does(complainant, 'withdraw'),
      promised,
    ]) {
      const [entries, notices] = [life.entries.length, life.notices.length];
      life.byTheHour('2027-12-01T00:00:00.000Z');
      expect(new Set(life.kinds.slice(entries))).toEqual(new Set(['runOut']));
      expect(life.notices.length).toBe(notices);
    }
  });

  test('a danger found only in the assessment alarms at once, and starts its own clock', () => {
    const life = told.acknowledged().meanwhile('2026-11-02T11:00:00.000Z').does(handler, 'assess', { safety: true });
    expect(life.entries.slice(-2)).toMatchObject([
      { at: life.now, action: { kind: 'assess' } },
      { at: life.now, action: { kind: 'runOut', clock: 'alert', due: '2026-11-02T09:15:00.000Z' } },
    ]);
    expect(noticed(life, 'alert')).toEqual([
      { kind: 'ranOut', roles: ['head', 'complaints-manager', 'manager'], at: life.now, tier: 1 },
    ]);
    expect(life.clock('act-on-danger')).toMatchObject({ state: 'running', due: '2026-11-03T11:00:00.000Z' });
    expect(life.does(handler, 'investigate').clock('act-on-danger').state).toBe('met');
  });

  test('a danger known from the start alarms within a quarter of an hour', () => {
    const life = live({ tags: ['safety'] }).byTheHour('2026-11-02T10:00:00.000Z');
    expect(noticed(life, 'alert').map(({ at }) => at)).toEqual(['2026-11-02T09:15:00.000Z']);
    expect(told.assessed().complaint.clocks.map(({ name }) => name)).not.toContain('alert');
  });
});
