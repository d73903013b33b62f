import { describe, expect, it } from '@jest/globals';
import { live, monday, told } from './life.ts';
import * as people from './people.ts';

const { complainant, handler, handler2, manager, complaintsManager } = people;

describe('a complaint that goes to another unit', () => {
  const passedOn = () => told.assessed({ unit: 'general' }).does(manager, 'assign').does(manager, 'transfer');

  it('is theirs at once, with its clocks, and nobody there has it yet', () => {
    const before = told.assessed({ unit: 'general' }).clock('decision');
    const { complaint, clock, stage, notices } = passedOn();
    expect(complaint).toMatchObject({ unit: 'housing', transfer: { from: 'general', to: 'housing', by: 'manager' } });
    expect(complaint.handler).toBeUndefined();
    expect(stage).toBe('assessed');
    expect(clock('decision')).toEqual(before);
    expect(notices).toMatchObject([{ kind: 'transferred', unit: 'housing', roles: ['contact', 'handler'] }]);
  });

  it('is taken by somebody else than who passed it on', () => {
    expect(passedOn().refuses(manager, 'acceptTransfer')).toBe('not-yours notOwnTransfer');
    const taken = passedOn().does(handler, 'acceptTransfer').complaint;
    expect(taken.unit).toBe('housing');
    expect(taken.transfer).toBeUndefined();
    expect(taken.stage).toBe('assessed');
  });

  it('comes back to whoever had it when they send it back, and they are told', () => {
    const { complaint, notices } = passedOn().does(handler2, 'refuseTransfer');
    expect(complaint).toMatchObject({ unit: 'general', handler: 'handler' });
    expect(complaint.transfer).toBeUndefined();
    expect(notices.at(-1)).toMatchObject({ kind: 'returned', unit: 'general' });
  });

  it('does not come back to somebody whom it is about by then', () => {
    const life = passedOn().does(manager, 'nameSubjects', { subjects: [{ staff: 'handler' }] });
    expect(life.does(handler2, 'refuseTransfer').complaint.handler).toBeUndefined();
  });

  it('is on one way at a time, and never to where it is', () => {
    expect(passedOn().refuses(handler, 'transfer', { to: 'parking' })).toBe('not-now notOnItsWay');
    expect(told.assessed({ unit: 'housing' }).refuses(handler, 'transfer')).toBe('impossible sameUnit');
  });
});

describe('a complaint that is not ours', () => {
  const passedOn = () => told.assessed().does(handler, 'transfer', { to: 'council', outside: true });

  it('stays open, with its clocks, until the other organisation has taken it', () => {
    expect(passedOn().stage).toBe('assessed');
    expect(passedOn().clock('decision').state).toBe('running');
    expect(passedOn().refuses(manager, 'close', { reason: 'transferred' })).toBe('not-now closable');
    const taken = passedOn().does(handler, 'acceptTransfer');
    expect(taken.complaint.closed).toMatchObject({ reason: 'transferred' });
    expect(taken.clock('decision').state).toBe('cancelled');
    expect(taken.owedLetters).toContain('transfer');
  });

  it('stays here when they will not have it', () => {
    const { complaint, stage } = passedOn().does(handler, 'refuseTransfer');
    expect([stage, complaint.transfer]).toEqual(['assessed', undefined]);
  });

  it('is ours once there was a decision', () => {
    const decided = told.decided().does(complainant, 'reject');
    expect(decided.refuses(people.manager2, 'transfer', { to: 'council', outside: true })).toBe('not-now transferable');
    expect(decided.refuses(people.manager2, 'transfer')).toBe('nobody refused');
    const late = passedOn().does(handler, 'investigate').does(handler, 'find').does(handler, 'propose');
    const rejected = late.does(handler, 'decide').does(complainant, 'reject');
    expect(rejected.refuses(handler2, 'acceptTransfer')).toBe('not-now transferable');
  });
});

