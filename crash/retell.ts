import type { Deed, Entry } from '../domain/action.ts';
import type { Complaint } from '../domain/complaint.ts';
import { lettersOwed, type Letter } from '../domain/letter.ts';
import { move, receive } from '../domain/perform.ts';
import type { Fact, Rules } from '../domain/rules.ts';

/** The facts that a trail leads to and the letters that it makes owed, worked out anew from its entries alone. */
export function retell(entries: readonly Entry[], reference: string, rules: Rules) {
  const letters: Letter[] = [];
  let complaint: Complaint | undefined;
  for (const entry of entries) {
    const { after, facts } = step(complaint, entry, reference, rules);
    complaint = { ...after, head: entry.hash };
    letters.push(...lettersOwed(complaint, entry, facts, rules));
  }
  return { complaint, letters };
}

function step(before: Complaint | undefined, entry: Entry, reference: string, rules: Rules) {
  if (before) return move(before, entry, rules);
  const facts: Fact[] = ['received', 'tierEntered'];
  return { after: receive(reference, entry as Deed<'receive'>, rules), facts };
}
