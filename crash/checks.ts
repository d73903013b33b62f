import { isDeepStrictEqual } from 'node:util';
import { owesNothing } from '../domain/advance.ts';
import { fold } from '../domain/fold.ts';
import { messageIdOf, type Letter } from '../domain/letter.ts';
import type { Notice } from '../domain/notice.ts';
import { canonical, hashOf } from '../domain/trail.ts';
import type { Rules } from '../domain/rules.ts';
import type { Census, Evidence } from './evidence.ts';
import type { Asked } from './ledger.ts';

/** All that is wrong with one complaint, in words; nothing where all is well. `asked` is what was asked about it. */
export function breachesOf(evidence: Evidence, asked: readonly Asked[], rules: Rules): string[] {
  const { reference, stored } = evidence;
  if (!stored) return [`${reference}: it is not stored`];
  const checks = [answersKept, inOrder, chained, factsFollow, lettersOnce, sameEverywhere, wentWell];
  return checks.flatMap((check) => check(evidence, asked, rules)).map((what) => `${reference}: ${what}`);
}

type Check = (evidence: Evidence, asked: readonly Asked[], rules: Rules) => string[];

/** What was answered is in the trail once, what was refused is not, and nobody else's is. */
const answersKept: Check = ({ entries }, asked) => {
  const keys = new Set(asked.map(({ key }) => key));
  const found = (key: string) => entries.filter((entry) => entry.key === key);
  return [
    ...asked.flatMap(({ key, kind, became, status }) => {
      const there = found(key);
      const other = there.filter(({ entry }) => entry.action.kind !== kind);
      const what = `${kind} (${key})`;
      if (other.length > 0) return `${what} became ${other.map(({ entry }) => entry.action.kind).join(', ')}`;
      if (became === 'answered' && there.length === 0) return `lost: ${what} was answered and is not in the trail`;
      if (there.length > 1) return `doubled: ${what} is in the trail ${there.length} times`;
      if (became === 'refused' && there.length > 0) return `${what} was refused (${status}) and is in the trail`;
      return [];
    }),
    ...entries.flatMap(({ sequence, key, entry }) => {
      if (entry.by.role === 'clock') return key ? `entry ${sequence} is the clock's and has a key` : [];
      return key && keys.has(key) ? [] : `entry ${sequence} (${entry.action.kind}, ${key}) is nobody's`;
    }),
  ];
};

const inOrder: Check = ({ reference, entries, stored }) => {
  const sequences = entries.map(({ sequence }) => sequence);
  const wanted = entries.map((_, index) => index + 1);
  const misnamed = entries.filter(
    ({ _id, sequence, entry }) => _id !== `${reference}/${sequence}` || entry.sequence !== sequence,
  );
  return [
    ...(isDeepStrictEqual(sequences, wanted) ? [] : [`gap: the trail has ${sequences.join(' ')}`]),
    ...misnamed.map(({ _id, sequence }) => `entry ${_id} is numbered ${sequence}`),
    ...(stored?.version === entries.length && stored.complaint.version === entries.length
      ? []
      : [`version ${stored?.version} with ${entries.length} entries`]),
  ];
};

const chained: Check = ({ entries, stored }) => [
  ...entries.flatMap(({ sequence, hash, entry }, index) => {
    const { hash: said, ...line } = entry;
    const right = hashOf(line);
    return [
      ...(said === right && hash === right ? [] : [`entry ${sequence} does not have its hash`]),
      ...(entry.previous === (entries[index - 1]?.hash ?? null) ? [] : [`entry ${sequence} breaks the chain`]),
    ];
  }),
  ...(stored?.complaint.head === entries.at(-1)?.hash ? [] : ['the head is not the hash of the last entry']),
];

/** Facts, letters and notices, worked out anew from the trail. */
const factsFollow: Check = ({ reference, entries, stored, letters, notices }, _, rules) => {
  try {
    const told = fold(
      entries.map(({ entry }) => entry),
      reference,
      rules,
    );
    const ids = letters.map(({ _id }) => _id);
    const missing = told.letters.filter(({ id }) => !ids.includes(id));
    const changed = told.letters.filter(({ id, ...rest }) =>
      letters.some(({ _id, letter }) => _id === id && !same(asOwed(letter), { id, ...rest })),
    );
    const surplus = ids.filter((id) => !told.letters.some((letter) => letter.id === id));
    return [
      ...noticesOnce(told.notices, notices),
      ...(same(told.complaint, stored?.complaint) ? [] : ['the facts are not the fold of the trail']),
      ...missing.map(({ id }) => `lost: letter ${id}`),
      ...changed.map(({ id }) => `letter ${id} is not what the trail makes owed`),
      ...surplus.map((id) => `nothing makes letter ${id} owed`),
    ];
  } catch (error) {
    return [`the trail cannot be told anew: ${error instanceof Error ? error.message : String(error)}`];
  }
};

