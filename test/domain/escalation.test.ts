import { describe, expect, test } from '@jest/globals';
import { live, told } from './life.ts';
import { clock, complainant, handler, head, manager, withTiers } from './people.ts';

/**
 * Entered on 1 December, decided by 31 December: 2 to 4, 7 to 11, 14 to 18, 21 to 24, 29 to 31 make 20. Then entered at
 * New Year, which is no working day, decided by 29 January: 4 to 8, 11 to 15, 18 to 22, 25 to 29.
 */
const lastTier = () => told.investigated().until('2026-12-01T00:00:00.000Z').until('2027-01-01T00:00:00.000Z');

describe('escalation by the clock', () => {
  test('a decision clock that runs out moves it to the next tier by itself, and the entry names the clock', () => {
    const life = told.investigated().wait(29);
    const decision = { clock: 'decision', tier: 1, occurrence: 1, due: '2026-12-01T00:00:00.000Z' };
    expect(life.entries.slice(-2)).toMatchObject([
      { by: clock, action: { kind: 'runOut', ...decision } },
      { by: clock, action: { kind: 'escalate', ...decision } },
    ]);
    expect(life.complaint).toMatchObject({ stage: 'underInvestigation', tier: 2 });
    expect(life.complaint.earlier).toMatchObject([{ tier: 1 }]);
    expect(life.owedLetters).toEqual(['acknowledgement', 'delay', 'review-opened']);
  });

  test('a second one moves it to tier 3, and at the last tier it is recorded and told, and nothing moves', () => {
    const life = lastTier();
    expect(life.complaint).toMatchObject({ stage: 'underInvestigation', tier: 3 });
    life.until('2027-01-30T00:00:00.000Z');
    expect(life.entries.at(-1)?.action).toMatchObject({ kind: 'runOut', clock: 'decision', tier: 3 });
    expect(life.complaint).toMatchObject({ stage: 'underInvestigation', tier: 3 });
    expect(life.owedLetters.at(-1)).toBe('delay');
    expect(life.clock('decision')).toMatchObject({ tier: 3, state: 'breached' });
    expect(life.wait(300).complaint.tier).toBe(3);
  });

  test('it escalates from a complaint that nobody was assigned to or even acknowledged, and that stays owed', () => {
    const life = live().wait(29);
    expect(life.complaint).toMatchObject({ stage: 'underInvestigation', tier: 2 });
    expect(life.does(manager, 'acknowledge').clock('acknowledgement').state).toBe('metLate');
    expect(life.clock('acknowledgement-review').state).toBe('met');
    expect(life.refuses(manager, 'acknowledge')).toBe('not-now acknowledgementOwed');
  });

  test('the late decision of the next tier ends the breached clock of the first as met late', () => {
    const life = told.investigated().wait(29);
    life.does(manager, 'find').does(manager, 'propose').does(head, 'approve').does(manager, 'decide');
    const [first, second] = life.complaint.clocks.filter(({ name }) => name === 'decision');
    expect([first?.state, second?.state]).toEqual(['metLate', 'met']);
  });

  test('a tier that the clock may not enter is not entered', () => {
    const life = told.investigated({ rules: withTiers(() => ({ entryBy: ['complainant'] })) }).wait(29);
    expect(life.complaint.tier).toBe(1);
    expect(life.entries.at(-1)?.action.kind).toBe('runOut');
  });

  test.each(['decided', 'accepted'] as const)('nothing escalates once it is %s: the clock was met', (stage) => {
    const life = told[stage]();
    expect(life.clock('decision').state).toBe('met');
    expect(life.wait(29).kinds).not.toContain('escalate');
  });

  test('nothing escalates after closing', () => {
    const life = told.investigated().does(complainant, 'withdraw').wait(1000);
    expect(life.kinds).not.toContain('escalate');
    expect(life.clock('decision').state).toBe('cancelled');
  });

  test('a clock of a tier that was left already is recorded as run out, and does not push the complaint up once more', () => {
    const life = told.investigated().wait(1).does(clock, 'escalate').wait(28);
    expect(life.entries.at(-1)?.action).toMatchObject({ kind: 'runOut', clock: 'decision' });
    expect(life.complaint.tier).toBe(2);
    expect(life.wait(1).complaint.tier).toBe(3);
  });

  test('an escalation goes to a tier that is there, never past the last', () => {
    const life = lastTier();
    expect(life.refuses(clock, 'escalate')).toBe('not-now tierAbove');
    expect(life.refuses(handler, 'escalate')).toBe('not-now tierAbove');
  });
});

describe('luck does not judge: time is dealt with before what a person does', () => {
  const due = '2026-12-01T00:00:00.000Z';

  test('a decision one millisecond before due is in time', () => {
    const life = told.proposed().meanwhile('2026-11-30T23:59:59.999Z').does(handler, 'decide');
    expect(life.clock('decision')).toMatchObject({ state: 'met', tier: 1 });
    expect(life.stage).toBe('decided');
  });

  test.each([due, '2026-12-01T00:00:00.001Z'])('at %s it has moved up, though the timer has not fired yet', (at) => {
    const life = told.proposed().meanwhile(at);
    expect(life.refuses(handler, 'decide')).toBe('not-yours role');
    expect(life.does(handler, 'inform').kinds.slice(-2)).toEqual(['escalate', 'inform']);
    expect(life.complaint.tier).toBe(2);
  });

  test('an acceptance one millisecond before the window closes counts, and one at its end comes to a closed complaint', () => {
    const before = told.decided().meanwhile('2026-11-30T23:59:59.999Z').does(complainant, 'accept');
    expect(before.stage).toBe('accepted');
    const after = told.decided().meanwhile(due);
    expect(after.refuses(complainant, 'accept')).toBe('not-now stage');
  });

  test('the same facts come of it whether the timer or the person was first', () => {
    const timerFirst = told.proposed().until(due).does(handler, 'inform');
    const personFirst = told.proposed().meanwhile(due).does(handler, 'inform');
    expect(personFirst.complaint).toEqual(timerFirst.complaint);
  });

  test('a week down: clocks are dealt with in the order of due, each once, with both instants', () => {
    const life = live().until('2026-12-08T00:00:00.000Z');
    const back = '2026-12-08T00:00:00.000Z';
    const ran = life.entries
      .slice(1)
      .map(({ action, at }) => ['due' in action && `${action.kind} ${action.clock} ${action.due}`, at]);
    expect(ran).toEqual([
      ['runOut acknowledgement 2026-11-05T00:00:00.000Z', back],
      ['runOut assessment 2026-11-06T00:00:00.000Z', back],
      ['runOut settled-at-first-contact 2026-11-06T00:00:00.000Z', back],
      ['runOut update 2026-11-17T00:00:00.000Z', back],
      [`runOut decision ${due}`, back],
      [`escalate decision ${due}`, back],
    ]);
  });

  test('nothing is done before the last thing done', () => {
    const life = told.assessed().meanwhile('2026-11-01T09:00:00.000Z');
    expect(life.refuses(handler, 'investigate')).toBe('impossible beforeTheLast');
  });
});
