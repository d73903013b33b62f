import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Assignee } from '../../domain/action.ts';
import { deputise } from '../../domain/advance.ts';
import { isOwedBefore } from '../../domain/deputy.ts';
import { live, told, type Life } from './life.ts';
import { complainant, handler, handler2, manager } from './people.ts';

const away = { absent: 'handler', from: '2026-11-02', to: '2026-11-06' };
const deputy = (fields: Partial<Assignee> = {}): Assignee => ({ handler: 'handler2', roles: ['handler'], ...fields });
const absent = ({ complaint, rules, now }: Life, by?: Assignee, its = away) =>
  deputise(complaint, { away: its, ...(by && { deputy: by }) }, now, rules);
const had = () => told.investigated();

describe('an absence of whoever has it', () => {
  test('it goes to the deputy, by an entry of the clock, and nobody is told', () => {
    const step = absent(had(), deputy());
    expect(step.complaint.handler).toBe('handler2');
    expect(step.entries).toMatchObject([{ by: { id: 'clock' }, action: { kind: 'deputise', absent: 'handler' } }]);
    expect(step.notices).toEqual([]);
  });

  test('a deputy who may not have it gets nothing: it waits for somebody else, and the manager is told', () => {
    const subject = live({ subjects: [{ staff: 'handler2' }] }).does(manager, 'assign');
    const conflict = had().does(handler2, 'declareConflict');
    const review = told.decided().does(complainant, 'reject').does(manager, 'takeOver');
    const ofManager = { ...away, absent: 'manager' };
    for (const step of [
      absent(subject, deputy()),
      absent(conflict, deputy()),
      absent(review, deputy({ handler: 'handler', roles: ['manager'] }), ofManager),
      absent(had(), deputy({ absence: { to: '2026-11-03' } })),
      absent(had(), deputy({ lacks: ['arabic'] })),
      absent(had(), deputy({ roles: ['auditor'] })),
      absent(had()),
    ]) {
      expect(step.complaint.handler).toBeUndefined();
      expect(step.entries).toMatchObject([{ action: { kind: 'deputise' } }]);
      expect(step.entries[0]?.action).not.toHaveProperty('deputy');
      expect(step.notices).toMatchObject([{ kind: 'unassigned', roles: ['manager'] }]);
    }
  });

  test('it is dealt with once: whoever takes it back while they are away keeps it, until they are away anew', () => {
    const life = had();
    Object.assign(life.complaint, absent(life, deputy()).complaint);
    expect(absent(life, deputy()).entries).toEqual([]);
    life.does(handler, 'takeOver');
    expect(absent(life, deputy(), { ...away, to: '2026-11-20' }).entries).toEqual([]);
    expect(absent(life, deputy(), { ...away, from: '2026-11-10' }).complaint.handler).toBe('handler2');
  });

  test('whoever takes over another one while they are away keeps it', () => {
    const life = told.assessed().does(handler, 'takeOver', { absence: { from: away.from, to: away.to } });
    expect(absent(life, deputy()).entries).toEqual([]);
    expect(absent(told.assessed().does(handler, 'takeOver'), deputy()).complaint.handler).toBe('handler2');
  });

  test('nothing of it where somebody else has it, or it is closed', () => {
    expect(absent(had().does(manager, 'assign', { handler: 'handler2' }), deputy()).entries).toEqual([]);
    expect(absent(had().does(complainant, 'withdraw'), deputy()).entries).toEqual([]);
    expect(absent(told.assessed(), deputy()).entries).toEqual([]);
  });

  test('a trail that says otherwise is not taken', () => {
    const { complaint, rules, now } = had();
    const refused = (fields: object) =>
      had().refuses({ id: 'clock', role: 'clock' }, 'deputise', { ...away, ...fields });
    expect(refused({ absent: 'handler2' })).toBe('not-now handlerAway');
    expect(refused({ deputy: deputy({ lacks: ['law'] }) })).toBe('not-now assigneeLacks');
    expect(had().refuses(manager, 'deputise', away)).toBe('not-yours role');
    expect(deputise(complaint, { away }, now, rules).complaint.version).toBe(complaint.version + 1);
  });

  test('what is owed before an instant is a duty that is due before it, or was', () => {
    const { complaint } = had();
    const dues = complaint.clocks.flatMap(({ kind, state, due }) =>
      kind === 'duty' && state === 'running' && due ? due : [],
    );
    expect(dues.length).toBeGreaterThan(1);
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2026-10-01'), max: new Date('2027-06-01'), noInvalidDate: true }),
        (date) => {
          const end = date.toISOString();
          expect(isOwedBefore(complaint, end)).toBe(dues.some((due) => due < end));
        },
      ),
    );
    expect(isOwedBefore(told.decided().complaint, '2026-11-03T00:00:00.000Z')).toBe(false);
  });
});
