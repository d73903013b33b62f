import { advance, lodge, passTime, type Step } from '../../domain/advance.ts';
import type { Deed, Entry } from '../../domain/action.ts';
import type { Complaint, Instant } from '../../domain/complaint.ts';
import { addMilliseconds } from '../../domain/day.ts';
import { perform } from '../../domain/perform.ts';
import type { Letter } from '../../domain/letter.ts';
import type { Notice } from '../../domain/notice.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Rules } from '../../domain/rules.ts';
import { begin } from '../../domain/step.ts';
import { complainant } from './people.ts';
import { deedOf, firstDeed, instantOf, ruleSets, type AnyLife } from './throws.ts';

/** What came of a random life. `stations` are the facts after each throw that was taken. */
export type Played = {
  rules: Rules;
  complaint: Complaint;
  entries: Entry[];
  letters: Letter[];
  notices: Notice[];
  stations: Complaint[];
  refused: number;
  now: Instant;
};

/** Plays it; whoever changes what was handed in fails, since all of it is frozen. */
export function play(life: AnyLife): Played {
  const rules = ruleSets[life.rules];
  frozen(rules);
  const first = frozen(firstDeed(life));
  const played: Played = {
    rules,
    ...frozen(lodge('C-1', first, rules)),
    entries: [],
    letters: [],
    notices: [],
    stations: [],
    refused: 0,
    now: first.recordedAt ?? first.at,
  };
  const take = ({ complaint, entries, letters, notices }: Step): void => {
    played.notices.push(...notices);
    played.complaint = frozen(complaint);
    played.entries.push(...frozen(entries));
    played.letters.push(...letters);
    played.stations.push(complaint);
  };
  take(lodge('C-1', first, rules));
  for (const each of life.throws) {
    played.now = instantOf(played.complaint, each, played.now);
    const deed: Deed = frozen(deedOf(played.complaint, each, played.now, rules));
    try {
      take(advance(played.complaint, deed, rules));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      played.refused += 1;
    }
  }
  return played;
}

/** To the very end: withdrawn if it is still open, and years later. */
export function end(played: Played): Played {
  const { rules } = played;
  const last = { ...played, entries: [...played.entries], letters: [...played.letters] };
  const take = ({ complaint, entries, letters }: Step): void => {
    last.complaint = complaint;
    last.entries.push(...entries);
    last.letters.push(...letters);
  };
  take(passTime(last.complaint, last.now, rules));
  last.now = addMilliseconds(last.now, 1);
  if (last.complaint.stage !== 'closed') {
    take(advance(last.complaint, { action: { kind: 'withdraw' }, by: complainant, at: last.now }, rules));
  }
  last.now = addMilliseconds(last.now, 1500 * 86_400_000);
  take(passTime(last.complaint, last.now, rules));
  return last;
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const each of Object.values(value)) frozen(each);
  return Object.freeze(value);
}

/** Each entry but the receipt, with the facts before and after it. */
export function movesOf({ entries, rules }: Played) {
  const [first, ...others] = entries;
  let complaint = begin('C-1', first as Deed<'receive'>, rules).complaint;
  return others.map((entry) => {
    const before = complaint;
    complaint = { ...perform(before, entry, rules), head: entry.hash };
    return { entry, before, after: complaint };
  });
}
