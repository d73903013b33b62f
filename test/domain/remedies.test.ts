import { describe, expect, test } from '@jest/globals';
import { told } from './life.ts';
import { auditor, complainant, contact, handler, handler2, manager } from './people.ts';

const promised = [{ kind: 'refund', owner: 'handler' }, { kind: 'none' }, { kind: 'apology' }];

describe('correction: promised, carried out, verified by somebody else (7.9)', () => {
  test('closing waits until everything is carried out and verified', () => {
    const life = told.accepted(promised);
    expect(life.refuses(handler, 'close')).toBe('not-now closable');
    life.does(handler, 'carryOut', { redress: 1 }).does(handler, 'carryOut', { redress: 3 });
    expect(life.refuses(handler, 'close')).toBe('not-now closable');
    life.does(contact, 'verify', { redress: 1 });
    expect(life.stage).toBe('accepted');
    expect(life.does(contact, 'verify', { redress: 3 }).stage).toBe('remedied');
    expect(life.does(handler, 'close').complaint.closed?.reason).toBe('accepted');
  });

  test('one by one, with who and when', () => {
    const life = told.accepted(promised).does(handler, 'carryOut', { redress: 1 });
    const at = life.now;
    life.wait(1).does(handler2, 'verify', { redress: 1 });
    expect(life.complaint.redress[0]).toMatchObject({
      carriedOutAt: at,
      carriedOutBy: 'handler',
      verifiedAt: life.now,
    });
  });

  test('whoever carried it out does not verify it, whatever else they may verify', () => {
    const life = told.accepted(promised).does(handler, 'carryOut', { redress: 1 });
    expect(life.refuses(handler, 'verify', { redress: 1 })).toBe('not-yours ownRemedy');
    life.does(handler2, 'carryOut', { redress: 3 });
    expect(life.refuses(handler, 'verify', { redress: 1 })).toBe('not-yours ownRemedy');
    expect(life.does(handler, 'verify', { redress: 3 }).stage).toBe('accepted');
  });

  test('nothing is carried out or verified twice, or before its time', () => {
    const life = told.accepted(promised);
    expect(life.refuses(handler2, 'verify', { redress: 1 })).toBe('not-now remedyToVerify');
    life.does(handler, 'carryOut', { redress: 1 });
    expect(life.refuses(handler, 'carryOut', { redress: 1 })).toBe('not-now remedyOwed');
    expect(life.refuses(handler2, 'verify', { redress: 3 })).toBe('not-now remedyToVerify');
    life.does(handler2, 'verify', { redress: 1 });
    expect(life.refuses(handler2, 'verify', { redress: 1 })).toBe('not-now remedyToVerify');
    expect(told.decided(promised).refuses(handler, 'carryOut', { redress: 1 })).toBe('not-now stage');
  });

  test('the redress "none" is nobody’s to carry out, and alone it keeps nothing open', () => {
    expect(told.accepted(promised).refuses(handler, 'carryOut', { redress: 2 })).toBe('impossible unknownNumber');
    expect(told.accepted([{ kind: 'none' }]).does(handler, 'close').stage).toBe('closed');
  });

  test('an auditor carries out nothing, and the complainant verifies nothing', () => {
    expect(told.accepted(promised).refuses(auditor, 'carryOut', { redress: 1 })).toBe('not-yours role');
    const life = told.accepted(promised).does(manager, 'carryOut', { redress: 1 });
    expect(life.refuses(complainant, 'verify', { redress: 1 })).toBe('not-yours role');
  });
});
