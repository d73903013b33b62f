import type { Action } from '../domain/action.ts';
import { roles as allRoles, type Actor, type Role } from '../domain/actor.ts';
import type { Complaint } from '../domain/complaint.ts';
import { personalKinds, type PersonalKind } from '../domain/fields.ts';
import { rowOf } from '../domain/lifecycle.ts';
import { seesAllUnits } from '../domain/organisation.ts';
import { refuse } from '../domain/perform.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Rules } from '../domain/rules.ts';
import { table } from './lifecyclePage.ts';
import { plenty, refund, situationsOf } from './situations.ts';

const words = 'sealed';
/** What an action says, where a rule goes by it. */
const said: { readonly [K in PersonalKind]?: Action } = {
  accept: { kind: 'accept' },
  reject: { kind: 'reject' },
  withdraw: { kind: 'withdraw' },
  receiveInformation: { kind: 'receiveInformation', words },
  rate: { kind: 'rate', process: 5, outcome: 5 },
  settle: { kind: 'settle', words, redress: refund },
  consent: { kind: 'consent', to: 'outside', given: true },
  nameRepresentative: { kind: 'nameRepresentative', representative: {} },
  endRepresentation: { kind: 'endRepresentation' },
};

/** Somebody whom no rule has anything to say about but for their role. */
const fresh = (role: Role): Actor => ({
  id: role === 'complainant' ? 'complainant' : `a ${role}`,
  role,
  authority: plenty,
});

type Asked = { kind: PersonalKind; by: Actor; among: readonly Complaint[]; rules: Rules };

/** Whether this person may do it at one of these places. */
const may = ({ kind, by, among, rules }: Asked, isOnBehalf = false): boolean =>
  among.some((complaint) => {
    const action = said[kind];
    const own = action && isOnBehalf ? { ...action, onBehalf: true as const } : action;
    return isTaken(() => refuse({ complaint, by, rules, kind, ...(own && { action: own }) }));
  });