/** Without what the post has made of it. */
const asOwed = ({ text: _text, lacks: _lacks, sentAt: _at, messageId: _id, ...letter }: Letter): Letter => ({
  ...letter,
  state: 'owed',
});

/** Each is stored once, under its own number, and is what the trail tells. */
function noticesOnce(told: readonly Notice[], stored: Evidence['notices']): string[] {
  const missing = told.filter(({ id }) => !stored.some(({ _id }) => _id === id));
  const strange = stored.filter(({ _id, notice }) => !told.some((each) => each.id === _id && same(each, notice)));
  return [
    ...missing.map(({ id }) => `lost: notice ${id}`),
    ...strange.map(({ _id }) => `notice ${_id} is not what the trail tells`),
  ];
}

/** Each is owed once; and by now it was sent, once by its Message-ID, or is drafted for a person. */
const lettersOnce: Check = ({ letters, mails }) => {
  const owed = letters.map(({ sequence, letter }) => `${sequence}/${letter.kind}`);
  const twice = owed.filter((one, index) => owed.indexOf(one) !== index);
  const came = ({ letter }: (typeof letters)[number]): number =>
    mails.filter(({ messageId }) => messageId === messageIdOf(letter.id)).length;
  const mailed = letters.filter(({ letter }) => letter.state === 'sent');
  return [
    ...letters
      .filter(({ letter: { state } }) => state !== 'sent' && state !== 'drafted')
      .map(({ _id, letter }) => `letter ${_id} is ${letter.state}`),
    ...mailed
      .filter((each) => each.letter.messageId !== messageIdOf(each.letter.id) || came(each) === 0)
      .map(({ _id }) => `lost: letter ${_id} was sent and is in no mailbox`),
    ...(mails.length > mailed.length ? [`doubled: ${mails.length} mails for ${mailed.length} letters sent`] : []),
    ...twice.map((one) => `doubled: letter ${one} is owed twice`),
    ...letters
      .filter(({ _id, letter }) => _id !== letter.id)
      .map(({ _id, letter }) => `letter ${_id} says that it is ${letter.id}`),
  ];
};

/** Workflow, store and API tell the same. */
const sameEverywhere: Check = ({ entries, stored, held, letters, api, hasKey }) => [
  ...(same(held, stored?.complaint) ? [] : [`the workflow holds other facts (version ${held?.version})`]),
  ...(api.version === stored?.version ? [] : [`the API tells version ${api.version}`]),
  ...(isDeepStrictEqual(
    api.trail,
    entries.map(({ sequence, hash }) => ({ sequence, hash })),
  )
    ? []
    : ['the API tells another trail']),
  ...(isDeepStrictEqual(api.letters.toSorted(), letters.map(({ _id }) => _id).toSorted())
    ? []
    : ['the API tells other letters']),
  ...(hasKey ? [] : ['its key is gone']),
];

const wentWell: Check = ({ workflow: { status, failedTasks, pending }, stored }) => {
  const wanted = stored && owesNothing(stored.complaint) ? 'COMPLETED' : 'RUNNING';
  return [
    ...(status === wanted ? [] : [`its workflow is ${status}, not ${wanted}`]),
    ...failedTasks.map((why) => `a workflow task failed: ${why}`),
    ...pending.map((what) => `still pending: ${what}`),
  ];
};

/** What is wrong with the whole: complaints that nobody lodged, or that are not where they should be. */
export function breachesOfAll({ complaints, workflows, strays }: Census, asked: readonly Asked[]): string[] {
  const lodged = asked.filter(({ kind, became }) => kind === 'receive' && became === 'answered');
  const references = new Set(lodged.map(({ reference }) => reference));
  const unanswered = asked.filter(({ kind, became }) => kind === 'receive' && became !== 'answered').length;
  const unknown = complaints.filter((reference) => !references.has(reference));
  const running = new Set(workflows.map(({ reference }) => reference));
  return [
    ...[...references].filter((each) => each && !complaints.includes(each)).map((each) => `lost: complaint ${each}`),
    ...(unknown.length > unanswered ? [`nobody lodged ${unknown.join(', ')}`] : []),
    ...complaints.filter((each) => !running.has(each)).map((each) => `${each} has no workflow`),
    ...workflows
      .filter(({ status }) => status !== 'RUNNING' && status !== 'COMPLETED')
      .map(({ reference, status }) => `the workflow of ${reference} is ${status}`),
    ...(references.size === lodged.length ? [] : ['two receipts were answered with one reference']),
    ...strays,
  ];
}

const same = (one: unknown, other: unknown): boolean =>
  one !== undefined && other !== undefined && canonical(one) === canonical(other);
