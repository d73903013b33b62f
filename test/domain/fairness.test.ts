import { describe, expect, test } from '@jest/globals';
import { guards, type Guard } from '../../domain/guards.ts';
import { unfairness } from './fairness.ts';
import { live, reviewed, told, whyNot, type Life } from './life.ts';
import { complainant, contact, handler, handler2, head, manager, manager2, pounds } from './people.ts';

// The checker that reads trails (`fairness.ts`) is itself held to account: where a rule is taken out of the product, and
// somebody does what it forbids, it says so. All random lives are held against it in `properties.test.ts`.

const refund = (value: string) => [{ kind: 'refund', amount: pounds(value) }];
const broken = guards as { -readonly [name in Guard]: (typeof guards)[Guard] };

/** The life as it goes without this rule. */
function without(rule: Guard, story: () => Life): Life {
  const was = guards[rule];
  broken[rule] = () => undefined;
  try {
    return story();
  } finally {
    broken[rule] = was;
  }
}

type Planted = { rule: Guard; story: () => Life; says: string };
const faults: { [sentence: string]: Planted } = {
  'somebody assesses a complaint about themselves': {
    rule: 'impartial',
    story: () =>
      live({ subjects: [{ staff: 'handler' }] })
        .does(contact, 'acknowledge')
        .does(handler, 'assess'),
    says: 'acts on a complaint about themselves',
  },
  'somebody goes on who was named as its subject later': {
    rule: 'impartial',
    story: () => told.investigated().does(contact, 'nameSubjects').does(handler, 'find'),
    says: 'acts on a complaint about themselves',
  },
  'somebody goes on after declaring a conflict': {
    rule: 'impartial',
    story: () => told.investigated().does(handler, 'declareConflict').does(handler, 'find'),
    says: 'acts after declaring a conflict',
  },
  'somebody approves their own proposal': {
    rule: 'notOwnProposal',
    story: () =>
      told
        .decided()
        .does(complainant, 'reject')
        .does(manager, 'find')
        .does(manager, 'propose')
        .does(manager, 'approve'),
    says: 'judges their own proposal',
  },
  'somebody verifies what they carried out': {
    rule: 'remedyToVerify',
    story: () => told.accepted(refund('50')).does(handler, 'carryOut').does(handler, 'verify'),
    says: 'verifies what they carried out',
  },
  'somebody reviews what they approved': {
    rule: 'notEarlierTier',
    story: () => told.approved(refund('900')).does(handler, 'decide').does(complainant, 'reject').does(manager, 'find'),
    says: 'reviews what they dealt with at an earlier tier',
  },
  'somebody approves more than they may promise': {
    rule: 'authority',
    story: () => told.proposed(refund('5000.01')).does(manager, 'approve'),
    says: 'promises more than they may',
  },
  'somebody decides alone on more than they may promise': {
    rule: 'approvalGiven',
    story: () => told.decided([...refund('150'), ...refund('50.01')]),
    says: 'promises more than they may',
  },
  'somebody settles for more than they may promise': {
    rule: 'withinLimits',
    story: () => live().does(contact, 'settle', { redress: refund('50.01') }),
    says: 'promises more than they may',
  },
  'somebody decides a review alone': {
    rule: 'approvalGiven',
    story: () =>
      told.decided().does(complainant, 'reject').does(manager, 'find').does(manager, 'propose').does(manager, 'decide'),
    says: 'promises more than they may',
  },
  'staff accept for the complainant and do not say so': {
    rule: 'complainantsWord',
    story: () => told.decided().does(handler, 'accept'),
    says: 'says the complainant’s word unasked',
  },
  'it is assessed before anybody told them that it arrived': {
    rule: 'acknowledgedFirst',
    story: () => live().does(handler, 'assess'),
    says: 'assessed before it was acknowledged',
  },
  'it is closed as accepted, and nobody has': {
    rule: 'closable',
    story: () => told.decided().does(handler, 'close'),
    says: 'closed as accepted, which does not hold',
  },
  'it is closed as accepted, and what was promised is not done': {
    rule: 'closable',
    story: () => told.accepted(refund('50')).does(handler, 'carryOut').does(handler, 'close'),
    says: 'closed as accepted, which does not hold',
  },
  'it is closed as exhausted after the first no': {
    rule: 'closable',
    story: () => told.decided().does(complainant, 'reject').does(manager, 'close', { reason: 'exhausted' }),
    says: 'closed what was rejected, before the next tier answered',
  },
  'the office calls itself unanswered': {
    rule: 'closable',
    story: () => told.decided().does(handler, 'close', { reason: 'unanswered' }),
    says: 'closed as unanswered, which does not hold',
  },
  'it is closed as unreachable after one attempt': {
    rule: 'closable',
    story: () => told.assessed().does(handler, 'attempt').does(handler, 'close', { reason: 'unreachable' }),
    says: 'closed as unreachable, which does not hold',
  },
  'a complaint is closed as none': {
    rule: 'closable',
    story: () => told.assessed().does(handler, 'close', { reason: 'notAComplaint' }),
    says: 'closed as notAComplaint, which does not hold',
  },
};

describe('what the product refuses, and the checker finds where the rule is gone', () => {
  test.each(Object.entries(faults))('%s', (_, { rule, story, says }) => {
    expect(whyNot(story)).toMatch(/^not-(yours|now) /);
    const { entries, rules } = without(rule, story);
    expect(unfairness(entries, rules).map((found) => found.replace(/^\d+ /, ''))).toContain(says);
  });

  test('every rule of fairness has a fault of its own', () => {
    const rules: Guard[] = [
      ...(['impartial', 'notOwnProposal', 'remedyToVerify', 'notEarlierTier', 'authority', 'approvalGiven'] as const),
      ...(['withinLimits', 'complainantsWord', 'acknowledgedFirst', 'closable'] as const),
    ];
    expect(new Set(Object.values(faults).map(({ rule }) => rule))).toEqual(new Set(rules));
  });
});

test('a life that went through every tier, was accepted, made good and closed is fair', () => {
  const first = told.approved(refund('900')).does(handler, 'decide').does(complainant, 'reject');
  const second = reviewed(first, manager2, manager).does(complainant, 'reject');
  const third = reviewed(second, head, manager, refund('900')).does(complainant, 'accept');
  const last = third.does(handler, 'carryOut').does(handler2, 'verify').does(handler, 'close');
  expect(last.complaint.closed?.reason).toBe('accepted');
  expect(unfairness(last.entries, last.rules)).toEqual([]);
});
