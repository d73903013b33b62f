import type { Deed } from '../domain/action.ts';
import type { Day } from '../domain/complaint.ts';
import type { ClockRule, Rules } from '../domain/rules.ts';
import { ownProcedures } from '../infra/procedures.ts';
import { readRulebook, rulesFor } from '../infra/rulebook.ts';
import { bearingOf } from './bearing.ts';
import { peopleOf } from './people.ts';

/** What is explored: the rules of one version of a procedure, and the receipts that lives begin with. */
export type Subject = { name: string; rules: Rules; receipts: Deed<'receive'>[] };

/** Mondays: on each of them some version is in force that is not on the other. */
const days: readonly Day[] = ['2026-03-02', '2026-07-06'];
/** Longer than any life that is explored. */
const lastDay: Day = '2060-12-31';

/** Every shipped version that is in force on one of these days. */
export async function shippedSubjects(): Promise<Subject[]> {
  const rulebook = await readRulebook(ownProcedures);
  const found = new Map<string, Subject>();
  for (const [id, versions] of rulebook.procedures) {
    for (const day of days) {
      const procedure = versions
        .filter(({ version }) => version <= day)
        .toSorted(byVersion)
        .at(-1);
      const name = `${id}/${procedure?.version}`;
      if (!procedure || found.has(name)) continue;
      const rules = rulesFor(procedure, day, rulebook);
      const calendars = rules.calendars.map((each) => ({ ...each, covers: { ...each.covers, to: lastDay } }));
      const lasting = { ...rules, calendars };
      const { version, revision } = procedure;
      found.set(name, { name, rules: lasting, receipts: receiptsOf(lasting, { id, version, revision }, day) });
    }
  }
  return [...found.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

const byVersion = (one: { version: Day }, other: { version: Day }): number => (one.version < other.version ? -1 : 1);

/** By post and electronically, with each tag that tells, and about one of those who review. */
function receiptsOf(rules: Rules, procedure: Deed<'receive'>['action']['procedure'], day: Day): Deed<'receive'>[] {
  const tags = [...bearingOf(rules).telling].filter((tag) => tag !== 'electronic');
  const by = peopleOf(rules)[1]!;
  const reviewer = peopleOf(rules).findLast(({ isSecond }) => !isSecond)!;
  const receipt = (more: Partial<Deed<'receive'>['action']>): Deed<'receive'> => ({
    action: { kind: 'receive', channel: 'letter', procedure, complainant: {}, ...more },
    by,
    at: `${day}T10:00:00.000Z`,
  });
  return [
    ...[[], ...tags.map((tag) => [tag])].flatMap((its) => [
      receipt({ tags: its }),
      receipt({ tags: its, channel: 'web' }),
    ]),
    receipt({ subjects: [{ staff: reviewer.id }] }),
  ];
}

/** The same without receipts that carry a tag of the procedure. */
export const untagged = ({ name, rules, receipts }: Subject): Subject => ({
  name,
  rules,
  receipts: receipts.filter(({ action: { tags = [] } }) => tags.length === 0),
});

/**
 * The same with those clocks alone that bear on where a complaint may go, and without what they tell: none of the others
 * begins, ends or stops one of these.
 */
export function sliced({ name, rules, receipts }: Subject): Subject {
  const { clocks, moving, opening, windows, acknowledging } = bearingOf(rules);
  const names = new Set([...moving, ...opening, ...windows, ...acknowledging, 'reopening']);
  const kept = rules.clocks.filter((rule) => clocks.includes(rule) || names.has(rule.name)).map(silent);
  return { name, receipts, rules: { ...rules, clocks: kept } };
}

function silent({ warnings: _warnings, atDue = [], ...rule }: ClockRule): ClockRule {
  return { ...rule, atDue: atDue.filter((each) => each.do !== 'notify' && each.do !== 'send') };
}
