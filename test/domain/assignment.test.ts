import { describe, expect, test } from '@jest/globals';
import { assigneeOf, neededBy } from '../../domain/assignment.ts';
import type { Staff } from '../../domain/organisation.ts';
import { told } from './life.ts';
import { manager } from './people.ts';

const day = '2026-11-02';
const person = (fields: Partial<Staff> = {}): Staff => ({ id: 'ada', roles: ['handler'], units: ['*'], ...fields });

describe('to whom it can be given', () => {
  const life = told.assessed();

  test('not to somebody who is away, whose deputy is named, nor to somebody who lacks what it needs', () => {
    const give = (fields: object) => life.refuses(manager, 'assign', { handler: 'ada', roles: ['handler'], ...fields });
    expect(give({ absence: { to: '2026-11-06', deputy: 'bea' } })).toBe('not-now assigneeDeputy');
    expect(give({ absence: { to: '2026-11-06' } })).toBe('not-now assigneeAbsent');
    expect(give({ lacks: ['arabic'] })).toBe('not-now assigneeLacks');
    expect(give({ otherUnit: true })).toBe('not-now assigneeUnit');
    expect(give({ roles: ['auditor'], lacks: ['arabic'] })).toBe('not-now assigneeRole');
    expect(life.complaint.handler).toBeUndefined();
  });

  test('an assignment of before staff records were asked is judged as it was', () => {
    const given = life.does(manager, 'assign', { handler: 'handler', roles: ['handler'] });
    expect(given.complaint.handler).toBe('handler');
  });
});

describe('what the staff records say of somebody', () => {
  const needs = [
    { competence: 'arabic', languages: ['ar'] },
    { competence: 'animals', units: ['animal-services'], categories: ['service-poor', 'other'] },
  ];

  test('a complaint needs the competences of every need that is meant for it', () => {
    expect(neededBy({ language: 'ar', unit: 'housing' }, { needs })).toEqual(['arabic']);
    expect(neededBy({ language: 'ar', unit: 'animal-services', category: 'other' }, { needs })).toEqual([
      'arabic',
      'animals',
    ]);
    expect(neededBy({ unit: 'animal-services' }, { needs })).toEqual([]);
    expect(neededBy({ language: 'ar' }, {})).toEqual([]);
  });

  test('away on the first and the last day, not on the next', () => {
    const away = person({ absences: [{ from: '2026-11-02', to: '2026-11-03', deputy: 'bea' }] });
    const on = (day: string) => assigneeOf(away, {}, [], day).absence;
    expect([on('2026-11-01'), on('2026-11-02'), on('2026-11-03'), on('2026-11-04')]).toEqual([
      undefined,
      { to: '2026-11-03', deputy: 'bea' },
      { to: '2026-11-03', deputy: 'bea' },
      undefined,
    ]);
  });

  test('what they lack, and whether they see the unit; nothing of it where all is well', () => {
    const housing = person({ units: ['housing'], competences: ['arabic'] });
    expect(assigneeOf(housing, { unit: 'parking' }, ['arabic', 'animals'], day)).toEqual({
      handler: 'ada',
      roles: ['handler'],
      lacks: ['animals'],
      otherUnit: true,
    });
    const well = { handler: 'ada', roles: ['handler'] };
    expect(assigneeOf(housing, { unit: 'housing' }, ['arabic'], day)).toEqual(well);
    expect(assigneeOf(housing, {}, [], day)).toEqual(well);
    expect(assigneeOf({ ...housing, roles: ['head'] }, { unit: 'parking' }, [], day)).toEqual({
      ...well,
      roles: ['head'],
    });
  });
});
