import type { Money, StaffRole } from './actor.ts';
import type { Day } from './complaint.ts';
import { addDays } from './day.ts';
import type { Absence, Organisation, Staff } from './organisation.ts';
import { Refusal } from './refusal.ts';

/** What stands on record of somebody who works here, but for the name, which is sealed. Days have both ends included. */
export type StaffRecord = {
  id: string;
  units: string[];
  roles: { role: StaffRole; from: Day; to?: Day }[];
  absences: Absence[];
  competences: { code: string; until?: Day }[];
  authority?: Money;
};

/** Names of callers and actors who are nobody of the staff, and what a list takes for somebody. */
const reserved = ['clock', 'complainant', 'public', 'me', 'none'];
/** Roles without which nobody could put anything right again. */
const neverNobody: readonly StaffRole[] = ['administrator', 'complaints-manager'];

const covers = ({ from, to }: { from?: Day; to?: Day }, day: Day): boolean =>
  (from === undefined || from <= day) && (to === undefined || day <= to);
const overlap = (one: Absence, other: Absence): boolean => one.from <= other.to && other.from <= one.to;

/** Somebody as they are on a day: with the roles and competences that hold then. */
export function staffOn({ id, units, roles, absences, competences, authority }: StaffRecord, day: Day): Staff {
  const held = roles.filter((each) => covers(each, day)).map(({ role }) => role);
  return {
    id,
    units,
    roles: [...new Set(held)],
    absences,
    competences: competences.flatMap(({ code, until: to }) => (covers(to ? { to } : {}, day) ? code : [])),
    ...(authority && { authority }),
  };
}

/** The absence of somebody on a day, if they are away. */
export const absenceOn = ({ absences = [] }: Pick<Staff, 'absences'>, day: Day): Absence | undefined =>
  absences.find((each) => covers(each, day));

/** What the records are held against; `staff` are all, as they would be. */
type House = Pick<Organisation, 'units' | 'currency'> & { staff: readonly StaffRecord[] };

/** Everything that cannot be in a record, each with its place. */
export function faultsOf(record: StaffRecord, house: House): Refusal[] {
  const refuse = (pointer: string, rule: string, particulars = {}) =>
    new Refusal('impossible', rule, { pointer, ...particulars });
  const { id, units, roles, authority } = record;
  const strange = units.findIndex((unit) => unit !== '*' && !house.units.includes(unit));
  return [
    ...(reserved.includes(id) ? [refuse('/id', 'reservedId')] : []),
    ...(strange < 0 ? [] : [refuse(`/units/${strange}`, 'unknownUnit', { code: units[strange], known: house.units })]),
    ...roles.flatMap(({ from, to }, index) => (to && to < from ? refuse(`/roles/${index}/to`, 'wrongOrder') : [])),
    ...faultsOfAbsences(record, house.staff, refuse),
    ...(authority && authority.currency !== house.currency ? [refuse('/authority/currency', 'otherCurrency')] : []),
  ];
}

type Refuse = (pointer: string, rule: string, particulars?: object) => Refusal;

function faultsOfAbsences({ id, absences }: StaffRecord, staff: House['staff'], refuse: Refuse): Refusal[] {
  const byId = new Map(staff.map((each) => [each.id, each]));
  return absences.flatMap((absence, index) => {
    const { from, to, deputy } = absence;
    const at = `/absences/${index}`;
    if (to < from) return refuse(`${at}/to`, 'wrongOrder');
    if (absences.slice(0, index).some((earlier) => overlap(earlier, absence))) {
      return refuse(`${at}/from`, 'overlappingAbsences');
    }
    if (deputy !== undefined && !byId.has(deputy)) return refuse(`${at}/deputy`, 'unknownStaff', { code: deputy });
    return comesBack(id, absence, byId) ? refuse(`${at}/deputy`, 'deputyCircle') : [];
  });
}

/** Whether their work would come back to them, since their deputy is away as well, and so is the deputy's. */
function comesBack(
  id: string,
  { from, to, deputy }: Absence,
  staff: ReadonlyMap<string, StaffRecord>,
  passed: readonly string[] = [],
): boolean {
  if (deputy === undefined || passed.includes(deputy)) return false;
  if (deputy === id) return true;
  const theirs = staff.get(deputy)?.absences.filter((each) => overlap(each, { from, to })) ?? [];
  return theirs.some((each) => {
    const meanwhile = { ...each, from: each.from > from ? each.from : from, to: each.to < to ? each.to : to };
    return comesBack(id, meanwhile, staff, [...passed, deputy]);
  });
}

/** The role that nobody would have any more on a day to come on which somebody has it now. */
export function lostRole(
  before: readonly StaffRecord[],
  after: readonly StaffRecord[],
  today: Day,
): { role: StaffRole; day: Day } | undefined {
  const isHeld = (records: readonly StaffRecord[], role: StaffRole, day: Day): boolean =>
    records.some(({ roles }) => roles.some((each) => each.role === role && covers(each, day)));
  for (const role of neverNobody) {
    const ends = after.flatMap(({ roles }) => roles.flatMap((each) => (each.role === role ? (each.to ?? []) : [])));
    const starts = before.flatMap(({ roles }) => roles.flatMap((each) => (each.role === role ? each.from : [])));
    const days = [today, ...ends.map((end) => addDays(end, 1)), ...starts].filter((day) => day >= today);
    const day = days.toSorted().find((each) => isHeld(before, role, each) && !isHeld(after, role, each));
    if (day) return { role, day };
  }
  return undefined;
}
