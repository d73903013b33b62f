import { describe, expect, test } from '@jest/globals';
import { allowed } from '../../domain/allowed.ts';
import { live, told } from './life.ts';
import { complainant, complaintsManager, contact, handler, handler2, head, manager, pounds } from './people.ts';

describe('who has it', () => {
  test('whoever takes it over has it, and hands it back with a reason; nobody else does', () => {
    const life = told.assessed().does(handler2, 'takeOver');
    expect(life.complaint.handler).toBe('handler2');
    expect(life.refuses(handler2, 'takeOver')).toBe('not-now notTheHandler');
    expect(life.refuses(handler, 'handBack')).toBe('not-yours theHandler');
    expect(life.does(handler2, 'handBack').complaint.handler).toBeUndefined();
  });

  test('whoever dealt with it before does not take over the review', () => {
    const life = told.decided().does(complainant, 'reject');
    expect(life.refuses({ ...handler, role: 'manager' }, 'takeOver')).toBe('not-yours notEarlierTier');
    expect(life.does(manager, 'takeOver').complaint.handler).toBe('manager');
  });

  test('whoever declares a conflict has it no more, and does nothing there any more', () => {
    const life = told.assessed().does(handler, 'takeOver').does(handler, 'declareConflict');
    expect(life.complaint).toMatchObject({ conflicts: ['handler'] });
    expect(life.complaint.handler).toBeUndefined();
    for (const kind of ['investigate', 'inform', 'takeOver', 'ask'] as const) {
      expect(life.refuses(handler, kind)).toBe('not-yours conflictDeclared');
    }
    expect(life.refuses(handler, 'declareConflict')).toBe('not-now notDeclared');
    expect(life.refuses(manager, 'assign', { handler: 'handler' })).toBe('not-now assigneeConflict');
    expect(life.does(manager, 'assign', { handler: 'handler2' }).complaint.handler).toBe('handler2');
  });

  test('a conflict that was declared at one tier holds at the next', () => {
    const life = told.assessed().does(manager, 'declareConflict').does(handler, 'escalate', { reason: 'sealed' });
    expect([life.complaint.tier, life.refuses(manager, 'find')]).toEqual([2, 'not-yours conflictDeclared']);
  });

  test('whoever is named as its subject later has it no more', () => {
    const life = told.assessed().does(handler, 'takeOver');
    life.does(contact, 'nameSubjects', { subjects: [{ staff: 'handler' }, { words: 'sealed' }] });
    expect(life.complaint).toMatchObject({ subjects: [{ staff: 'handler' }] });
    expect(life.complaint.handler).toBeUndefined();
    expect(life.refuses(handler, 'investigate')).toBe('not-yours notSubject');
    life.does(contact, 'nameSubjects', { subjects: [{ staff: 'handler' }, { unit: 'housing' }] });
    expect(life.complaint.subjects).toEqual([{ staff: 'handler' }, { unit: 'housing' }]);
  });
});

describe('marks', () => {
  test('of a complaint that is marked significant the head is told at that moment', () => {
    const life = told.assessed();
    expect(life.notices).toEqual([]);
    life.wait(0.1).does(contact, 'mark', { flag: 'significant' });
    expect(life.notices).toMatchObject([{ clock: 'alert', roles: ['head', 'complaints-manager', 'manager'] }]);
    expect(life.complaint).toMatchObject({ flags: ['significant'], tags: ['significant'] });
    expect(life.refuses(handler, 'mark', { flag: 'significant' })).toBe('not-now unmarked');
  });

  test('a clock that only a mark began is called off with it, once, and stays so', () => {
    const life = told.acknowledged().does(contact, 'mark', { flag: 'safety' }).does(handler, 'assess');
    expect(life.clock('act-on-danger').state).toBe('running');
    life.wait(0.5).does(handler, 'unmark', { flag: 'safety' });
    const off = life.clock('act-on-danger');
    expect(off).toMatchObject({ state: 'cancelled', endedAt: life.now, withoutRule: true });
    expect(life.complaint.flags).toEqual([]);
    life.does(handler, 'mark', { flag: 'safety' }).wait(3);
    expect(life.clock('act-on-danger')).toEqual(off);
    expect(life.kinds.filter((kind) => kind === 'runOut')).toHaveLength(1); // the alert
  });

  test('of what is confidential a receipt says so', () => {
    expect(live({ confidential: true }).complaint.flags).toEqual(['confidential']);
    expect(live().refuses(handler, 'unmark')).toBe('not-now marked');
  });
});

describe('the complainant cannot be reached', () => {
  const tried = () =>
    told.assessed().does(contact, 'attempt').does(contact, 'attempt').wait(1).does(contact, 'attempt');

  test('after three days of trying it may be closed, and not before', () => {
    const life = tried();
    expect(life.refuses(handler, 'close', { reason: 'unreachable' })).toBe('not-now closable');
    life.wait(1).does(contact, 'attempt').does(handler, 'close', { reason: 'unreachable' });
    expect(life.complaint.closed?.reason).toBe('unreachable');
  });

  test('once they were heard of the days are counted anew', () => {
    const life = tried().wait(1).does(complainant, 'addInformation').does(contact, 'attempt');
    expect(life.complaint.attempts).toHaveLength(1);
    expect(life.refuses(handler, 'close', { reason: 'unreachable' })).toBe('not-now closable');
  });

  test('what staff do for themselves is no word of the complainant', () => {
    expect(tried().does(handler, 'inform').complaint.attempts).toHaveLength(3);
  });
});

