import type { Money, StaffRole } from './actor.ts';
import type { Complaint, Day } from './complaint.ts';

/** Days on which somebody is away, both included, and who has their work meanwhile. */
export type Absence = { from: Day; to: Day; deputy?: string };

/**
 * Somebody who works here, as they are on a day (`staffOn` in `staff.ts`). `units`: whose complaints they may see; heads
 * and complaints managers see all.
 */
export type Staff = {
  id: string;
  roles: StaffRole[];
  units: string[];
  authority?: Money;
  absences?: Absence[];
  competences?: string[];
};

/** Which complaints a rule of the organisation is meant for: those that have one of the values, in each list that it names. */
export type About = { units?: string[]; products?: string[]; categories?: string[]; languages?: string[] };

/** What the organisation says of itself; `infra/organisation.ts` reads it. */
export type Organisation = {
  name: string;
  zone: string;
  currency: string;
  /** The procedure for complaints that name none. */
  procedure: string;
  units: string[];
  categories: string[];
  redress: string[];
  /** Other organisations to which a complaint may be passed on that is theirs. */
  receivers?: string[];
  /** The competences that complaints need of whoever deals with them. */
  needs?: (About & { competence: string })[];
  /** To whom complaints are given when they come in, by the first that is meant for them: of a role, with a competence. */
  assignment?: (About & { role?: StaffRole; competence?: string })[];
  /** The first staff records of a fresh database; who works here by now stands there. */
  staff: (Staff & { name?: string })[];
};

/** Whether the complaint is about a unit of theirs. */
export const isOfUnitComplainedAbout = ({ units }: Staff, { subjects }: Pick<Complaint, 'subjects'>): boolean =>
  subjects.some((subject) => 'unit' in subject && units.includes(subject.unit));

/** Codes that an import brings along; they are nobody's to choose. */
export const isImportCode = (code: string): boolean => /^(nyc-311|cfpb)-[a-z0-9-]{1,80}$/.test(code);

/** Whose complaints a person may see: all of them, or those of their units (`api.md`, Settled). `*` is every unit. */
export const seesAllUnits = ({ roles, units }: Staff): boolean =>
  units.includes('*') ||
  roles.some((role) => ['head', 'complaints-manager', 'auditor', 'administrator'].includes(role));
