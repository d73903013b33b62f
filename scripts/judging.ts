import type { Complaint } from '../domain/complaint.ts';
import type { Calendar } from '../domain/reckoner/calendar.ts';
import type { Rules } from '../domain/rules.ts';
import type { ProcedureDocument } from '../infra/procedureFaults.ts';
import { rulebookOf, rulesFor } from '../infra/rulebook.ts';
import { findRules } from '../store/rulebook.ts';

/**
 * What a complaint may be judged by, likeliest first: of its version every revision, since nothing says which it took. Read
 * from the database alone, where each revision that complaints run under is kept.
 */
export async function readJudging(): Promise<(complaint: Complaint) => Rules[]> {
  const found = await findRules({ procedures: [], calendars: [] });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked before it was kept
  const procedures = found.procedures.map(({ document }) => document as ProcedureDocument);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked before it was kept
  const days = found.calendars.map(({ document }) => document as Calendar);
  const { calendars } = rulebookOf([], days);
  const known = new Map<string, Rules[]>();

  return ({ procedure: { id, version }, receivedAt, calendars: its }) => {
    const key = JSON.stringify([id, version, receivedAt.slice(0, 4), its.map((each) => [each.id, each.revision])]);
    const before = known.get(key);
    if (before) return before;
    const rules = procedures
      .filter((each) => each.id === id && each.version === version)
      .toSorted((one, other) => other.revision - one.revision)
      .map((procedure) => rulesFor(procedure, receivedAt.slice(0, 10), { calendars }, its));
    if (rules.length === 0) throw new Error(`The procedure ${id} ${version} is nowhere.`);
    known.set(key, rules);
    return rules;
  };
}
