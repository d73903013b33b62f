import type { Action, Entry, Subject } from '../domain/action.ts';
import { allowed } from '../domain/allowed.ts';
import type { Clock } from '../domain/clock.ts';
import type { Allegation, Complaint } from '../domain/complaint.ts';
import { owed } from '../domain/owed.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { ClockAnswer, ComplaintAnswer } from './answers.ts';
import type { Opened } from './desk.ts';
import { actorFor, mayReadIdentity, mayReadStaffPart, mayReadWords, type Person } from './person.ts';
import { withoutWords } from './words.ts';

/** What a refusal says in the reader's language. */
export type Say = (refusal: Refusal) => string;

/** The trail as this person may read it: opened, or without what is sealed in it. */
export function trailFor({ complaint, seals }: Opened, entries: readonly Entry[], person: Person): Entry[] {
  const mayRead = mayReadWords(person, complaint);
  const mayKnowWho = mayReadIdentity(person, complaint);
  return entries.map((entry) => {
    const told = mayKnowWho ? entry : withoutIdentity(entry);
    if (isStaffPart(entry.action)) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same shape, opened
      return (mayReadStaffPart(person, complaint, entry) ? seals.open(told) : withoutWords(told)) as Entry;
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same shape, opened
    return (mayRead ? seals.open(told) : withoutWords(told)) as Entry;
  });
}

/** What is said to those of the staff it is about, and what they say. */
const isStaffPart = (action: Action): boolean =>
  action.kind === 'tellSubject' ||
  action.kind === 'explain' ||
  (action.kind === 'interview' && action.with === 'staff');

/** An entry without who complained, for those from whom that is withheld (4.10). */
function withoutIdentity(entry: Entry): Entry {
  if (entry.action.kind !== 'receive') return entry;
  const { complainant, representative: _representative, contactPerson: _contact, ...rest } = entry.action;
  return { ...entry, action: { ...rest, complainant: complainant && {} } };
}

/** A complaint as this person may read it. `trail` is the whole of it, as `trailFor` gives it. */
export function complaintAnswer(
  { complaint, rules }: Opened,
  trail: readonly Entry[],
  person: Person,
  say: Say,
): ComplaintAnswer {
  const { reference, stage, tier, version, receivedAt, channel, procedure, tags, ratings } = complaint;
  const receipt = put(trail, 'receive', 1);
  const mayRead = mayReadWords(person, complaint);
  const mayKnowWho = mayReadIdentity(person, complaint);
  const can = allowed(complaint, actorFor(person, 'assess', complaint, rules), rules);
  return {
    reference,
    stage,
    tier,
    version,
    receivedAt,
    channel,
    procedure,
    ...facts(complaint),
    flags: complaint.flags,
    tags,
    ...(mayRead && { words: wordsOf(complaint, trail) }),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- opened: what was sealed has its own type again
    ...((mayKnowWho || complaint.anonymous) && { complainant: (receipt?.complainant ?? null) as never }),
    ...(mayKnowWho && representativeOf(complaint, trail)),
    ...(receipt?.contactPerson && mayKnowWho && { contactPerson: receipt.contactPerson }),
    subjects: subjectsOf(trail),
    allegations: complaint.allegations.map((each) => allegationAnswer(each, trail)),
    redress: complaint.redress.map(({ carriedOutBy: _by, ...redress }) => redress),
    ratings,
    clocks: complaint.clocks.map(clockAnswer),
    owed: owed(complaint, rules),
    allowed: can.allowed.map(({ kind, fields }) => ({ kind, fields: mutable(fields) })),
    notNow: can.notNow.map(({ kind, refusal }) => ({ kind, rule: refusal.rule, reason: say(refusal) })),
    earlier: complaint.earlier.map(({ allegations, redress, ...earlier }) => ({
      ...earlier,
      allegations: allegations.map((each) => allegationAnswer(each, trail)),
      redress: redress.map(({ carriedOutBy: _by, ...each }) => each),
    })),
  };
}

