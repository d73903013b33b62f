import { describe, expect, test } from '@jest/globals';
import type { FindingOutcome } from '../../domain/action.ts';
import { owed } from '../../domain/owed.ts';
import { told, type Life } from './life.ts';
import { handler, handler2, manager, pounds, withTiers, contact, head, complainant } from './people.ts';

const two = [{ words: 'sealed' }, { words: 'sealed' }];
const three = [...two, { words: 'sealed' }];
const withAllegations = (allegations: { words: string }[]) =>
  told.acknowledged().does(handler, 'assess', { allegations }).does(handler, 'investigate');

const next = (life: Life) => owed(life.complaint, life.rules).map(({ what }) => what);

describe('assessment and findings (7.5, 7.6)', () => {
  test('the first assessment leads on, later ones only replace it', () => {
    const life = told.assessed();
    expect(life.stage).toBe('assessed');
    expect(life.does(handler2, 'assess', { severity: 'critical' }).stage).toBe('assessed');
    expect(life.complaint.assessment).toMatchObject({ severity: 'critical', safety: false });
    expect(told.decided().does(handler, 'assess').stage).toBe('decided');
  });

  test('without named allegations there is one: the description', () => {
    expect(told.assessed().complaint.allegations).toEqual([{ number: 1, said: 1 }]);
    expect(withAllegations([]).complaint.allegations).toEqual([{ number: 1, said: 1 }]);
  });

  test('nothing is proposed while an allegation has no finding', () => {
    const life = withAllegations(two).does(handler, 'find', { allegation: 2 });
    expect(life.refuses(handler, 'propose')).toBe('not-now everyAllegationFound');
    expect(life.complaint.outcome).toBeUndefined();
    expect(life.does(handler, 'find', { allegation: 1 }).does(handler, 'propose').stage).toBe('proposed');
  });

  test('allegations are named before there is a proposal: afterwards none could slip in unanswered', () => {
    for (const life of [told.proposed(), told.approved(), told.decided(), told.accepted()]) {
      expect(life.refuses(handler, 'assess', { allegations: two })).toBe('not-now allegationsFixed');
    }
    const again = told.found().does(handler, 'assess', { allegations: two });
    expect(again.refuses(handler, 'propose')).toBe('not-now everyAllegationFound');
    expect(again.complaint.outcome).toBeUndefined();
  });

  test('an allegation that is not there cannot be found', () => {
    expect(told.investigated().refuses(handler, 'find', { allegation: 2 })).toBe('impossible unknownNumber');
  });

  test.each<[FindingOutcome[], FindingOutcome]>([
    [['upheld', 'upheld', 'upheld'], 'upheld'],
    [['notUpheld', 'notUpheld', 'notUpheld'], 'notUpheld'],
    [['inconclusive', 'inconclusive', 'inconclusive'], 'inconclusive'],
    [['inconclusive', 'notUpheld', 'notUpheld'], 'inconclusive'],
    [['upheld', 'notUpheld', 'notUpheld'], 'partly'],
    [['upheld', 'inconclusive', 'inconclusive'], 'partly'],
    [['upheld', 'inconclusive', 'notUpheld'], 'partly'],
    [['partly', 'partly', 'partly'], 'partly'],
    [['partly', 'notUpheld', 'notUpheld'], 'partly'],
  ])('%j together are %s', (findings, outcome) => {
    const life = withAllegations(three);
    for (const [index, found] of findings.entries()) {
      life.does(handler, 'find', { allegation: index + 1, outcome: found });
    }
    expect(life.complaint.outcome).toBe(outcome);
  });

  test('a finding may be changed while it is investigated, and the outcome with it', () => {
    const life = told.found().does(handler, 'find', { outcome: 'notUpheld', cause: 'process' });
    expect(life.complaint.outcome).toBe('notUpheld');
    expect(life.complaint.allegations[0]?.finding).toMatchObject({ cause: 'process', found: life.complaint.version });
  });

  test('the code of the decision is one of the procedure', () => {
    expect(told.proposed().refuses(handler, 'decide', { outcome: 'sold' })).toBe('impossible unknownCode');
    const life = told.proposed().does(handler, 'decide', { outcome: 'partly-upheld' });
    expect(life.complaint).toMatchObject({ outcome: 'upheld', procedureOutcome: 'partly-upheld' });
  });

  test('a decision letter has all that the procedure demands and nothing it does not know', () => {
    const life = told.found();
    expect(life.refuses(handler, 'propose', { letter: {} })).toBe('incomplete-letter letterLacks');
    expect(life.refuses(handler, 'propose', { letter: { reasons: 's', poem: 's' } })).toBe('impossible letterKnowsNo');
    expect(life.does(handler, 'propose', { letter: { reasons: 's', outcome: 's' } }).stage).toBe('proposed');
  });
});

