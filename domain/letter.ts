import type { Entry } from './action.ts';
import type { Complaint, Instant } from './complaint.ts';
import { applies, type Fact, type LetterRule, type Rules } from './rules.ts';
import { Refusal } from './refusal.ts';

type LetterState = 'owed' | 'drafted' | 'sent' | 'delivered' | 'failed' | 'cancelled';

/** What a complainant is owed in writing. `id` is what makes it owed once: reference, entry, kind. */
export type Letter = {
  id: string;
  reference: string;
  kind: string;
  owedBy: string;
  channel: string;
  language: string;
  state: LetterState;
  at: Instant;
};

/** The letters that an entry makes owed, by the procedure (FORMAT.md 4.9). Nobody writes to the source of an import. */
export function lettersOwed(complaint: Complaint, entry: Entry, facts: readonly Fact[], rules: Rules): Letter[] {
  if (complaint.importedAt) return [];
  const causes: string[] = facts.map((fact) => `fact:${fact}`);
  if ('clock' in entry.action) causes.push(`breach:${entry.action.clock}`, `expiry:${entry.action.clock}`);
  return rules.letters.flatMap(({ kind, owedBy, tiers, when }) => {
    if (!applies(when, complaint.tags)) return [];
    const cause = owedBy.find(
      (each) => causes.includes(each) && (!tiers || tiers.includes(tierOf(each, complaint, facts))),
    );
    if (!cause) return [];
    return {
      id: `${complaint.reference}/${entry.sequence}/${kind}`,
      reference: complaint.reference,
      kind,
      owedBy: cause,
      channel: complaint.anonymous ? 'portal' : complaint.channel,
      language: complaint.language ?? 'en',
      state: 'owed' as const,
      at: entry.at,
    };
  });
}

const leadingUp: readonly string[] = ['fact:escalated', 'fact:escalatedByClock', 'fact:tierEntered'];

/** What led to the next tier belongs to the one before; only the escalation itself to the one it leads to (FORMAT.md 2). */
function tierOf(cause: string, { tier, earlier }: Complaint, facts: readonly Fact[]): number {
  const moved = facts.includes('tierEntered') && !leadingUp.includes(cause);
  return moved ? (earlier.at(-1)?.tier ?? tier) : tier;
}

/** Elements of letters for which the product has the words itself; the others are written by a person. */
const ours: { readonly [kind: string]: readonly string[] } = {
  decision: ['outcome', 'remedy', 'prevention', 'answer', 'review-right', 'outside-right'],
};

/** What a person must write into the letter of this kind. */
export const toBeWritten = ({ letters }: Rules, kind: string): string[] =>
  [...new Set(letters.filter((letter) => letter.kind === kind).flatMap(({ elements }) => elements))].filter(
    (element) => !ours[kind]?.includes(element),
  );

/** Refuses a decision letter that lacks what the procedure demands, or has what it does not know. */
export function checkLetter(letter: { [element: string]: unknown }, rules: Rules): void {
  const missing = toBeWritten(rules, 'decision').filter((element) => !(element in letter));
  if (missing.length > 0) {
    throw new Refusal('incomplete-letter', 'letterLacks', { pointers: missing.map((element) => `/letter/${element}`) });
  }
  const elements = elementsOf(rules.letters, 'decision');
  const unknown = Object.keys(letter).filter((element) => !elements.includes(element));
  if (unknown.length > 0) {
    throw new Refusal('impossible', 'letterKnowsNo', { pointers: unknown.map((element) => `/letter/${element}`) });
  }
}

const elementsOf = (letters: readonly LetterRule[], kind: string): string[] =>
  letters.filter((letter) => letter.kind === kind).flatMap(({ elements }) => elements);