describe('links', () => {
  it('has those who dealt with the other complaint as its subjects, where it is about the handling of that', () => {
    const life = told.received().does(handler, 'takeOver');
    life.does(manager, 'link', { reference: 'C-2', as: 'aboutHandling', people: ['handler', 'handler2'] });
    expect(life.complaint.subjects).toEqual([{ staff: 'handler' }, { staff: 'handler2' }]);
    expect(life.complaint.handler).toBeUndefined();
    expect(life.refuses(handler2, 'takeOver')).toBe('not-yours notSubject');
  });

  it('are made once, never to itself, and can be undone', () => {
    const life = told.received().does(handler, 'link');
    expect(life.refuses(handler, 'link')).toBe('not-now unlinked');
    expect(life.refuses(handler, 'link', { reference: 'C-1' })).toBe('impossible itself');
    expect(life.refuses(handler, 'markDuplicate', { of: 'C-1' })).toBe('impossible itself');
    expect(life.refuses(handler, 'unlink', { reference: 'C-3' })).toBe('not-now linked');
    expect(life.does(handler, 'unlink').complaint.links).toBeUndefined();
    expect(life.refuses(handler, 'unlink')).toBe('not-now linked');
  });

  it('let a duplicate close once the other one was answered, unless it was decided itself', () => {
    const life = told.assessed().does(handler, 'markDuplicate');
    expect(life.refuses(handler, 'close', { reason: 'duplicate' })).toBe('not-now originalOpen');
    expect(life.refuses(handler, 'markDuplicate', { of: 'C-3' })).toBe('not-now noDuplicate');
    life.does(handler, 'close', { reason: 'duplicate', answeredAt: monday });
    expect(life.complaint.closed?.reason).toBe('duplicate');
    const own = told.decided().does(handler, 'markDuplicate');
    expect(own.refuses(handler, 'close', { reason: 'duplicate', answeredAt: monday })).toBe('not-now closable');
  });

  it('group it under one problem, and under another one instead', () => {
    const life = told.assessed().does(handler, 'group');
    expect(life.refuses(handler, 'group')).toBe('not-now notOfProblem');
    expect(life.does(handler, 'group', { problem: 'broken-lift' }).complaint.problem).toBe('broken-lift');
  });
});

describe('tags', () => {
  it('come and go, and the clocks with them', () => {
    const life = told.assessed();
    expect(life.refuses(handler, 'tag', { add: [] })).toBe('impossible noTag');
    life.does(handler, 'tag', { add: ['safety'] });
    expect(life.clock('alert').state).toBe('running');
    life.does(handler, 'tag', { remove: ['safety'], add: [] });
    expect(life.complaint.tags).not.toContain('safety');
  });
});

describe('a hold', () => {
  it('is set and lifted by those who keep the records, also after closing', () => {
    const life = told.accepted().does(handler, 'close').does(complaintsManager, 'hold');
    expect(life.complaint.heldSince).toBe(life.now);
    expect(life.refuses(complaintsManager, 'hold')).toBe('not-now notHeld');
    expect(life.does(people.administrator, 'release').complaint.heldSince).toBeUndefined();
    expect(life.refuses(complaintsManager, 'release')).toBe('not-now held');
  });
});

describe('somebody who acts for the complainant', () => {
  it('speaks for them until the last day of their authority', () => {
    const life = told.decided([], { representative: { until: '2026-11-20' } });
    const speaks = { onBehalf: true, speaker: 'representative' } as const;
    expect(life.refuses(handler, 'accept', speaks)).toBe('nobody refused');
    expect(life.until('2026-11-20T23:59:59.000Z').refuses(handler, 'accept', speaks)).toBe('nobody refused');
    expect(life.until('2026-11-21T00:00:00.000Z').refuses(handler, 'accept', speaks)).toBe('not-now authorityExpired');
    expect(life.refuses(handler, 'accept', { onBehalf: true })).toBe('nobody refused');
  });

  it('is nobody unless named, and not with an authority that is over', () => {
    const life = told.decided();
    const speaks = { onBehalf: true, speaker: 'representative' } as const;
    expect(life.refuses(handler, 'reject', speaks)).toBe('not-now represented');
    const over = { representative: { until: '2026-11-01' } };
    expect(life.refuses(complainant, 'nameRepresentative', over)).toBe('impossible authorityOver');
    expect(() => live(over)).toThrow('authorityOver');
  });

  it('stops when the complainant says so', () => {
    const life = told.received().does(complainant, 'nameRepresentative', { representative: { until: '2027-01-01' } });
    expect(life.complaint.representative).toEqual({ said: life.entries.length, until: '2027-01-01' });
    life.does(complainant, 'endRepresentation');
    expect(life.complaint.representative).toBeUndefined();
    expect(life.refuses(complainant, 'endRepresentation')).toBe('not-now represented');
  });
});

