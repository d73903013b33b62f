import { describe, expect, test } from '@jest/globals';
import { owesNothing } from '../../domain/advance.ts';
import { nextDue } from '../../domain/clock.ts';
import { closeReasons } from '../../domain/complaint.ts';
import { actionKinds, importRows } from '../../domain/lifecycle.ts';
import { live } from './life.ts';
import { administrator, complainant, complaintsManager, handler, handler2, manager, rulesSince } from './people.ts';

const longAgo = '2024-03-01T10:00:00.000Z';
const answered = '2024-03-20T10:00:00.000Z';
const taken = '2026-11-02T09:00:00.000Z';

const imported = () =>
  live({
    channel: 'import',
    by: administrator,
    at: longAgo,
    recordedAt: taken,
    complainant: null,
    rules: rulesSince('2024-03-01'),
  });

describe('taking over a complaint from elsewhere', () => {
  test('it is received then and recorded now; nothing is acknowledged, nothing written to anybody', () => {
    const life = imported();
    expect(life.complaint).toMatchObject({ receivedAt: longAgo, importedAt: taken, stage: 'received' });
    expect(life.entries[0]).toMatchObject({ at: longAgo, recordedAt: taken });
    expect(life.letters).toEqual([]);
  });

  test('answered, disputed and closed there: each step at its own instant, and nothing follows from it here', () => {
    const life = imported()
      .tookOver(administrator, answered, 'propose', { redress: [{ kind: 'refund' }], letter: {} })
      .tookOver(administrator, answered, 'decide', { timely: true })
      .tookOver(administrator, answered, 'reject', { onBehalf: true, channel: 'import' })
      .tookOver(administrator, answered, 'close', { reason: 'closedElsewhere' });
    expect(life.stage).toBe('closed');
    expect(life.entries.map(({ by }) => by.role)).not.toContain('clock');
    expect(owesNothing(life.complaint)).toBe(true);
    expect(life.letters).toEqual([]);
  });

  test('what nobody found is not found: the outcome stays unknown', () => {
    const life = imported()
      .tookOver(administrator, answered, 'propose', { letter: {} })
      .tookOver(administrator, answered, 'decide', { timely: true });
    expect(life.complaint.outcome).toBeUndefined();
    expect(life.complaint).toMatchObject({ stage: 'decided', decidedAt: answered });
  });

  test('only the actions that a source shows evidence of are taken over', () => {
    const life = imported();
    for (const kind of actionKinds.filter((kind) => kind !== 'receive' && !(kind in importRows))) {
      if (kind === 'receive') continue;
      expect(() => life.tookOver(administrator, answered, kind)).toThrow('not-now: stage');
    }
  });

  test('a taken-over complaint is closed elsewhere, for no reason that holds here', () => {
    for (const reason of closeReasons.filter((reason) => reason !== 'closedElsewhere')) {
      expect(() => imported().tookOver(administrator, answered, 'close', { reason })).toThrow('not-now: closable');
    }
    expect(imported().refuses(complaintsManager, 'close', { reason: 'closedElsewhere' })).toBe('not-now closable');
  });

  test('a proposal taken over without findings is not approved or decided here: it is sent back and looked into', () => {
    const life = imported().tookOver(administrator, answered, 'propose', { letter: {} });
    expect(life.refuses(handler, 'decide')).toBe('not-now everyAllegationFound');
    expect(life.refuses(manager, 'approve')).toBe('not-now everyAllegationFound');
    expect(life.does(manager, 'sendBack').does(handler, 'find').does(handler, 'propose').stage).toBe('proposed');
  });

  test('nobody else dates anything back, nor does anybody where nothing was imported', () => {
    expect(() => imported().tookOver(complaintsManager, answered, 'propose')).toThrow('not-yours: datedBack');
    expect(() => live().tookOver(handler, taken, 'inform')).toThrow('not-yours: datedBack');
  });

  test('what happens after the import is done under the rules like everything else, by the importer too', () => {
    const later = imported().meanwhile('2026-11-02T10:00:00.000Z');
    const after = '2026-11-02T09:30:00.000Z';
    expect(() => later.tookOver(administrator, after, 'propose')).toThrow('not-yours: datedBack');
    expect(() => later.tookOver(administrator, '2027-01-01T00:00:00.000Z', 'propose')).toThrow('not-yours: datedBack');
  });

  test('once somebody has worked on it here, nothing from before can be put in front of that', () => {
    const life = imported().does(handler, 'inform');
    expect(() => life.tookOver(administrator, answered, 'close', { reason: 'closedElsewhere' })).toThrow(
      'beforeTheLast',
    );
  });

  test('within a day of the import no clock acts; then those that ran out before it are recorded, and that is all', () => {
    const life = imported();
    expect(nextDue(life.complaint)?.at).toBe('2026-11-03T09:00:00.000Z');
    expect(life.until('2026-11-03T08:59:59.999Z').kinds).toEqual(['receive']);
    life.until('2026-11-03T09:00:00.000Z');
    const ran = life.entries.slice(1).map(({ action }) => 'clock' in action && `${action.kind} ${action.clock}`);
    expect(ran).toEqual([
      'runOut acknowledgement',
      'runOut assessment',
      'runOut settled-at-first-contact',
      'runOut update',
      'runOut decision',
    ]);
    expect(life.complaint).toMatchObject({ stage: 'received', tier: 1 });
    expect(life.notices).toEqual([]);
    expect(life.wait(300).kinds).toHaveLength(6);
  });

  test('a clock that runs out after the import acts as everywhere, the day of grace over', () => {
    const life = live({ channel: 'import', by: administrator, at: '2026-10-05T09:00:00.000Z', recordedAt: taken });
    // Received on 5 October, to be decided by 2 November; in the night after the import that is over.
    life.wait(1);
    const acts = life.entries.slice(1).map(({ action }) => 'clock' in action && `${action.kind} ${action.clock}`);
    expect(acts).toEqual([
      'runOut acknowledgement',
      'runOut assessment',
      'runOut settled-at-first-contact',
      'runOut update',
      'runOut decision',
      'escalate decision',
    ]);
    expect(life.complaint.tier).toBe(2);
    expect(life.notices.map(({ kind, clock }) => [kind, clock])).toEqual([
      ['ranOut', 'decision'],
      ['escalated', 'decision'],
    ]);
  });

  test('nobody is asked how it was about a complaint that came from elsewhere, not even for the record', () => {
    const yesterday = '2026-11-01T10:00:00.000Z';
    const life = live({ channel: 'import', by: administrator, at: yesterday, recordedAt: taken });
    life.tookOver(administrator, yesterday, 'close', { reason: 'closedElsewhere' }).wait(30);
    expect(life.complaint.surveyedAt).toBeUndefined();
    expect(life.complaint.clocks.filter(({ endedAt }) => !endedAt)).toEqual([]);
  });
});

