import type { Entry, OfClock } from './action.ts';
import type { Role } from './actor.ts';
import type { Complaint, Instant } from './complaint.ts';
import { clockRule, lastTier, tierRule, type Rules } from './rules.ts';

/** What people here are told by a clock. `id` is what makes it told once: reference, entry, number. */
export type Notice = {
  id: string;
  reference: string;
  kind: 'warning' | 'ranOut' | 'reminder' | 'escalated';
  /** Whoever has one of these roles for this complaint; `handler` is the one it is assigned to, if there is one. */
  roles: Role[];
  clock: string;
  tier: number;
  due: Instant;
  at: Instant;
  handler?: string;
  unit?: string;
};

/** Whom an entry of a clock tells what (FORMAT.md 4.5, 5.9). Nobody is told of a complaint that is closed. */
export function noticesOf(before: Complaint, after: Complaint, entry: Entry, rules: Rules): Notice[] {
  const { action, sequence, at } = entry;
  const { reference, handler, unit, tier, importedAt } = after;
  if (!isOfClock(action) || before.stage === 'closed') return [];
  if (importedAt && action.due <= importedAt) return [];
  return told(before, after, action, rules)
    .filter(({ roles }) => roles.length > 0)
    .map(({ kind, roles }, index) => ({
      id: `${reference}/${sequence}/${index + 1}`,
      reference,
      kind,
      roles,
      clock: action.clock,
      tier,
      due: action.due,
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
  action: Entry['action'] & OfClock,
  rules: Rules,
): Pick<Notice, 'kind' | 'roles'>[] {
  const rule = clockRule(rules, action.clock);
  const then = rule?.then ?? [];
  switch (action.kind) {
    case 'warn': {
      const roles = action.warnings.flatMap((index) => rule?.warnings?.[index]?.notify ?? []);
      return [{ kind: 'warning', roles: [...new Set(roles)] as Role[] }];
    }
    case 'runOut':
      return then.flatMap((each) => {
        if (each.do === 'notify') return { kind: 'ranOut' as const, roles: each.roles };
        // At the last tier there is nowhere to go: those who have it there are told instead.
        const isStuck = each.do === 'escalate' && each.to === 'next' && before.tier === lastTier(rules);
        return isStuck
          ? {
              kind: 'ranOut' as const,
              roles: [...new Set<Role>([...tierRule(rules, before.tier).roles, 'complaints-manager'])],
            }
          : [];
      });
    case 'remind':
      return then.flatMap((each) =>
        each.do === 'notify' && each.repeat ? { kind: 'reminder' as const, roles: each.roles } : [],
      );
    case 'escalate':
      return [{ kind: 'escalated', roles: tierRule(rules, after.tier).roles }];
    default:
      return [];
  }
}
