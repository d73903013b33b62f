import type { Entry } from './action.ts';
import type { Complaint, Instant } from './complaint.ts';
import { causeAmong } from './cause.ts';
import { clockRule, type LetterRule, type Rules } from './rules.ts';
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

/**
 * The letters that an entry makes owed, by the procedure (FORMAT.md 4.9). Nobody writes to the source of an import, and
 * a complaint that is closed sends nothing by itself but what a fact of its own makes owed.
 */
export function lettersOwed(complaint: Complaint, entry: Entry, causes: readonly string[], rules: Rules): Letter[] {
  if (complaint.importedAt) return [];
  const isOver = complaint.stage === 'closed' && entry.action.kind === 'runOut';
  const kinds = new Map<string, string>();
  for (const { kind, owedBy, tiers, when } of rules.letters) {
    const cause = causeAmong({ causes, by: owedBy, tiers, when }, complaint);
    if (cause && !kinds.has(kind) && !(isOver && !cause.startsWith('fact:'))) kinds.set(kind, cause);
  }
  for (const [kind, cause] of isOver ? [] : sent(entry, rules)) if (!kinds.has(kind)) kinds.set(kind, cause);
  return [...kinds].map(([kind, cause]) => ({
    id: `${complaint.reference}/${entry.sequence}/${kind}`,
    reference: complaint.reference,
    kind,
    owedBy: cause,
    channel: complaint.anonymous ? 'portal' : complaint.channel,
    language: complaint.language ?? 'en',
    state: 'owed' as const,
    at: entry.at,
  }));
}

/** What a clock sends by itself when it runs out. */
const sent = ({ action }: Entry, rules: Rules): [kind: string, cause: string][] =>
  action.kind === 'runOut'
    ? (clockRule(rules, action.clock)?.atDue ?? []).flatMap((each) =>
        each.do === 'send' ? [[each.letter, `expiry:${action.clock}`] as [string, string]] : [],
      )
    : [];

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
