import type { Complaint } from '../domain/complaint.ts';
import type { Calendar } from '../domain/reckoner/calendar.ts';
import type { Rules } from '../domain/rules.ts';
import type { ProcedureDocument } from '../infra/procedureFaults.ts';
import { rulebookOf, rulesFor, takenBy } from '../infra/rulebook.ts';
import { findRules } from '../store/rulebook.ts';

type Judged = Pick<Complaint, 'procedure' | 'revisions' | 'receivedAt' | 'calendars'>;
/** The procedure that a complaint took, and what of it and of its calendars it is judged by. */
export type Judging = { document: ProcedureDocument; rules: Rules };

/** What each complaint is judged by, from the database alone, where every revision that one took is kept. */
export async function readJudging(): Promise<(complaint: Judged) => Rules> {
  const judge = await readAll();
  return (complaint) => {
    const found = judge(complaint);
    if (!found) throw nowhere(complaint);
    return found.rules;
  };
}

/** The same for one complaint now and then: read once, and again where one knows what came later. */
export function openJudging(): (complaint: Judged) => Promise<Judging> {
  let reading: ReturnType<typeof readAll> | undefined;
  return async (complaint) => {
    const before = (await reading)?.(complaint);
    if (before) return before;
    reading = readAll();
    const found = (await reading)(complaint);
    if (!found) throw nowhere(complaint);
    return found;
  };
}

const nowhere = ({ procedure }: Judged): Error =>
  new Error(`A procedure is nowhere, or a calendar of it: ${Object.values(procedure).join(' ')}.`);

async function readAll(): Promise<(complaint: Judged) => Judging | undefined> {
  const found = await findRules({ procedures: [], calendars: [] });
  const book = rulebookOf(
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked before it was kept
    found.procedures.map(({ document }) => document as ProcedureDocument),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked before it was kept
    found.calendars.map(({ document }) => document as Calendar),
  );
  const known = new Map<string, Judging>();

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
    const isWhole = calendars.every(({ id, revision }) =>
      book.calendars.get(id)?.some((each) => each.revision === revision),
    );
    if (!document || !isWhole) return undefined;
    const judging = { document, rules: rulesFor(document, receivedAt.slice(0, 10), book, calendars) };
    known.set(key, judging);
    return judging;
  };
}
