import { describe, expect, test } from '@jest/globals';
import { channels, electronicChannels } from '../../domain/action.ts';
import { lodge } from '../../domain/advance.ts';
import { live, monday, receipt, told, whyNot } from './life.ts';
import { administrator, auditor, complainant, complaintsManager, contact, handler, houseRules } from './people.ts';

describe('receipt (7.2) and acknowledgement (7.4)', () => {
  test.each(electronicChannels)('what comes by %s is acknowledged by itself in the same step', (channel) => {
    const life = live({ channel, by: complainant });
    expect(life.kinds).toEqual(['receive', 'acknowledge']);
    expect(life.entries[1]?.by).toEqual({ id: 'clock', role: 'clock' });
    expect(life.stage).toBe('acknowledged');
    expect(life.clock('acknowledgement-electronic').state).toBe('met');
    expect(life.owedLetters).toEqual(['acknowledgement']);
  });

  test.each(channels.filter((channel) => !electronicChannels.includes(channel)))(
    'what comes by %s waits for a person to acknowledge it',
    (channel) => {
      const life = live({ channel, by: channel === 'import' ? administrator : contact });
      expect(life.kinds).toEqual(['receive']);
      expect(life.clock('acknowledgement').state).toBe('running');
      expect(life.refuses(handler, 'assess')).toBe('not-now acknowledgedFirst');
      expect(life.does(contact, 'acknowledge').stage).toBe('acknowledged');
      expect(life.clock('acknowledgement').state).toBe('met');
    },
  );

  test('a second acknowledgement is refused, since none is owed', () => {
    expect(told.investigated().refuses(contact, 'acknowledge')).toBe('not-now acknowledgementOwed');
    expect(told.acknowledged().refuses(contact, 'acknowledge')).toBe('not-now stage');
  });

  test('a receipt keeps codes, and of words only where they stand in the trail', () => {
    const { complaint } = live({
      category: 'service-delay',
      unit: 'housing',
      place: { region: 'bronx', address: 'w' },
    });
    expect(complaint).toMatchObject({ category: 'service-delay', unit: 'housing', region: 'bronx', language: 'en' });
    expect(JSON.stringify(complaint)).not.toContain('sealed');
    expect(complaint.allegations).toEqual([{ number: 1, said: 1 }]);
  });

  test('an anonymous complaint is handled like any other and asked no survey', () => {
    const life = live({ complainant: null, channel: 'web', by: complainant });
    expect(life.complaint.anonymous).toBe(true);
    expect(life.letters.map(({ channel }) => channel)).toEqual(['portal']);
    expect(life.does(complainant, 'withdraw').stage).toBe('closed');
    expect(life.complaint.clocks.map(({ name }) => name)).not.toContain('follow-up');
  });

  test('an auditor lodges nothing; an import is brought by those who may import', () => {
    const as = (by: typeof auditor, channel: 'web' | 'import') =>
      whyNot(() => lodge('C-1', { action: receipt({ channel }), by, at: monday }, houseRules));
    expect(as(auditor, 'web')).toBe('not-yours role');
    expect(as(handler, 'import')).toBe('not-yours role');
    expect(as(complainant, 'import')).toBe('not-yours role');
    expect(as(administrator, 'import')).toBe('nobody refused');
    expect(as(complaintsManager, 'import')).toBe('nobody refused');
  });

  test('a letter entered days later is late from its own day, and that is on record before it is acknowledged', () => {
    const life = live({ channel: 'email', at: monday, recordedAt: '2026-11-04T09:00:00.000Z' });
    // On Wednesday at nine it is one working day to the last for the assessment too.
    expect(life.kinds).toEqual(['receive', 'runOut', 'warn', 'acknowledge']);
    expect(life.entries.slice(1, 3).map(({ action }) => 'clock' in action && action.clock)).toEqual([
      'acknowledgement-electronic',
      'assessment',
    ]);
    expect(life.complaint.receivedAt).toBe(monday);
    expect(life.clock('acknowledgement-electronic')).toMatchObject({
      state: 'metLate',
      due: '2026-11-02T10:00:00.000Z',
    });
  });

  test('nothing is received before it was written down', () => {
    const deed = { action: receipt(), by: contact, at: monday, recordedAt: '2026-11-01T09:00:00.000Z' };
    expect(whyNot(() => lodge('C-1', deed, houseRules))).toBe('impossible futureInstant');
  });
});