describe('what the complainant adds', () => {
  test('is the answer while a question is open, and else no fact for the clocks', () => {
    const life = told.acknowledged().does(complainant, 'addInformation');
    expect(life.complaint.facts.map(({ fact }) => fact)).not.toContain('informationReceived');
    life.does(handler, 'ask').does(complainant, 'addInformation').does(complainant, 'addInformation');
    expect(life.complaint.facts.filter(({ fact }) => fact === 'informationReceived')).toHaveLength(1);
  });
});

describe('escalation by people', () => {
  test('the office says why, its people are told, and somebody else looks at it', () => {
    const life = told.found();
    expect(life.refuses(handler, 'escalate', { reason: '' })).toBe('impossible reasonNeeded');
    life.does(handler, 'escalate', { reason: 'sealed' });
    expect(life.complaint).toMatchObject({ tier: 2, stage: 'underInvestigation' });
    expect(life.complaint.facts.at(-1)?.fact).toBe('escalated');
    expect(life.notices.at(-1)).toMatchObject({ kind: 'escalated', roles: ['manager'], tier: 2 });
    expect(life.notices.at(-1)?.clock).toBeUndefined();
  });

  test('the complainant goes on once there is a decision, alone or through staff', () => {
    expect(told.found().refuses(complainant, 'escalate')).toBe('not-now stage');
    expect(told.found().refuses(contact, 'escalate', { onBehalf: true })).toBe('not-now stage');
    expect(told.decided().does(complainant, 'escalate').complaint).toMatchObject({ tier: 2, earlier: [{ tier: 1 }] });
    expect(told.decided().does(contact, 'escalate', { onBehalf: true }).complaint.tier).toBe(2);
  });

  test('not when what was promised is on its way, nor past the last tier', () => {
    expect(told.accepted([{ kind: 'refund' }]).refuses(handler, 'escalate', { reason: 'x' })).toBe('not-now stage');
    const life = told.assessed();
    for (const by of [handler, manager]) life.does(by, 'escalate', { reason: 'x' });
    expect([life.complaint.tier, life.refuses(head, 'escalate', { reason: 'x' })]).toEqual([3, 'not-now tierAbove']);
  });

  test('a rejection tells the people of the next tier as well', () => {
    expect(told.decided().does(complainant, 'reject').notices.at(-1)).toMatchObject({ kind: 'escalated', tier: 2 });
  });

  test('the form says what is needed: a reason of the office, or whose word it is', () => {
    const formOf = (life = told.found()) =>
      allowed(life.complaint, complaintsManager, life.rules).allowed.find(({ kind }) => kind === 'escalate')?.fields;
    expect(formOf()?.['reason']).toEqual({ required: true });
    expect(formOf(told.decided())).toMatchObject({ reason: { required: false }, onBehalf: { required: false } });
  });
});

describe('settled at first contact', () => {
  test('within one’s own limit, it is decided at once and the clocks are met', () => {
    const life = live().does(contact, 'settle', { redress: [{ kind: 'goodwill', amount: pounds('50') }] });
    expect(life.complaint).toMatchObject({
      stage: 'decided',
      settled: true,
      redress: [{ number: 1, kind: 'goodwill' }],
    });
    expect([life.clock('decision').state, life.clock('acknowledgement').state]).toEqual(['cancelled', 'cancelled']);
    life.does(contact, 'accept', { onBehalf: true }).does(contact, 'carryOut').does(handler, 'verify');
    expect(life.does(handler, 'close').stage).toBe('closed');
  });

  test('not above it, and not at a tier where nobody decides alone', () => {
    const much = {
      redress: [
        { kind: 'goodwill', amount: pounds('30') },
        { kind: 'refund', amount: pounds('20.01') },
      ],
    };
    expect(live().refuses(contact, 'settle', much)).toBe('not-yours withinLimits');
    const review = told.decided().does(complainant, 'reject');
    expect(review.refuses(manager, 'settle')).toBe('not-now settledAlone');
  });

  test('rejected, it is looked at again by somebody else, and is settled no more', () => {
    const life = live().does(contact, 'settle').does(complainant, 'reject');
    expect(life.complaint).toMatchObject({ tier: 2, stage: 'underInvestigation' });
    expect(life.complaint.settled).toBeUndefined();
  });
});

describe('what is no complaint', () => {
  test('an enquiry may be closed as one, and may turn out a complaint after all', () => {
    const life = told.acknowledged().does(handler, 'reclassify', { as: 'enquiry' });
    expect(life.complaint.classification).toBe('enquiry');
    expect(life.refuses(handler, 'reclassify', { as: 'enquiry' })).toBe('not-now reclassified');
    life.does(handler, 'reclassify', { as: 'complaint' });
    expect(life.complaint.classification).toBeUndefined();
    expect(life.refuses(handler, 'close', { reason: 'notAComplaint' })).toBe('not-now closable');
    life.does(handler, 'reclassify', { as: 'compliment' }).does(handler, 'close', { reason: 'notAComplaint' });
    expect(life.stage).toBe('closed');
  });

  test('a dispute is dealt with like a complaint, and nothing is called an enquiry to be rid of it at a review', () => {
    const dispute = told.acknowledged().does(handler, 'reclassify', { as: 'dispute' });
    expect(dispute.refuses(handler, 'close', { reason: 'notAComplaint' })).toBe('not-now closable');
    const review = told.decided().does(complainant, 'reject').does(manager, 'reclassify', { as: 'enquiry' });
    expect(review.refuses(manager, 'close', { reason: 'notAComplaint' })).toBe('not-now closable');
  });
});