describe('what the source says about its own limit', () => {
  const decision = (timely: boolean) =>
    imported()
      .tookOver(administrator, '2024-05-20T10:00:00.000Z', 'propose', { letter: {} })
      .tookOver(administrator, '2024-05-20T10:00:00.000Z', 'decide', { timely })
      .clock('decision').state;

  test('stands, whatever our own reckoning of the day would be', () => {
    expect(decision(true)).toBe('met');
    expect(decision(false)).toBe('metLate');
  });

  test('closed without an answer and too late is breached, and without a word about it as our reckoning has it', () => {
    const close = (fields: { timely?: false }) =>
      imported()
        .tookOver(administrator, answered, 'close', { reason: 'closedElsewhere', ...fields })
        .clock('decision').state;
    expect(close({ timely: false })).toBe('breached');
    expect(close({})).toBe('cancelled');
  });

  test('is not for people here to say of their own decision', () => {
    const life = live({ at: '2026-10-01T09:00:00.000Z' }).does(complaintsManager, 'acknowledge');
    life.does(handler, 'assess').does(handler, 'investigate').does(handler, 'find').does(handler, 'propose');
    expect(life.refuses(handler, 'decide', { timely: true })).toBe('not-yours importOnly');
    expect(life.does(handler, 'decide').does(complainant, 'accept').refuses(manager, 'close', { timely: false })).toBe(
      'not-yours importOnly',
    );
    const ours = imported().does(handler, 'acknowledge').does(handler, 'assess').does(handler, 'investigate');
    ours.does(handler, 'find').does(handler, 'propose');
    expect(ours.refuses(handler, 'decide', { timely: true })).toBe('not-yours importOnly');
    expect(ours.does(handler2, 'decide').stage).toBe('decided');
  });
});
