import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assigneeOf, eligible, leastLoaded, neededBy } from '../../domain/assignment.ts';
import type { Staff } from '../../domain/organisation.ts';
import { told } from './life.ts';
import { complainant, manager } from './people.ts';

const day = '2026-11-02';
const about = (fields: { unit?: string; subjects?: { unit: string }[] }) => ({ subjects: [], ...fields });
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
    const on = (day: string) => assigneeOf(away, about({}), [], day).absence;
    expect([on('2026-11-01'), on('2026-11-02'), on('2026-11-03'), on('2026-11-04')]).toEqual([
      undefined,
      { to: '2026-11-03', deputy: 'bea' },
      { to: '2026-11-03', deputy: 'bea' },
      undefined,
    ]);
  });

  test('what they lack, and whether they see the unit; nothing of it where all is well', () => {
    const housing = person({ units: ['housing'], competences: ['arabic'] });
    expect(assigneeOf(housing, about({ unit: 'parking' }), ['arabic', 'animals'], day)).toEqual({
      handler: 'ada',
      roles: ['handler'],
      lacks: ['animals'],
      otherUnit: true,
    });
    expect(assigneeOf(housing, about({ subjects: [{ unit: 'housing' }] }), [], day)).toMatchObject({ sameUnit: true });
    const well = { handler: 'ada', roles: ['handler'] };
    expect(assigneeOf(housing, about({ unit: 'housing' }), ['arabic'], day)).toEqual(well);
    expect(assigneeOf(housing, about({}), [], day)).toEqual(well);
    expect(assigneeOf({ ...housing, roles: ['head'] }, about({ unit: 'parking' }), [], day)).toEqual({
      ...well,
      roles: ['head'],
    });
  });
});

describe('whom the rules of the organisation give it to', () => {
  const { complaint, rules } = told.assessed();
  const house = { assignment: [{ role: 'handler' as const, competence: 'law' }], needs: [{ competence: 'arabic' }] };
  const drawn = fc.record({
    roles: fc.uniqueArray(fc.constantFrom('contact' as const, 'handler' as const, 'manager' as const)),
    competences: fc.uniqueArray(fc.constantFrom('law', 'arabic')),
    isAway: fc.boolean(),
    load: fc.nat(3),
  });

  test('somebody of the role who may have it and has the fewest, in whatever order they are asked', () => {
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 8 }), (people) => {
        const staff = people.map(({ roles, competences, isAway }, index): Staff => {
          const absences = isAway ? [{ from: day, to: day }] : [];
          return { id: `person${index}`, roles, competences, units: ['*'], absences };
        });
        const loads = new Map(people.map(({ load }, index) => [`person${index}`, load]));
        const give = (asked: Staff[]) =>
          leastLoaded(eligible(complaint, { ...house, staff: asked }, day, rules) ?? [], loads)?.handler;
        const may = people.map(
          ({ roles, competences, isAway }) => roles.includes('handler') && competences.length === 2 && !isAway,
        );
        const fewest = Math.min(...people.filter((_, index) => may[index]).map(({ load }) => load));
        const index = people.findIndex(({ load }, at) => may[at] && load === fewest);
        expect(give(staff)).toBe(index < 0 ? undefined : `person${index}`);
        expect(give(staff.toReversed())).toBe(give(staff));
      }),
      { numRuns: 1_000 },
    );
  });

  test('in a review nobody who dealt with it before', () => {
    const review = told.decided().does(complainant, 'reject');
    const staff = [person({ id: 'handler', roles: ['manager'] }), person({ id: 'manager', roles: ['manager'] })];
    const found = eligible(review.complaint, { assignment: [{}], staff }, day, review.rules);
    expect(found?.map(({ handler }) => handler)).toEqual(['manager']);
    expect(eligible(review.complaint, { assignment: [{ units: ['moon'] }], staff }, day, review.rules)).toBeUndefined();
  });
});
