import { describe, expect, test } from '@jest/globals';
import { closeReasons } from '../../domain/complaint.ts';
import { live, reviewed, told } from './life.ts';
import * as people from './people.ts';

const { clock, complainant, contact, handler, handler2, head, manager, manager2, complaintsManager } = people;

/** Rejected at all three tiers. */
const rejectedThrice = () => {
  const life = told.decided().does(complainant, 'reject');
  reviewed(life, manager, manager2).does(complainant, 'reject');
  return reviewed(life, head, complaintsManager).does(complainant, 'reject');
};

describe('the road of a complaint', () => {
  test('settled without fuss: received, answered, accepted, closed', () => {
    const life = told.accepted().does(handler, 'close');
    expect(life.kinds).toEqual(
      ['receive', 'acknowledge', 'assess', 'investigate', 'find', 'propose', 'decide', 'accept', 'close'], // prettier-ignore
    );
    expect(life.complaint.closed).toEqual({ reason: 'accepted', at: life.now });
  });

  test('steps cannot be skipped', () => {
    expect(told.acknowledged().refuses(handler, 'investigate')).toBe('not-now stage');
    expect(told.assessed().refuses(handler, 'propose')).toBe('not-now stage');
    expect(told.found().refuses(handler, 'decide')).toBe('not-now stage');
    expect(told.proposed().refuses(complainant, 'accept')).toBe('not-now stage');
  });

  test('a rejected decision leads to the next tier, where another person begins anew', () => {
    const life = told.decided([{ kind: 'apology' }]).does(complainant, 'reject');
    const { stage, tier, handler: assigned, redress, allegations, outcome, decidedAt } = life.complaint;
    expect({ stage, tier, assigned, redress, outcome, decidedAt }).toEqual({ stage: 'underInvestigation', tier: 2, redress: [] }); // prettier-ignore
    expect(allegations).toEqual([{ number: 1, said: 1 }]);
    expect(life.complaint.earlier).toMatchObject([{ tier: 1, outcome: 'upheld', redress: [{ kind: 'apology' }] }]);
    expect(life.refuses(handler, 'find')).toBe('not-yours role');
    expect(life.does(manager, 'find').complaint.outcome).toBe('upheld');
  });

  test('a rejected decision keeps the complaint open until the last tier has answered', () => {
    const life = told.decided().does(complainant, 'reject');
    for (const reason of closeReasons) expect(life.refuses(handler, 'close', { reason })).toMatch('not-now');
    reviewed(life, manager, manager2).does(complainant, 'reject');
    expect(life.complaint).toMatchObject({ stage: 'underInvestigation', tier: 3 });
    for (const reason of closeReasons) expect(life.refuses(head, 'close', { reason })).toMatch('not-now');
    reviewed(life, head, complaintsManager).does(complainant, 'reject');
    expect(life.complaint).toMatchObject({ stage: 'referred', tier: 3 });
    expect(life.owedLetters.filter((kind) => kind === 'further-options')).toHaveLength(3);
  });

  test('where the complainant may not enter the next tier, a rejection opens the outside way', () => {
    const rules = people.withTiers(() => ({ entryBy: ['clock', 'organisation'] }));
    const life = told.decided([], { rules }).does(complainant, 'reject');
    expect(life.complaint).toMatchObject({ stage: 'referred', tier: 1 });
  });

  test('after the last tier it closes when the body has spoken, not before', () => {
    const life = rejectedThrice();
    expect(life.refuses(handler, 'close', { reason: 'exhausted' })).toBe('not-now closable');
    life.does(handler, 'refer');
    expect(life.refuses(handler, 'close', { reason: 'exhausted' })).toBe('not-now closable');
    expect(life.refuses(handler, 'close', { reason: 'accepted' })).toBe('not-now closable');
    life.does(handler, 'recordOutcome');
    expect(life.stage).toBe('referred');
    expect(life.does(handler, 'close', { reason: 'exhausted' }).complaint.closed?.reason).toBe('exhausted');
  });

  test('after the last tier it closes when the time to go outside is over', () => {
    const life = rejectedThrice().wait(364);
    expect(life.refuses(handler, 'close', { reason: 'exhausted' })).toBe('not-now closable');
    expect(life.wait(2).does(handler, 'close', { reason: 'exhausted' }).stage).toBe('closed');
  });

  test('an outcome needs a body that has the complaint, and is recorded once', () => {
    const life = rejectedThrice();
    expect(life.refuses(handler, 'recordOutcome')).toBe('not-now bodyHasIt');
    life.does(handler, 'refer').does(handler, 'recordOutcome');
    expect(life.refuses(handler, 'recordOutcome')).toBe('not-now bodyHasIt');
  });

  test('what the body orders is carried out and verified before closing; the offer refused before is off the table', () => {
    const life = told.decided().does(complainant, 'reject');
    reviewed(life, manager, manager2).does(complainant, 'reject');
    reviewed(life, head, complaintsManager, [{ kind: 'apology' }]).does(complainant, 'reject');
    life.does(handler, 'refer').does(handler, 'recordOutcome', { outcome: 'upheld', redress: [{ kind: 'refund' }] });
    expect(life.stage).toBe('accepted');
    expect(life.refuses(handler, 'close')).toBe('not-now closable');
    expect(life.refuses(handler, 'carryOut', { redress: 1 })).not.toBe('nobody refused');
    life.does(handler, 'carryOut', { redress: 2 }).does(handler2, 'verify', { redress: 2 });
    expect(life.stage).toBe('remedied');
    expect(life.does(handler, 'close').complaint.closed?.reason).toBe('accepted');
  });

  test.each(['upheld', 'settled'] as const)('an outcome %s that orders nothing keeps it referred', (outcome) => {
    const life = rejectedThrice().does(handler, 'refer');
    expect(life.does(handler, 'recordOutcome', { outcome, redress: [{ kind: 'none' }] }).stage).toBe('referred');
  });

  test('nobody is kept from the outside way once a decision was made, whatever stage it has come to', () => {
    expect(told.approved().refuses(handler, 'refer')).toBe('not-now outsideWayOpen');
    expect(told.decided().does(handler, 'refer').stage).toBe('referred');
    expect(told.accepted([{ kind: 'refund' }]).does(handler, 'refer').stage).toBe('referred');
    expect(told.decided().does(complainant, 'reject').does(handler, 'refer').stage).toBe('referred');
  });

  test('a limit that was missed opens the outside way for good, also when the decision came late', () => {
    const life = told.assessed().wait(40);
    expect(life.does(manager, 'refer').complaint).toMatchObject({ stage: 'referred', referral: { body: 'ombudsman' } });
  });

  test.each(Object.keys(told) as (keyof typeof told)[])('a complaint that is %s can be withdrawn', (stage) => {
    const life = told[stage]().does(complainant, 'withdraw');
    expect(life.complaint.closed?.reason).toBe('withdrawn');
    expect(life.refuses(complainant, 'withdraw')).toBe('not-now stage');
  });

  test('withdrawn is not a reason that the office may give', () => {
    for (const reason of ['withdrawn', 'unanswered', 'unreachable', 'transferred', 'closedElsewhere'] as const) {
      expect(told.decided().refuses(handler, 'close', { reason })).toBe('not-now closable');
    }
  });

  test('only the complainant answers; staff who enter it say that they do so for them', () => {
    const life = told.decided();
    for (const kind of ['accept', 'reject', 'withdraw', 'rate'] as const) {
      expect(life.refuses(handler, kind)).toBe('not-yours complainantsWord');
      expect(life.refuses(people.auditor, kind, { onBehalf: true })).toBe('not-yours role');
    }
    expect(life.does(contact, 'accept', { onBehalf: true, channel: 'phone' }).stage).toBe('accepted');
  });

  test('after the last rejection the answer is given: it cannot be accepted or rejected again', () => {
    const life = rejectedThrice();
    expect(life.refuses(complainant, 'accept')).toBe('not-now stage');
    expect(life.refuses(complainant, 'reject')).toBe('not-now stage');
  });

  test('silence closes as unanswered after the window, which is not acceptance', () => {
    const life = told.decided([{ kind: 'refund' }]).wait(29);
    expect(life.complaint.closed).toMatchObject({ reason: 'unanswered' });
    expect(life.entries.at(-1)).toMatchObject({ by: clock, action: { kind: 'close', clock: 'answer' } });
    expect(life.refuses(complainant, 'accept')).toBe('not-now stage');
  });

  test('where silence counts as acceptance, what was promised is still owed, and nothing promised closes at once', () => {
    const rules = people.withSilence([{ do: 'accept' }]);
    const promised = told.decided([{ kind: 'refund' }], { rules }).wait(29);
    expect(promised.stage).toBe('accepted');
    expect(promised.refuses(handler, 'close')).toBe('not-now closable');
    const nothing = told.decided([], { rules }).wait(29);
    expect(nothing.complaint.closed).toMatchObject({ reason: 'accepted' });
    expect(new Set(nothing.letters.map(({ id }) => id)).size).toBe(nothing.letters.length);
  });

  test('a procedure under which silence says nothing keeps it open', () => {
    const life = told.decided([], { rules: people.withSilence([]) }).wait(60);
    expect(life.stage).toBe('decided');
    expect(life.does(complainant, 'accept').stage).toBe('accepted');
  });

  test('a closed complaint is past all handling', () => {
    const life = live().does(complainant, 'withdraw');
    for (const kind of ['assess', 'assign', 'inform', 'investigate', 'close', 'refer'] as const) {
      expect(life.refuses(complaintsManager, kind)).toMatch(/^not-(now|yours)/);
    }
  });
});
