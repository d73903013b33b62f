import type { Assignee } from './action.ts';
import type { Complaint, Day } from './complaint.ts';
import { assignable } from './objectivity.ts';
import { isOfUnitComplainedAbout, seesAllUnits, type About, type Organisation, type Staff } from './organisation.ts';
import type { Rules } from './rules.ts';
import { absenceOn } from './staff.ts';

// What of the staff records counts when somebody is to deal with a complaint. It goes into the entry, so that a trail can
// be judged again without the records of that day.

/** What a complaint is known to be about when somebody is looked for. */
export type Concerning = Pick<Complaint, 'unit' | 'product' | 'category' | 'language'>;

/** Whether a rule of the organisation is meant for this complaint; what it does not name, it does not ask. */
function isAbout({ unit, product, category, language }: Concerning, about: About): boolean {
  const isOf = (wanted: readonly string[] | undefined, value: string | undefined): boolean =>
    wanted === undefined || (value !== undefined && wanted.includes(value));
  return (
    isOf(about.units, unit) &&
    isOf(about.products, product) &&
    isOf(about.categories, category) &&
    isOf(about.languages, language)
  );
}

/** The competences that whoever deals with this complaint has to have. */
export const neededBy = (complaint: Concerning, { needs = [] }: Pick<Organisation, 'needs'>): string[] =>
  needs.flatMap(({ competence, ...about }) => (isAbout(complaint, about) ? competence : []));

/** Somebody as one to whom a complaint may be given that needs these competences. */
export function assigneeOf(
  person: Staff,
  complaint: Concerning & Pick<Complaint, 'subjects'>,
  needed: readonly string[],
  day: Day,
): Assignee {
  const { id: handler, roles, competences = [] } = person;
  const { unit } = complaint;
  const away = absenceOn(person, day);
  const lacks = needed.filter((competence) => !competences.includes(competence));
  const isElsewhere = unit !== undefined && !person.units.includes(unit) && !seesAllUnits(person);
  return {
    handler,
    roles,
    ...(isOfUnitComplainedAbout(person, complaint) && { sameUnit: true as const }),
    ...(away && { absence: { to: away.to, ...(away.deputy && { deputy: away.deputy }) } }),
    ...(lacks.length > 0 && { lacks }),
    ...(isElsewhere && { otherUnit: true as const }),
  };
}

type House = Pick<Organisation, 'needs' | 'assignment'> & { staff: readonly Staff[] };

/** Those to whom the first rule that is meant for a complaint may give it; undefined where the organisation has none. */
export function eligible(complaint: Complaint, house: House, day: Day, rules: Rules): Assignee[] | undefined {
  const rule = (house.assignment ?? []).find((each) => isAbout(complaint, each));
  if (!rule || complaint.importedAt || complaint.stage === 'closed') return undefined;
  const { role, competence } = rule;
  const needed = [...new Set([...neededBy(complaint, house), ...(competence ? [competence] : [])])];
  return house.staff
    .filter(({ roles }) => !role || roles.includes(role))
    .map((person) => assigneeOf(person, complaint, needed, day))
    .filter((each) => !assignable(complaint, each, rules));
}

/** Who has the fewest; of equals the first by id. */
export function leastLoaded(assignees: readonly Assignee[], loads: ReadonlyMap<string, number>): Assignee | undefined {
  const loadOf = ({ handler }: Assignee): number => loads.get(handler) ?? 0;
  return assignees.toSorted((one, other) => loadOf(one) - loadOf(other) || (one.handler < other.handler ? -1 : 1))[0];
}
