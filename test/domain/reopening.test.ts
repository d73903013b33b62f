import { describe, expect, test } from '@jest/globals';
import { complainant } from '../../domain/actor.ts';
import { allowed } from '../../domain/allowed.ts';
import { isRunning } from '../../domain/clock.ts';
import { told, type Life } from './life.ts';
import { complaintsManager, contact, handler, houseRules, manager } from './people.ts';

const overdue = ({ complaint: { clocks }, now }: Life) =>
  clocks.flatMap(({ name, due, endedAt }) => (!endedAt && due !== null && due <= now ? name : []));
const running = ({ complaint: { clocks } }: Life) => clocks.filter(isRunning).map(({ name }) => name);
const decidedAnew = (life: Life) =>
  life.does(handler, 'find', { outcome: 'notUpheld' }).does(handler, 'propose').does(handler, 'decide');

describe('a closed complaint that is opened again', () => {
  test('is not overdue, though its time was long over: what ran has ended, and the new decision has a time of its own', () => {
    const life = told.investigated().does(complainant, 'withdraw').wait(100).does(complainant, 'reopen');
    expect(life.complaint).toMatchObject({ stage: 'underInvestigation', tier: 1 });
    expect(life.complaint.closed).toBeUndefined();
    expect(overdue(life)).toEqual([]);
    expect(running(life)).toEqual(['decision-reopened']);
    expect(life.clock('decision').state).toBe('cancelled');
    // 2 November and 100 days is 10 February; ten working days on from there.
    expect(life.clock('decision-reopened').lastDay).toBe('2027-02-24');
    expect(decidedAnew(life).clock('decision-reopened').state).toBe('met');
  });

  test('owes the letter that says so, and whoever has it keeps it', () => {
    const life = told.accepted().does(handler, 'close').does(complaintsManager, 'reopen');
    expect(life.owedLetters.at(-1)).toBe('reopening');
    expect(life.complaint.handler).toBe('handler');
  });

  test('is found and decided anew; what was found, decided and promised before is kept beside it', () => {
    const refund = [{ kind: 'refund' }];
    const life = told.accepted(refund).does(handler, 'carryOut').does(manager, 'verify').does(handler, 'close');
    const before = life.complaint;
    life.does(complainant, 'reopen');
    expect(life.complaint).toMatchObject({ allegations: [{ number: 1, said: 1 }], redress: [] });
    expect(life.complaint.earlier).toEqual([
      {
        tier: 1,
        allegations: before.allegations,
        redress: before.redress,
        outcome: 'upheld',
        decidedAt: before.decidedAt,
        closed: { reason: 'accepted', at: before.closed?.at },
      },
    ]);
    expect(life.refuses(handler, 'propose')).toBe('not-now everyAllegationFound');
    expect(decidedAnew(life).complaint).toMatchObject({ stage: 'decided', outcome: 'notUpheld' });
  });

  test('closes again with a window and a survey of its own, as often as it takes', () => {
    const life = told.accepted().does(handler, 'close').wait(20).does(complainant, 'rate');
    expect(life.refuses(complainant, 'rate')).toBe('not-now notRatedYet');
    decidedAnew(life.does(complainant, 'reopen').wait(1)).does(complainant, 'accept').does(handler, 'close');
    expect(life.clock('reopening')).toMatchObject({ occurrence: 2, state: 'running' });
    expect(life.wait(20).does(complainant, 'rate').complaint.ratings).toHaveLength(2);
    expect(life.owedLetters.filter((kind) => kind === 'survey')).toHaveLength(2);
    expect(life.does(complainant, 'reopen').complaint.earlier).toHaveLength(2);
  });

  test('has not been to the outside body again: what that one said was about the time before', () => {
    const life = told
      .decided()
      .does(handler, 'refer')
      .does(handler, 'recordOutcome')
      .does(handler, 'close', { reason: 'exhausted' });
    life.does(complainant, 'reopen');
    expect(life.complaint.referral).toBeUndefined();
    expect(life.complaint.earlier.at(-1)?.referral).toMatchObject({ body: 'ombudsman', outcome: 'notUpheld' });
    expect(decidedAnew(life).does(handler, 'refer').refuses(handler, 'close', { reason: 'exhausted' })).toBe(
      'not-now closable',
    );
  });
});

describe('whether and by whom it may be opened again', () => {
  test('while the window is open: six months from closing', () => {
    const life = told.accepted().does(handler, 'close');
    expect(life.clock('reopening').lastDay).toBe('2027-05-02');
    expect(life.until('2027-05-02T22:00:00.000Z').does(complainant, 'reopen').stage).toBe('underInvestigation');
    const late = told.accepted().does(handler, 'close').until('2027-05-02T23:00:00.000Z');
    expect(late.refuses(complainant, 'reopen')).toBe('not-now reopenable');
  });

  test('what is open is not opened', () => {
    expect(told.decided().refuses(complainant, 'reopen')).toBe('not-now stage');
  });

  test('by the side that the procedure names, and by staff in the complainant’s name', () => {
    const closed = (by: ('complainant' | 'organisation')[]) =>
      told.accepted([], { rules: { ...houseRules, reopenedBy: by } }).does(handler, 'close');
    expect(closed(['organisation']).refuses(complainant, 'reopen')).toBe('not-yours reopenedBy');
    expect(closed(['organisation']).refuses(contact, 'reopen', { onBehalf: true })).toBe('not-yours reopenedBy');
    expect(closed(['organisation']).does(contact, 'reopen').stage).toBe('underInvestigation');
    expect(closed(['complainant']).refuses(contact, 'reopen')).toBe('not-yours reopenedBy');
    expect(closed(['complainant']).does(contact, 'reopen', { onBehalf: true }).stage).toBe('underInvestigation');
    const { complaint, rules } = closed(['complainant']);
    const offer = allowed(complaint, contact, rules).allowed.find(({ kind }) => kind === 'reopen');
    expect(offer?.fields['onBehalf']).toEqual({ required: true, values: [true] });
    expect(allowed(complaint, complainant, rules).allowed.map(({ kind }) => kind)).toContain('reopen');
  });
});
