import { activityInfo, ApplicationFailure, log } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import type { Entry } from '../domain/action.ts';
import { fold } from '../domain/fold.ts';
import { messageIdOf, type Letter, type Posted } from '../domain/letter.ts';
import type { Organisation } from '../domain/organisation.ts';
import { put, representativeIn } from '../domain/put.ts';
import { tierRule } from '../domain/rules.ts';
import { NotTaken, type Mailer } from '../infra/mail.ts';
import type { Keyring } from '../infra/keyring.ts';
import { sealsOf, type Seals } from '../infra/words.ts';
import { dayIn } from '../infra/zone.ts';
import { addressOf } from '../letters/address.ts';
import type { Moment, Sender } from '../letters/facts.ts';
import { render, ruleOf, subjectOf } from '../letters/render.ts';
import { findKey } from '../store/keys.ts';
import { findLetter, keepDrafted, keepSent, keepWords } from '../store/letters.ts';
import { findComplaint, findTrail } from '../store/read.ts';
import { openJudging } from './judging.ts';

type PostOffice = {
  keyring: Keyring;
  /** Where unset, every letter is drafted for a person. */
  mailer?: Mailer | undefined;
  organisation: Organisation;
  sender: Omit<Sender, 'organisation'>;
  /** How long letters wait for others of the same complaint, in milliseconds, so that they are posted in one go. */
  gathering?: number;
};

/** Somebody who decides at one sitting is done by then; see decision 14. */
const usually = 5_000;
/** After so long no further letter is begun: the rest goes in another go. */
const enough = 8_000;

/** A letter cannot be posted now; the message says so in words of ours alone, since it stays in a history. */
const notYet = (message: string, type: string, rest: object = {}): ApplicationFailure =>
  ApplicationFailure.create({ message, type, ...rest });

/**
 * Posts letters of one complaint: makes each, keeps its words, and sends it or leaves it to a person. What was done of
 * that before is not done again, but what a killed worker was sending: that has the same Message-ID. Fails, to be tried
 * again, where nothing could be done for any.
 */
export function createPost(office: PostOffice) {
  const judging = openJudging();
  return async (reference: string, ids: readonly string[]): Promise<Posted[]> => {
    // Others of the same complaint may follow at once; to fail for that costs no event, a timer costs five.
    const gather = { nextRetryDelay: office.gathering ?? usually, category: ApplicationFailureCategory.BENIGN };
    if (activityInfo().attempt === 1) throw notYet('Letters are gathered.', 'Gathering', gather);
    const begun = Date.now();
    const posted: Posted[] = [];
    let trouble: unknown;
    for (const id of ids) {
      if (trouble instanceof NotTaken || Date.now() - begun > enough) break;
      try {
        posted.push({ id, became: await postOne(reference, id, office, judging) });
      } catch (error) {
        trouble = error;
        report(id, error);
      }
    }
    if (posted.length > 0 || !trouble) return posted;
    if (trouble instanceof NotTaken) throw notYet(trouble.message, 'NotTaken');
    throw notYet('A letter could not be made.', trouble instanceof Error ? trouble.name : 'Error');
  };
}

/** In the log, without what other people's errors quote. */
function report(letter: string, error: unknown): void {
  if (error instanceof NotTaken) return log.warn('a letter is not taken yet', { letter, code: error.code });
  const at = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line)) : [];
  log.error('a letter cannot be made', { letter, type: error instanceof Error ? error.name : typeof error, at });
}

type Judge = ReturnType<typeof openJudging>;

async function postOne(reference: string, id: string, office: PostOffice, judge: Judge): Promise<Posted['became']> {
  const { keyring, mailer } = office;
  const [stored, complaint, key] = [await findLetter(id), await findComplaint(reference), await findKey(reference)];
  if (!stored || !complaint || !key) throw new Error('A letter is to be posted that is not stored yet.');
  const { letter, sequence } = stored;
  if (letter.state === 'drafted') return 'drafted';
  if (letter.state !== 'owed' && letter.state !== 'failed') return 'sent';
  const seals = sealsOf(keyring, reference, keyring.unwrap(reference, key.wrapped));
  const { document, rules } = await judge(complaint);
  const trail = await findTrail(reference);
  const { text, lacks } = await wordsOf(letter, seals, () => {
    const then = trail.slice(0, sequence);
    return momentOf(
      { complaint: fold(then, reference, rules).complaint, trail: opened(seals, then), rules },
      document,
      office,
    );
  });
  const { complainant = null } = put(opened(seals, trail), 'receive', 1) ?? {};
  const today = dayIn(office.organisation.zone, new Date().toISOString());
  const representative = representativeIn(complaint, opened(seals, trail), today);
  const to = addressOf(
    complaint,
    { complainant, ...(representative && { representative }) },
    ruleOf(letter, { complaint, terms: document }),
  );
  if (!to || !mailer || lacks.length > 0) {
    await keepDrafted(id);
    return 'drafted';
  }
  const messageId = messageIdOf(id);
  const outcome = await mailer({ to, subject: subjectOf(letter), text, messageId });
  if (outcome === 'sent') await keepSent(id, { sentAt: new Date().toISOString(), messageId });
  return outcome;
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same shape, opened
const opened = (seals: Seals, trail: readonly Entry[]): Entry[] => seals.open(trail) as Entry[];

/** What the letter says: as it was made first, else made now. */
async function wordsOf(letter: Letter, seals: Seals, moment: () => Moment): Promise<{ text: string; lacks: string[] }> {
  if (letter.text) return { text: String(seals.opened(letter.text)), lacks: letter.lacks ?? [] };
  const { text, lacks } = render(letter, moment());
  await keepWords(letter.id, { text: seals.sealed(text), lacks });
  return { text, lacks };
}

/** The complaint as a letter tells it; of whoever has it the role in which they do. */
function momentOf(
  then: Pick<Moment, 'complaint' | 'trail' | 'rules'>,
  terms: Moment['terms'],
  { organisation, sender }: PostOffice,
): Moment {
  const { handler, tier } = then.complaint;
  const held = organisation.staff.find(({ id }) => id === handler)?.roles ?? [];
  const its = tierRule(then.rules, tier).roles;
  const handlerRole = held.find((role) => its.includes(role)) ?? held[0];
  return {
    ...then,
    terms,
    sender: { organisation: organisation.name, ...sender },
    ...(handlerRole && { handlerRole }),
    dayOf: (at) => dayIn(organisation.zone, at),
  };
}
