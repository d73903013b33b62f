import type { Deed, Entry } from './action.ts';
import type { Complaint } from './complaint.ts';
import { lettersOwed, type Letter } from './letter.ts';
import { noticesOf, type Notice } from './notice.ts';
import { move, receive } from './perform.ts';
import type { Rules } from './rules.ts';
import { enter } from './trail.ts';

/** What one moment did: facts, the entries that led there, what they make owed and whom they tell. Recorded as one. */
export type Step = { complaint: Complaint; entries: Entry[]; letters: Letter[]; notices: Notice[] };

/** The receipt alone, with nothing that follows from it. */
export function begin(reference: string, deed: Deed<'receive'>, rules: Rules): Step {
  const { after, causes } = receive(reference, deed, rules);
  const entry = enter(deed, 1, null);
  const complaint = { ...after, head: entry.hash };
  return { complaint, entries: [entry], letters: lettersOwed(complaint, entry, causes, rules), notices: [] };
}

/** One deed more, exactly as it stands. Throws a Refusal, and then the step is as it was. */
export function go(step: Step, deed: Deed, rules: Rules): void {
  const before = step.complaint;
  const { after, causes } = move(before, deed, rules);
  const entry = enter(deed, after.version, before.head);
  step.complaint = { ...after, head: entry.hash };
  step.entries.push(entry);
  step.letters.push(...lettersOwed(step.complaint, entry, causes, rules));
  step.notices.push(...noticesOf(before, step.complaint, entry, rules));
}
