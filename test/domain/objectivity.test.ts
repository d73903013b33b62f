import { describe, expect, test } from '@jest/globals';
import { personalKinds } from '../../domain/fields.ts';
import { reviewed, told } from './life.ts';
import * as people from './people.ts';

const { complainant, complaintsManager, contact, handler, handler2, head, manager, manager2 } = people;

describe('objectivity: nobody judges their own cause', () => {
  const aboutHandler = { subjects: [{ staff: 'handler' }, { unit: 'housing' }, { words: 'sealed' }] };

  test('subjects are kept as codes; those described in words only in the trail', () => {
    expect(told.received(aboutHandler).complaint.subjects).toEqual([{ staff: 'handler' }, { unit: 'housing' }]);
  });

  test('staff complained about do nothing with the complaint, not even in the complainant’s name', () => {
    const life = told.received(aboutHandler);
    for (const kind of personalKinds.filter((kind) => !['correct', 'declareConflict', 'explain'].includes(kind))) {
      expect(`${kind}: ${life.refuses(handler, kind, { onBehalf: true })}`).toMatch(/: not-yours (notSubject|role)$/);
    }
    life.does(contact, 'acknowledge').does(handler2, 'assess').does(handler2, 'investigate').does(handler2, 'find');
    life.does(handler2, 'tellSubject');
    life.does(handler2, 'propose', { redress: [{ kind: 'apology' }] }).does(handler2, 'decide');
    expect(life.refuses(handler, 'accept', { onBehalf: true })).toBe('not-yours notSubject');
    expect(life.refuses(handler, 'withdraw', { onBehalf: true })).toBe('not-yours notSubject');
  });

  test('it is not assigned to its subject, whoever asks', () => {
    const life = told.assessed();
    expect(life.does(manager, 'assign', { handler: 'handler2' }).complaint.handler).toBe('handler2');
    const about = told.received(aboutHandler);
    expect(about.refuses(manager, 'assign', { handler: 'handler' })).toBe('not-now assigneeIsSubject');
  });

  test('it is assigned to somebody of the roles that the tier names', () => {
    const life = told.received();
    expect(life.refuses(manager, 'assign', { handler: 'head', roles: ['head'] })).toBe('not-now assigneeRole');
    expect(life.refuses(contact, 'assign')).toBe('not-yours role');
    life.does(manager, 'assign', { handler: 'contact', roles: ['contact', 'auditor'] });
    expect(life.complaint.handler).toBe('contact');
  });

  test('investigating makes one the handler, unless another was assigned', () => {
    expect(told.investigated().complaint.handler).toBe('handler');
    const assigned = told.assessed().does(manager, 'assign', { handler: 'handler2' }).does(handler, 'investigate');
    expect(assigned.complaint.handler).toBe('handler2');
  });
});

describe('a review is done by somebody who has not dealt with it before', () => {
  test.each(['assess', 'approve', 'sendBack', 'decide'] as const)('who did %s at tier 1 does not review it', (kind) => {
    const life = told.found().does(handler, 'propose');
    life.does(manager, kind);
    if (kind === 'sendBack') life.does(handler, 'propose');
    if (kind !== 'decide') life.does(handler, 'decide');
    life.does(complainant, 'reject');
    expect(life.refuses(manager, 'find')).toBe('not-yours notEarlierTier');
    expect(life.refuses(head, 'assign', { handler: 'manager', roles: ['manager'] })).toBe(
      'not-now assigneeDealtEarlier',
    );
    expect(life.does(manager2, 'find').complaint.dealt).toMatchObject({ 2: ['manager2'] });
  });

  test('having assigned it or told how it stands is not having dealt with it', () => {
    const life = told.assessed().does(manager, 'assign').does(manager, 'inform').does(handler, 'investigate');
    life.does(handler, 'find').does(handler, 'propose').does(handler, 'decide').does(complainant, 'reject');
    expect(life.does(manager, 'find').complaint.tier).toBe(2);
  });

  test('the approver of tier 2 does not review at tier 3, and two roles may', () => {
    const life = told.decided().does(complainant, 'reject');
    reviewed(life, manager, head).does(complainant, 'reject');
    expect(life.refuses(head, 'find')).toBe('not-yours notEarlierTier');
    expect(reviewed(life, complaintsManager, manager2).stage).toBe('decided');
  });

  test('a procedure that does not exclude earlier handlers lets them', () => {
    const rules = people.withTiers(() => ({ excluded: ['subjectOfComplaint'], roles: ['handler'] }));
    const life = told.decided([], { rules }).does(complainant, 'reject');
    expect(life.does(handler, 'find').complaint.dealt).toMatchObject({ 1: ['handler'], 2: ['handler'] });
  });
});

describe('refusals', () => {
  test('what one never may comes before what is not possible now (403 before 409)', () => {
    expect(told.received().refuses(people.auditor, 'decide')).toBe('not-yours role');
    expect(told.received({ subjects: [{ staff: 'handler' }] }).refuses(handler, 'propose')).toBe(
      'not-yours notSubject',
    );
    expect(told.received().refuses(handler, 'accept')).toBe('not-yours complainantsWord');
    expect(told.received().refuses(handler, 'propose')).toBe('not-now stage');
  });
});
