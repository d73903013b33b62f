import type { Entry } from './action.ts';
import type { Complaint, Instant } from './complaint.ts';
import { causeAmong } from './cause.ts';
import { clockRule, type Rules } from './rules.ts';
import { Refusal } from './refusal.ts';
import { hasTemplate } from './templates.ts';

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
  /** The letter in words, once it is made; sealed. What it `lacks` a person must write before it can be sent. */
  text?: string;
  lacks?: string[];
  sentAt?: Instant;
  messageId?: string;
};

/** A letter on its way: its id, and since when it waits to be posted. */
export type Outgoing = { id: string; since: Instant };
/** What became of a letter that was to be posted. One that is drafted waits for a person to print or finish it. */
export type Posted = { id: string; became: 'sent' | 'drafted' | 'refused' };

export const outgoing = (letters: readonly Pick<Letter, 'id'>[], since: Instant): Outgoing[] =>
  letters.map(({ id }) => ({ id, since }));

/** The same whenever the letter is sent, so that a receiver can drop what comes twice; no more personal than the reference. */
export const messageIdOf = (id: string): string => `<${id.replaceAll('/', '.')}@recourse>`;

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

/** Of which letters the words are given with the proposal of a decision; all others are made when they are owed. */
export const isProposed = (kind: string): boolean => kind === 'decision' || kind === 'final-response';

/** What a person must write who proposes a decision: what its letter must say and the product has no words for. */
export const toBeWritten = ({ letters }: Rules): string[] => [
  ...new Set(
    letters
      .filter(({ kind }) => isProposed(kind))
      .flatMap(({ kind, elements }) => elements.filter((element) => !hasTemplate(kind, element))),
  ),
];

/** Refuses a decision letter that lacks what the procedure demands, or has what it does not know. */
export function checkLetter(letter: { [element: string]: unknown }, rules: Rules): void {
  const missing = toBeWritten(rules).filter((element) => !(element in letter));
  if (missing.length > 0) {
    throw new Refusal('incomplete-letter', 'letterLacks', { pointers: missing.map((element) => `/letter/${element}`) });
  }
  const elements = rules.letters.filter(({ kind }) => isProposed(kind)).flatMap((each) => each.elements);
  const unknown = Object.keys(letter).filter((element) => !elements.includes(element));
  if (unknown.length > 0) {
    throw new Refusal('impossible', 'letterKnowsNo', { pointers: unknown.map((element) => `/letter/${element}`) });
  }
}
