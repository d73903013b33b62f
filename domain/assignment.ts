import type { Assignee } from './action.ts';
import type { Complaint, Day } from './complaint.ts';
import { seesAllUnits, type About, type Organisation, type Staff } from './organisation.ts';
import { absenceOn } from './staff.ts';

// What of the staff records counts when somebody is to deal with a complaint. It goes into the entry, so that a trail can
// be judged again without the records of that day.

/** What a complaint is known to be about when somebody is looked for. */
type Concerning = Pick<Complaint, 'unit' | 'product' | 'category' | 'language'>;

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
export function assigneeOf(person: Staff, { unit }: Concerning, needed: readonly string[], day: Day): Assignee {
  const { id: handler, roles, competences = [] } = person;
  const away = absenceOn(person, day);
  const lacks = needed.filter((competence) => !competences.includes(competence));
  const isElsewhere = unit !== undefined && !person.units.includes(unit) && !seesAllUnits(person);
  return {
    handler,
    roles,
    ...(away && { absence: { to: away.to, ...(away.deputy && { deputy: away.deputy }) } }),
    ...(lacks.length > 0 && { lacks }),
    ...(isElsewhere && { otherUnit: true as const }),
  };
}