function isTaken(attempt: () => void): boolean {
  try {
    attempt();
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** What somebody is to a complaint beside their role: the facts as they would be. */
const relations: { readonly [name: string]: (complaint: Complaint, id: string) => Complaint } = {
  'its subject': (complaint, id) => ({ ...complaint, subjects: [{ staff: id }] }),
  'declared a conflict': (complaint, id) => ({ ...complaint, conflicts: [id] }),
  'dealt with it at an earlier tier': (complaint, id) =>
    complaint.tier > 1 ? { ...complaint, dealt: { ...complaint.dealt, 1: [id] } } : complaint,
  'dealt with it at this tier': (complaint, id) => ({
    ...complaint,
    dealt: { ...complaint.dealt, [complaint.tier]: [id] },
  }),
  'made the proposal': (complaint, id) => (complaint.proposedBy ? { ...complaint, proposedBy: id } : complaint),
  'approved it': (complaint, id) => (complaint.approvedBy ? { ...complaint, approvedBy: id } : complaint),
  'carried it out': (complaint, id) => ({
    ...complaint,
    redress: complaint.redress.map((each) => (each.carriedOutAt ? { ...each, carriedOutBy: id } : each)),
  }),
  'has it': (complaint, id) => ({ ...complaint, handler: id }),
};

/** The house procedure, with a pause that people begin and an answer by the day agreed, so that all is asked that there is. */
const asking = (rules: Rules): Rules => ({
  ...rules,
  pauses: [...rules.pauses, { reason: 'court', clocks: ['decision'] }],
  clocks: rules.clocks.map((clock) =>
    clock.name === 'decision' && !('agreedBy' in clock.limit)
      ? { ...clock, limit: { agreedBy: 'periodAgreed', otherwise: clock.limit } }
      : clock,
  ),
});

/** `docs/who-may-do-what.md`: asked of the rules themselves, person by person. */
export function whoPage(house: Rules): string {
  const rules = asking(house);
  const places = situationsOf(rules);
  return `# Who may do what

Made by \`npm run docs\`: for each answer somebody of the role tried the action at every point of the road under the
house procedure (with a reason to pause that people begin, and an answer by the day that is agreed), and the product's
own rules said yes or no.
\`test/docs.test.ts\` holds this page against them: a rule that changes changes it. What each rule asks is in
[lifecycle.md](lifecycle.md).

**yes**: somewhere on the road they may. **for them**: only as the complainant's word, and they say so. **own**: if
they have the complaint. **about them**: if it is about them. **–**: never.

${rules.tiers.map(({ number, roles }) => tierSection(number, roles, places.get(number) ?? [], rules)).join('\n\n')}

## Whoever is more than their role

What a person is to the complaint beside their role. **no**: who might otherwise, may not then, wherever that can be;
roles: of them these still may. An empty place: it makes no difference. Asked of the staff at all tiers; of authority
that is too small, where money is promised.

${table(
  ['action', ...Object.keys(relations), 'authority is too small'],
  personalKinds.map((kind) => relationRow(kind, [...places.values()].flat(), rules)),
)}

## Whose complaints they see

Beside this, what somebody may do they may do to complaints that they see: those of their own units, or all.

${table(
  ['role', 'complaints of other units'],
  allRoles.flatMap((role) =>
    role === 'complainant' || role === 'clock'
      ? []
      : [[role, seesAllUnits({ id: 'a', roles: [role], units: ['own'] }) ? 'yes' : '–']],
  ),
)}

A complaint begins with \`receive\`: ${rowOf('receive').by.join(', ')}; imports are brought by administrators and complaints managers.

Signed for the organisation, with the day: ______________________________
`;
}

function tierSection(number: number, roles: readonly Role[], among: readonly Complaint[], rules: Rules): string {
  const rows = personalKinds.map((kind) => [
    `\`${kind}\``,
    ...allRoles.map((role) => {
      const by = fresh(role);
      const asked = { kind, by, among, rules };
      if (may(asked)) return 'yes';
      if (may(asked, true)) return 'for them';
      if (may({ ...asked, among: among.map((complaint) => ({ ...complaint, handler: by.id })) })) return 'own';
      const aboutThem = among.map((complaint) => ({ ...complaint, subjects: [{ staff: by.id }] }));
      return may({ ...asked, among: aboutThem }) ? 'about them' : '–';
    }),
  ]);
  return `## At tier ${number}, which is for ${roles.join(' and ')}\n\n${table(['action', ...allRoles], rows)}`;
}

function relationRow(kind: PersonalKind, all: readonly Complaint[], rules: Rules): string[] {
  const staff = allRoles.filter((role) => role !== 'complainant' && role !== 'clock').map(fresh);
  // Asked where each may without it, so that no other rule is in the way.
  const free = staff.flatMap((by) => {
    const places = all.flatMap((complaint) => [complaint, { ...complaint, handler: by.id }]);
    const able = places.filter((complaint) => mayOrFor({ kind, by, among: [complaint], rules }));
    const among = rules.tiers.flatMap(({ number }) => firstAndLast(able.filter(({ tier }) => tier === number)));
    return among.length > 0 ? { by, among } : [];
  });
  /** `still`: whether they may then; undefined where they cannot be that here. */
  const answer = (still: (by: Actor, among: readonly Complaint[]) => boolean | undefined): string => {
    const answers = free.map(({ by, among }) => ({ by, may: still(by, among) })).filter(({ may }) => may !== undefined);
    const left = answers.filter((each) => each.may);
    if (left.length === answers.length) return '';
    return left.length === 0 ? 'no' : left.map(({ by }) => by.role).join(', ');
  };
  return [
    `\`${kind}\``,
    ...Object.values(relations).map((relation) =>
      answer((by, among) => {
        const changed = among.map((complaint) => [complaint, relation(complaint, by.id)] as const);
        // Where it can be so at all: nobody has approved what was not approved.
        const real = changed.filter(([before, after]) => JSON.stringify(before) !== JSON.stringify(after));
        if (real.length === 0) return undefined;
        return real.every(([, after]) => mayOrFor({ kind, by, among: [after], rules }));
      }),
    ),
    answer((by, among) => {
      const poor: Actor = { ...by, authority: { value: '0.01', currency: 'GBP' } };
      return among.every((complaint) => mayOrFor({ kind, by: poor, among: [complaint], rules }));
    }),
  ];
}

/** Of places at one tier where they may: between them the answer is no other. */
const firstAndLast = <T>(list: readonly T[]): T[] => [...new Set([...list.slice(0, 1), ...list.slice(-1)])];

const mayOrFor = (asked: Asked): boolean => may(asked) || may(asked, true);
