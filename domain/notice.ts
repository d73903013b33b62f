import type { Entry, OfClock } from './action.ts';
import type { Role } from './actor.ts';
import type { Complaint, Day, Instant } from './complaint.ts';
import { seesAllUnits, type Staff } from './organisation.ts';
import { clockRule, lastTier, tierRule, type Ending, type Rules } from './rules.ts';

/** What people here are told. `id` is what makes it told once: reference, entry, number. */
export type Notice = {
  id: string;
  reference: string;
  kind:
    | ('warning' | 'ranOut' | 'reminder' | 'escalated')
    | ('transferred' | 'returned' | 'unassigned' | 'lowRating' | 'letterFailed');
  /** Whoever has one of these roles for this complaint; `handler` is the one it is assigned to, if there is one. */
  roles: Role[];
  /** The clock that tells it, and its due instant; a person may have moved it up as well. */
  clock?: string;
  due?: Instant;
  /** The letter that could not be delivered. */
  letter?: string;
  tier: number;
  at: Instant;
  handler?: string;
  unit?: string;
};

/**
 * Whom an entry tells what: what a clock does (FORMAT.md 4.5, 5.9), what comes to a tier, and what the post could not
 * deliver. Of a complaint that is closed people are told only that it is rated
 * low, or that its letter did not arrive.
 */
export function noticesOf(before: Complaint, after: Complaint, entry: Entry, rules: Rules): Notice[] {
  const { action, sequence, at } = entry;
  const { reference, handler, unit, tier, importedAt } = after;
  const failed = action.kind === 'letterFailed' ? action.letter : undefined;
  if (before.stage === 'closed' && action.kind !== 'rate' && !failed) return [];
  const isByClock = isOfClock(action);
  if (importedAt && action.kind !== 'deputise' && (!isByClock || action.due <= importedAt)) return [];
  return told(before, after, action, rules)
    .filter(({ roles }) => roles.length > 0)
    .map(({ kind, roles }, index) => ({
      id: `${reference}/${sequence}/${index + 1}`,
      reference,
      kind,
      roles,
      ...(isByClock && { clock: action.clock, due: action.due }),
      ...(failed && { letter: failed }),
      tier,
      at,
      ...(handler && { handler }),
      ...(unit && { unit }),
    }));
}

const isOfClock = (action: Entry['action']): action is Extract<Entry['action'], Partial<OfClock>> & OfClock =>
  'due' in action && action.due !== undefined && 'clock' in action && action.clock !== undefined;

function told(
  before: Complaint,
  after: Complaint,
  action: Entry['action'],
  rules: Rules,
): Pick<Notice, 'kind' | 'roles'>[] {
  if (after.tier > before.tier) return [{ kind: 'escalated', roles: tierRule(rules, after.tier).roles }];
  if (action.kind === 'letterFailed') return [{ kind: 'letterFailed', roles: rolesAt(after, rules) }];
  if (action.kind === 'rate') {
    const { atMost = 0, roles = [] } = rules.lowRating ?? {};
    return action.process <= atMost || action.outcome <= atMost ? [{ kind: 'lowRating', roles }] : [];
  }
  if (action.kind === 'deputise') return action.deputy ? [] : [{ kind: 'unassigned', roles: ['manager'] }];
  const passedOn = passedOnTo(before, after, action, rules);
  if (passedOn || !isOfClock(action)) return passedOn ?? [];
  const rule = clockRule(rules, action.clock);
  const endings = rule?.atDue ?? [];
  if (action.kind === 'warn') {
    const roles = action.warnings.flatMap((index) => rule?.warnings?.[index]?.notify ?? []);
    return [{ kind: 'warning', roles: [...new Set(roles)] }];
  }
  if (action.kind === 'runOut') return endings.flatMap((each) => atDue(each, before.tier, rules));
  if (action.kind !== 'remind') return [];
  return endings.flatMap((each) =>
    each.do === 'notify' && each.repeat ? { kind: 'reminder' as const, roles: each.roles } : [],
  );
}

/** The unit to which it goes, or to which it comes back. */
function passedOnTo(before: Complaint, after: Complaint, { kind }: Entry['action'], rules: Rules) {
  const { roles } = tierRule(rules, after.tier);
  if (kind === 'transfer' && !after.transfer?.outside) return [{ kind: 'transferred' as const, roles }];
  if (kind === 'refuseTransfer' && !before.transfer?.outside) return [{ kind: 'returned' as const, roles }];
  return undefined;
}

/** Whoever has it; above the first tier, where handlers are other people, those of the tier. */
const rolesAt = ({ tier }: Complaint, rules: Rules): Role[] => (tier > 1 ? tierRule(rules, tier).roles : ['handler']);

function atDue(each: Ending, tier: number, rules: Rules): Pick<Notice, 'kind' | 'roles'>[] {
  if (each.do === 'notify') return [{ kind: 'ranOut', roles: each.roles }];
  // At the last tier there is nowhere to go: those who have it there are told instead.
  if (each.do !== 'escalate' || each.to !== 'next' || tier < lastTier(rules)) return [];
  return [{ kind: 'ranOut', roles: [...new Set<Role>([...tierRule(rules, tier).roles, 'complaints-manager'])] }];
}

/**
 * Who is told on a day: the handler it is assigned to, or whoever has one of its roles and may see it; those who are away
 * are left to others of the role. If nobody is there, the complaints manager, and then the head: somebody always is.
 */
export function receiversOf({ roles, handler, unit }: Notice, staff: readonly Staff[], day: Day): string[] {
  const isThere = ({ absences = [] }: Staff): boolean => !absences.some(({ from, to }) => from <= day && day <= to);
  const mayKnow = (person: Staff): boolean => !unit || seesAllUnits(person) || person.units.includes(unit);
  const having = (role: Role): Staff[] => staff.filter((person) => person.roles.some((each) => each === role));
  const present = (role: Role): Staff[] => {
    const people = having(role).filter((person) => isThere(person) && mayKnow(person));
    const own = role === 'handler' ? people.filter(({ id }) => id === handler) : [];
    return own.length > 0 ? own : people;
  };
  const meant = roles.flatMap(present);
  for (const role of ['complaints-manager', 'head'] as const) if (meant.length === 0) meant.push(...present(role));
  const told = meant.length > 0 ? meant : [...having('complaints-manager'), ...having('head')];
  return [...new Set(told.map(({ id }) => id))];
}