function facts(complaint: Complaint) {
  const { category, unit, product, occurredOn, remedyWanted, classification, handler, assessment } = complaint;
  const { conflicts, attempts, settled, outcome, procedureOutcome, decidedAt, referral, closed } = complaint;
  return {
    ...(category && { category }),
    ...(unit && { unit }),
    ...(product && { product }),
    ...(occurredOn && { occurredOn }),
    ...(remedyWanted !== undefined && { remedyWanted }),
    ...(classification && { classification }),
    ...(conflicts && { conflicts }),
    ...(attempts && { attempts }),
    ...(handler && { handler }),
    ...(assessment && { assessment }),
    ...(settled && { settled }),
    ...(outcome && { outcome }),
    ...(procedureOutcome && { procedureOutcome }),
    ...(decidedAt && { decidedAt }),
    ...(referral && { referral }),
    ...(closed && { closed }),
    ...beside(complaint),
  };
}

/** Who acts for the complainant by now. */
function representativeOf({ representative }: Complaint, trail: readonly Entry[]) {
  if (!representative) return {};
  const { said } = representative;
  const named = put(trail, 'receive', said) ?? put(trail, 'nameRepresentative', said);
  return named?.representative && { representative: named.representative };
}

/** What it belongs to, and who knows of it. */
function beside(complaint: Complaint) {
  const { transfer, links, duplicateOf, problem, heldSince, consents, heard } = complaint;
  return {
    ...(transfer && { transfer }),
    ...(links && { links }),
    ...(duplicateOf && { duplicateOf }),
    ...(problem && { problem }),
    ...(heldSince && { heldSince }),
    ...(consents && { consents }),
    ...(heard && { heard }),
  };
}

/** Whom it is about, as named when it came and later; without what this person may not read. */
const subjectsOf = (trail: readonly Entry[]): Subject[] =>
  trail
    .flatMap(({ action }) => {
      if (action.kind === 'link') return (action.people ?? []).map((staff) => ({ staff }));
      return action.kind === 'receive' || action.kind === 'nameSubjects' ? (action.subjects ?? []) : [];
    })
    .filter((subject) => Object.keys(subject).length > 0);

export const clockAnswer = ({ next, warned: _warned, toldAt: _toldAt, ...clock }: Clock): ClockAnswer => ({
  ...clock,
  ...(next?.does === 'warn' && { warnAt: next.at }),
});

function wordsOf({ proposal }: Complaint, trail: readonly Entry[]): ComplaintAnswer['words'] {
  const receipt = put(trail, 'receive', 1);
  const { description, desiredOutcome, orderReference, referredBy, externalReference, place } = receipt ?? {};
  const letter = proposal === undefined ? undefined : put(trail, 'propose', proposal)?.letter;
  return {
    ...(description && { description }),
    ...(desiredOutcome && { desiredOutcome }),
    ...(orderReference && { orderReference }),
    ...(referredBy && { referredBy }),
    ...(externalReference && { externalReference }),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- opened: what was sealed has its own type again
    ...(place && { place: place as never }),
    ...(letter && { letter }),
  };
}

function allegationAnswer({ number, said, finding }: Allegation, trail: readonly Entry[]) {
  const words =
    put(trail, 'assess', said)?.allegations?.[number - 1]?.words ?? put(trail, 'receive', said)?.description;
  const found = finding && put(trail, 'find', finding.found)?.words;
  const { outcome, cause } = finding ?? {};
  return {
    number,
    ...(words && { words }),
    ...(outcome && { finding: { outcome, ...(cause && { cause }), ...(found && { words: found }) } }),
  };
}

/** The action of an entry, with what was put right about it since. */
export function put<K extends Action['kind']>(
  trail: readonly Entry[],
  kind: K,
  sequence: number,
): Extract<Action, { kind: K }> | undefined {
  const entry = trail.find((each) => each.sequence === sequence);
  if (entry?.action.kind !== kind) return undefined;
  let action: object = entry.action;
  for (const { action: later } of trail) {
    if (later.kind !== 'correct' || later.sequence !== sequence) continue;
    const { kind: _kind, sequence: _sequence, of: _of, words, ...right } = later;
    action = { ...action, ...right, ...('words' in action && words && { words }) };
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the kind was looked at above
  return action as Extract<Action, { kind: K }>;
}

type Fields = ComplaintAnswer['allowed'][number]['fields'];
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the domain’s lists are readonly, the answer’s are not
const mutable = (fields: object): Fields => fields as Fields;