describe('response and its approval (7.7)', () => {
  const refund = (value: string) => [{ kind: 'refund', amount: pounds(value) }];

  test('within the proposer’s authority no approval is needed, and one may still be given', () => {
    expect(told.proposed(refund('200.00')).does(handler, 'decide').stage).toBe('decided');
    expect(told.approved(refund('200.00')).does(handler, 'decide').complaint.approvedBy).toBe('manager');
  });

  test('the limit binds the sum of all redress, to the penny', () => {
    const life = told.proposed([...refund('199.99'), ...refund('0.02')]);
    expect(life.refuses(handler, 'decide')).toBe('not-now approvalGiven');
    expect(life.does(manager, 'approve').does(handler, 'decide').stage).toBe('decided');
    expect(told.proposed([...refund('199.99'), ...refund('0.01')]).does(handler, 'decide').stage).toBe('decided');
  });

  test('it is the proposer’s authority that counts, not that of whoever decides', () => {
    const life = told.found().does(contact, 'propose', { redress: refund('51') });
    expect(life.refuses(manager, 'decide')).toBe('not-now approvalGiven');
  });

  test('nobody approves above their own authority, or in another currency', () => {
    expect(told.proposed(refund('5000.01')).refuses(manager, 'approve')).toBe('not-yours authority');
    expect(told.proposed(refund('5000.01')).does(head, 'approve').stage).toBe('approved');
    const foreign = told.proposed([{ kind: 'refund', amount: { value: '1', currency: 'EUR' } }]);
    expect(foreign.refuses(handler, 'decide')).toBe('not-now approvalGiven');
    expect(foreign.refuses(head, 'approve')).toBe('not-yours authority');
  });

  test('nobody approves or sends back their own proposal', () => {
    const life = told.decided().does(complainant, 'reject').does(manager, 'find').does(manager, 'propose');
    expect(life.refuses(manager, 'approve')).toBe('not-yours notOwnProposal');
    expect(life.refuses(manager, 'sendBack')).toBe('not-yours notOwnProposal');
    expect(life.refuses(manager, 'decide')).toBe('not-now approvalGiven');
    expect(life.does(head, 'approve').does(manager, 'decide').stage).toBe('decided');
  });

  test('a tier with approval always needs it even for words', () => {
    const life = told.proposed([], { rules: withTiers(() => ({ approval: 'always' })) });
    expect(life.refuses(handler, 'decide')).toBe('not-now approvalGiven');
    expect(next(life)).toEqual(['inform', 'decide', 'approve']);
    expect(next(life.does(manager, 'approve'))).toEqual(['inform', 'decide']);
  });

  test('what is sent back is proposed anew, by anybody whose turn it is', () => {
    const life = told.proposed(refund('300')).does(manager, 'sendBack');
    expect(life.complaint).toMatchObject({ stage: 'underInvestigation', redress: [] });
    for (const fact of ['proposal', 'proposedBy', 'proposerAuthority']) expect(life.complaint).not.toHaveProperty(fact);
    expect(life.does(handler2, 'propose').complaint.proposedBy).toBe('handler2');
  });
});

describe('what is owed next', () => {
  test('is named for each point of the road', () => {
    // Within 2, 3, 10 and 20 working days, and then what no clock waits for.
    expect(next(told.received())).toEqual(['acknowledge', 'assess', 'inform', 'decide']);
    expect(next(told.acknowledged())).toEqual(['assess', 'inform', 'decide']);
    expect(next(told.assessed())).toEqual(['inform', 'decide', 'investigate']);
    expect(next(told.investigated())).toEqual(['inform', 'decide', 'find']);
    expect(next(told.found())).toEqual(['inform', 'decide', 'propose']);
    expect(next(told.proposed())).toEqual(['inform', 'decide']);
    expect(next(told.approved())).toEqual(['inform', 'decide']);
    expect(next(told.decided())).toEqual(['answer']);
    expect(next(told.accepted())).toEqual(['close']);
    expect(next(told.accepted([{ kind: 'refund' }]))).toEqual(['carryOut']);
    expect(next(told.accepted([{ kind: 'refund' }]).does(handler, 'carryOut'))).toEqual(['verify']);
    expect(next(told.decided().does(handler, 'refer'))).toEqual(['recordOutcome']);
    expect(next(told.accepted().does(handler, 'close'))).toEqual([]);
  });

  test('once the outside body has spoken, or nobody went there in time, it is to be closed', () => {
    expect(next(told.decided().does(handler, 'refer').does(handler, 'recordOutcome'))).toEqual(['close']);
    const rules = withTiers(() => ({ entryBy: [] }));
    const shut = told.decided([], { rules }).does(complainant, 'reject');
    expect(next(shut)).toEqual(['refer']);
    expect(next(shut.wait(366))).toEqual(['close']);
  });
});
