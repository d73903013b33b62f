import type { Moved } from '../domain/action.ts';
import { revise } from '../domain/advance.ts';
import type { Complaint, Instant } from '../domain/complaint.ts';
import { calendarOf, isNewTo, withRevised, type Revision } from '../domain/revision.ts';
import { revisedFor } from '../infra/rulebook.ts';
import { findFollowers } from '../store/rulebook.ts';
import { cursorOf, placeOf } from './cursor.ts';
import type { Desk } from './desk.ts';
import type { MovesAnswer } from './ruleAnswers.ts';

const pageLength = 200;
/** So many complaints are read at once; then others have their turn. */
const together = 100;

type Totals = Pick<MovesAnswer, 'moved' | 'breached' | 'recovered'>;

/**
 * What a revision would move, were it recorded now: what the steps say that it would make of the open complaints. The
 * totals are those of all pages: counted for the first one, and carried along in the cursor.
 */
export async function movesOf(
  revision: Revision,
  cursor: string | undefined,
  now: Instant,
  { rulesOf }: Pick<Desk, 'rulesOf'>,
): Promise<MovesAnswer> {
  const left = leftAt(cursor);
  const totals = left?.totals ?? { moved: 0, breached: 0, recovered: 0 };
  const items: MovesAnswer['items'] = [];
  let next: string | undefined;
  for await (const complaint of followersOf(calendarOf(revision), left?.reference)) {
    if (!isNewTo(complaint, revision)) continue;
    const { reference, receivedAt } = complaint;
    const rules = await rulesOf(complaint);
    const revised = revisedFor(revision, receivedAt.slice(0, 10));
    const step = revise(complaint, revised, now, withRevised(rules, revised));
    const moves = step.entries.flatMap(({ action }) => (action.kind === 'revise' ? action.moves : []));
    if (!left) count(totals, moves, now);
    const skipped = reference === left?.reference ? left.skipped : 0;
    const end = skipped + pageLength - items.length;
    items.push(...moves.slice(skipped, end).map((moved) => ({ reference, ...moved })));
    if (moves.length > end) next ??= `${reference}/${end}`;
    if (left && next) break; // the totals are known
  }
  const { moved, breached, recovered } = totals;
  return { ...totals, items, ...(next && { next: cursorOf([next, `${moved}`, `${breached}`, `${recovered}`]) }) };
}

/** Where the last page ended: in this complaint, after so many of its clocks. */
function leftAt(cursor: string | undefined) {
  const place = placeOf(
    cursor,
    ([at = '', ...numbers]) =>
      /^[\w-]{1,40}\/\d{1,6}$/.test(at) && numbers.length === 3 && numbers.every((each) => /^\d{1,9}$/.test(each)),
  );
  if (!place) return undefined;
  const [reference = '', skipped] = place[0]?.split('/') ?? [];
  const [moved = 0, breached = 0, recovered = 0] = place.slice(1).map(Number);
  return { reference, skipped: Number(skipped), totals: { moved, breached, recovered } };
}

/** The open complaints that use a calendar, from this one on. */
async function* followersOf(calendar: string, from = ''): AsyncGenerator<Complaint> {
  let page = await findFollowers(calendar, { from }, together);
  while (page.length > 0) {
    yield* page;
    const last = page.at(-1)?.reference ?? '';
    page = page.length < together ? [] : await findFollowers(calendar, { after: last }, together);
  }
}

function count(totals: Totals, moves: readonly Moved[], now: Instant): void {
  totals.moved += moves.length;
  totals.breached += moves.filter(({ to }) => to !== null && to <= now).length;
  totals.recovered += moves.filter(({ from, to }) => from === null && to !== null).length;
}
