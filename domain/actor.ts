export const staffRoles = [
  'contact',
  'handler',
  'manager',
  'head',
  'complaints-manager',
  'auditor',
  'administrator',
] as const;
export type StaffRole = (typeof staffRoles)[number];

export const roles = ['complainant', ...staffRoles, 'clock'] as const;
export type Role = (typeof roles)[number];

export type Money = { value: string; currency: string };

/**
 * Who does something. `id` is the sign-in's subject, never a name. `authority` is how much redress this person may
 * promise or approve (ISO 10002, 5.4.4); it stands in the entry, so that a trail can be judged again without the staff
 * records of that day.
 */
export type Actor = {
  id: string;
  role: Role;
  authority?: Money;
  /** They belong to a unit that the complaint is about. */
  sameUnit?: true;
};

/** What happens by itself: automatic acknowledgement, escalation, silence, survey. */
export const clock: Actor = { id: 'clock', role: 'clock' };

/** Whoever holds the tracking code. Who that is stays sealed. */
export const complainant: Actor = { id: 'complainant', role: 'complainant' };
