import type { Complaint } from '../domain/complaint.ts';
import type { Calendar } from '../domain/reckoner/calendar.ts';
import type { Rules } from '../domain/rules.ts';
import type { ProcedureDocument } from '../infra/procedureFaults.ts';
import { rulebookOf, rulesFor, takenBy } from '../infra/rulebook.ts';
import { findRules } from '../store/rulebook.ts';

/** What each complaint is judged by, from the database alone, where every revision that one took is kept. */
export async function readJudging(): Promise<(complaint: Complaint) => Rules> {
  const found = await findRules({ procedures: [], calendars: [] });
  const book = rulebookOf(
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked before it was kept
    found.procedures.map(({ document }) => document as ProcedureDocument),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked before it was kept
    found.calendars.map(({ document }) => document as Calendar),
  );
  const known = new Map<string, Rules>();

  return ({ procedure, revisions, receivedAt, calendars }) => {
    const newest = revisions?.at(-1)?.revision;
    const key = JSON.stringify([
      { ...procedure, newest },
      receivedAt.slice(0, 4),
      calendars.map((each) => [each.id, each.revision]),
    ]);
    const before = known.get(key);
    if (before) return before;
    const document = takenBy(book, procedure, revisions);
    if (!document) throw new Error(`A procedure is nowhere: ${Object.values(procedure).join(' ')}.`);
    const rules = rulesFor(document, receivedAt.slice(0, 10), book, calendars);
    known.set(key, rules);
    return rules;
  };
}
