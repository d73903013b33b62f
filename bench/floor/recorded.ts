import type { Action } from '../../domain/action.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Step } from '../../domain/advance.ts';
import type { Instant } from '../../domain/complaint.ts';
import type { Answer, Held } from '../../workflows/messages.ts';

/** The bodies of one complaint's life as the product sent them: to the workflow, and from it to the activity. */
export type Recorded = {
  held: Held;
  acts: [action: Action, by: Actor, digest: string, at: Instant | null][];
  steps: [Step, Answer][];
};

/** A step of that life as another complaint's. */
export const stepOf = ({ complaint, entries, letters, notices }: Step, reference: string): Step => ({
  complaint: { ...complaint, reference },
  entries,
  letters: letters.map((letter) => ({ ...letter, reference, id: letter.id.replace(letter.reference, reference) })),
  notices: notices.map((notice) => ({ ...notice, reference, id: notice.id.replace(notice.reference, reference) })),
});