describe('an identity that is withheld', () => {
  it('goes to nobody whom the complainant does not let know it', () => {
    const life = told.assessed().does(handler, 'mark', { flag: 'identityWithheld' });
    const outside = { to: 'council', outside: true } as const;
    expect(life.refuses(handler, 'transfer', outside)).toBe('not-now consentGiven');
    expect(life.refuses(handler, 'transfer')).toBe('nobody refused');
    life.does(complainant, 'consent', { to: 'council' });
    expect(life.refuses(handler, 'transfer', outside)).toBe('nobody refused');
    life.does(complainant, 'consent', { to: 'council', given: false });
    expect(life.refuses(handler, 'transfer', outside)).toBe('not-now consentGiven');
    expect(life.complaint.consents).toBeUndefined();
  });
});

describe('staff who are complained about', () => {
  const about = () => told.investigated().does(manager, 'nameSubjects', { subjects: [{ staff: 'handler2' }] });

  it('know what is said of them before they are interviewed, and before an answer is proposed', () => {
    const life = about();
    const interview = { with: 'staff', staff: 'handler2' } as const;
    expect(life.refuses(handler, 'interview', interview)).toBe('not-now toldFirst');
    expect(life.does(handler, 'find').refuses(handler, 'propose')).toBe('not-now subjectsTold');
    life.does(handler, 'tellSubject', { staff: 'handler2' });
    expect(life.refuses(handler, 'interview', interview)).toBe('nobody refused');
    expect(life.refuses(handler, 'propose')).toBe('nobody refused');
  });

  it('give their side, and do nothing else in it', () => {
    const life = about().does(manager, 'tellSubject', { staff: 'handler2' }).does(handler2, 'explain');
    expect(life.complaint.heard).toEqual([{ staff: 'handler2', toldAt: life.now, explainedAt: life.now }]);
    expect(life.refuses(handler2, 'find')).toBe('not-yours notSubject');
    expect(life.refuses(handler, 'explain')).toBe('not-yours theSubject');
    expect(life.refuses(manager, 'tellSubject', { staff: 'head' })).toBe('not-now aboutStaff');
    expect(told.assessed().refuses(manager, 'tellSubject')).toBe('not-now aboutStaff');
  });

  it('are not judged by their own unit, where the tier says so', () => {
    const own = { ...handler, sameUnit: true } as const;
    expect(told.assessed().refuses(own, 'investigate')).toBe('nobody refused');
    const rules = people.withTiers(() => ({ excluded: ['sameUnit'] }));
    expect(told.assessed({ rules }).refuses(own, 'investigate')).toBe('not-yours notSameUnit');
  });
});

describe('time', () => {
  const limit = { agreedBy: 'periodAgreed', otherwise: { count: 6, unit: 'months' } } as const;

  it('is what was agreed, where the procedure goes by that', () => {
    const life = told.assessed({ rules: people.withClock('decision', { limit }) });
    expect(life.refuses(handler, 'agreePeriod', { date: '2026-11-01' })).toBe('impossible pastDay');
    expect(life.does(handler, 'agreePeriod', { date: '2026-12-11' }).clock('decision').lastDay).toBe('2026-12-11');
    expect(told.assessed().refuses(handler, 'agreePeriod')).toBe('not-now periodAgreeable');
  });

  it('begins with what the receipt says of earlier days', () => {
    const rules = people.withClock('decision', { starts: ['sentToCompany'] });
    const life = live({ rules, passedOnAt: '2026-10-30T10:00:00.000Z' });
    expect(life.clock('decision').armedAt).toBe('2026-10-30T10:00:00.000Z');
  });

  it('of the investigation ends with the last finding', () => {
    const facts = (life: ReturnType<typeof told.found>) => life.complaint.facts.map(({ fact }) => fact);
    expect(facts(told.investigated())).not.toContain('investigationCompleted');
    const twice = told.found().does(handler, 'find');
    expect(facts(twice).filter((fact) => fact === 'investigationCompleted')).toHaveLength(1);
  });
});

describe('others who may be affected', () => {
  const impact = { actual: 'one', possible: 'many' } as const;
  const found = () =>
    told.acknowledged().does(handler, 'assess', { impact }).does(handler, 'investigate').does(handler, 'find');
  const refund = { redress: [{ kind: 'refund' }] };

  it('are thought of before anybody is promised anything, and a no is an answer', () => {
    expect(found().refuses(handler, 'propose', refund)).toBe('impossible sameForOthers');
    expect(found().refuses(handler, 'propose')).toBe('nobody refused');
    const sameForOthers = { answer: false, reason: 'sealed' };
    expect(found().refuses(handler, 'propose', { ...refund, sameForOthers })).toBe('nobody refused');
    expect(told.found().refuses(handler, 'propose', refund)).toBe('nobody refused');
  });
});
