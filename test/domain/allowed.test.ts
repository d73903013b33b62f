import { describe, expect, test } from '@jest/globals';
import { allowed } from '../../domain/allowed.ts';
import type { Actor } from '../../domain/actor.ts';
import { told, type Life } from './life.ts';
import { auditor, complainant, contact, handler, handler2, manager } from './people.ts';

const may = ({ complaint, rules }: Life, by: Actor) => allowed(complaint, by, rules);
const kinds = (life: Life, by: Actor) => may(life, by).allowed.map(({ kind }) => kind);
const fieldsOf = (life: Life, by: Actor, kind: string) =>
  may(life, by).allowed.find((each) => each.kind === kind)?.fields;

describe('what this person may do now', () => {
  test('a handler at the beginning, with what the rules forbid for now and why', () => {
    const { allowed, notNow } = may(told.received(), handler);
    expect(allowed.map(({ kind }) => kind)).toEqual(
      'acknowledge assign takeOver declareConflict nameSubjects mark tag transfer link markDuplicate group consent nameRepresentative addEvidence interview explainDelay reclassify attempt settle inform ask withdraw escalate takeBack correct'.split(
        ' ',
      ),
    );
    const why = Object.fromEntries(notNow.map(({ kind, refusal }) => [kind, refusal.rule]));
    expect(why).toMatchObject({
      assess: 'acknowledgedFirst',
      find: 'stage',
      close: 'notEnded',
      refer: 'outsideWayOpen',
      receiveInformation: 'wasAsked',
      pause: 'pausable',
      resume: 'resumable',
      extend: 'extensionApproval',
    });
    expect(notNow.map(({ kind }) => kind)).not.toContain('approve');
  });

  test('the complainant is offered their answer when there is something to answer', () => {
    expect(kinds(told.proposed(), complainant)).toEqual(
      'consent nameRepresentative addInformation withdraw correct'.split(' '),
    );
    expect(kinds(told.decided(), complainant)).toEqual(
      'consent nameRepresentative addInformation accept reject withdraw escalate rate correct'.split(' '),
    );
    expect(fieldsOf(told.decided(), complainant, 'accept')).toEqual({ words: { required: false } });
  });

  test('staff enter an answer on behalf, and the form says so', () => {
    expect(fieldsOf(told.decided(), contact, 'accept')?.['onBehalf']).toEqual({ required: true, values: [true] });
  });

  test('an auditor is offered nothing', () => {
    expect(may(told.decided(), auditor)).toEqual({ allowed: [], notNow: [] });
  });

  test('values are those that are possible now', () => {
    const life = told.acknowledged().does(handler, 'assess', { allegations: [{ words: 's' }, { words: 's' }] });
    expect(fieldsOf(life.does(handler, 'investigate'), handler, 'find')?.['allegation']?.values).toEqual([1, 2]);
    expect(fieldsOf(told.found(), handler, 'propose')).toMatchObject({ 'letter.reasons': { required: true } });
    const codes = ['upheld', 'partly-upheld', 'not-upheld', 'inconclusive'];
    expect(fieldsOf(told.proposed(), handler, 'decide')?.['outcome']?.values).toEqual(codes);
    const promised = told.accepted([{ kind: 'none' }, { kind: 'refund' }, { kind: 'apology' }]);
    expect(fieldsOf(promised, handler, 'carryOut')?.['redress']?.values).toEqual([2, 3]);
    promised.does(handler, 'carryOut', { redress: 3 });
    expect(fieldsOf(promised, handler, 'carryOut')?.['redress']?.values).toEqual([2]);
    expect(fieldsOf(promised, handler2, 'verify')?.['redress']?.values).toEqual([3]);
    expect(may(promised, handler).notNow.find(({ kind }) => kind === 'verify')?.refusal.rule).toBe('ownRemedy');
    expect(fieldsOf(told.accepted(), handler, 'close')?.['reason']?.values).toEqual(['accepted']);
  });

  test('after there is a proposal the form of an assessment asks for no allegations', () => {
    expect(fieldsOf(told.found(), handler, 'assess')).toHaveProperty('allegations');
    expect(fieldsOf(told.decided(), handler, 'assess')).not.toHaveProperty('allegations');
  });

  test('whoever may not approve so much is told so', () => {
    const life = told.proposed([{ kind: 'refund', amount: { value: '6000', currency: 'GBP' } }]);
    expect(may(life, manager).notNow.find(({ kind }) => kind === 'approve')?.refusal.rule).toBe('authority');
  });
});
