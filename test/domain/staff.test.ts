import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { staffRoles } from '../../domain/actor.ts';
import { addDays } from '../../domain/day.ts';
import { absenceOn, faultsOf, lostRole, staffOn, type StaffRecord } from '../../domain/staff.ts';

const first = '2026-11-02';
const length = 12;
const days = Array.from({ length }, (_, index) => addDays(first, index));
const house = { units: ['housing', 'parking'], currency: 'GBP' };
const ids = ['ada', 'bea', 'cleo', 'dora'];

const span = fc.tuple(fc.nat(length - 1), fc.nat(3)).map(([start, more]) => ({
  from: addDays(first, start),
  to: addDays(first, start + more),
}));
const deputised = fc.record({ span, deputy: fc.option(fc.constantFrom(...ids), { nil: undefined }) });
const record = (id: string) =>
  fc
    .record({
      absences: fc.array(deputised, { maxLength: 3 }),
      roles: fc.array(fc.record({ role: fc.constantFrom(...staffRoles), span, isOpen: fc.boolean() }), {
        maxLength: 4,
      }),
    })
    .map(({ absences, roles }): StaffRecord => ({
      id,
      units: ['*'],
      absences: absences.map(({ span, deputy }) => ({ ...span, ...(deputy && { deputy }) })),
      roles: roles.map(({ role, span: { from, to }, isOpen }) => ({ role, from, ...(!isOpen && { to }) })),
      competences: [],
    }));
const staffs = fc.tuple(record('ada'), record('bea'), record('cleo'), record('dora'));

const rulesOf = (person: StaffRecord, staff: StaffRecord[]): string[] =>
  faultsOf(person, { ...house, staff }).map(({ rule }) => rule);

/** Where work goes on a day, from one deputy to the next. */
function chain(id: string, day: string, staff: StaffRecord[]): string[] {
  const passed: string[] = [];
  for (let at: string | undefined = id; at !== undefined && !passed.includes(at);) {
    passed.push(at);
    const person: StaffRecord | undefined = staff.find((each) => each.id === at);
    const next: string | undefined = person && absenceOn(person, day)?.deputy;
    if (next === id) return [...passed, id];
    at = next;
  }
  return passed;
}

/** Absences of one person that have no day in common, as all that stand on record. */
const apart = (person: StaffRecord): StaffRecord => ({
  ...person,
  absences: person.absences.filter(
    (one, index) => !person.absences.slice(0, index).some((other) => one.from <= other.to && other.from <= one.to),
  ),
});

describe('staff records', () => {
  test('work comes back to somebody exactly when it does on some day', () => {
    fc.assert(
      fc.property(staffs, (drawn) => {
        const staff = drawn.map(apart);
        const [ada] = staff;
        const comesBack = [...days, ...days.map((day) => addDays(day, length))].some((day) => {
          const way = chain('ada', day, staff);
          return way.length > 1 && way.at(-1) === 'ada';
        });
        expect(rulesOf(ada!, staff).includes('deputyCircle')).toBe(comesBack);
      }),
      { numRuns: 2_000 },
    );
  });

  test('absences of one person never have a day in common', () => {
    fc.assert(
      fc.property(record('ada'), (ada) => {
        const isAway = (day: string) => ada.absences.filter(({ from, to }) => from <= day && day <= to).length;
        const twice = [...days, addDays(first, 12), addDays(first, 13), addDays(first, 14)].some(
          (day) => isAway(day) > 1,
        );
        expect(rulesOf(ada, [ada]).includes('overlappingAbsences')).toBe(twice);
      }),
    );
  });

  test('a role that must not be lost is lost exactly when on some day to come nobody has it who had', () => {
    const far = Array.from({ length: 30 }, (_, index) => addDays(first, index));
    fc.assert(
      fc.property(staffs, record('ada'), fc.nat(length), (before, changed, ahead) => {
        const today = addDays(first, ahead);
        const after = [changed, ...before.slice(1)];
        const isHeld = (staff: StaffRecord[], role: string, day: string) =>
          staff.some((person) => staffOn(person, day).roles.some((each) => each === role));
        const isLost = (role: string) =>
          far.some((day) => day >= today && isHeld(before, role, day) && !isHeld(after, role, day));
        const lost = lostRole(before, after, today);
        expect(lost !== undefined).toBe(isLost('administrator') || isLost('complaints-manager'));
        const { role, day } = lost ?? { role: 'administrator', day: '1970-01-01' };
        expect([isHeld(before, role, day), isHeld(after, role, day)]).toEqual([lost !== undefined, false]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('roles and competences hold on their days alone, the last one included', () => {
    const person: StaffRecord = {
      id: 'ada',
      units: [],
      roles: [
        { role: 'handler', from: '2026-11-03', to: '2026-11-04' },
        { role: 'manager', from: '2026-11-05' },
      ],
      absences: [],
      competences: [{ code: 'arabic', until: '2026-11-04' }, { code: 'law' }],
    };
    const on = (day: string) => [staffOn(person, day).roles, staffOn(person, day).competences];
    expect(on('2026-11-02')).toEqual([[], ['arabic', 'law']]);
    expect(on('2026-11-03')).toEqual([['handler'], ['arabic', 'law']]);
    expect(on('2026-11-04')).toEqual([['handler'], ['arabic', 'law']]);
    expect(on('2026-11-05')).toEqual([['manager'], ['law']]);
  });
});
