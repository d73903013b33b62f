import { classifications, flags, type Action } from '../../domain/action.ts';
import type { Actor } from '../../domain/actor.ts';
import { allowed } from '../../domain/allowed.ts';
import { closeReasons, type Complaint } from '../../domain/complaint.ts';
import { personalKinds, type PersonalKind } from '../../domain/fields.ts';
import { perform } from '../../domain/perform.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Rules } from '../../domain/rules.ts';
import { actionOf } from './life.ts';

const theirs = ['accept', 'reject', 'withdraw', 'rate', 'receiveInformation'];

/** Every way of saying each action that could make the difference. */
const variantsFor = (
  { allegations, redress, subjects, links = [], consents = [], duplicateOf = 'C-9', lastAt }: Complaint,
  { pauses, clocks }: Rules,
): { readonly [K in PersonalKind]?: readonly object[] } => ({
  find: [0, ...allegations.map(({ number }) => number), 99].map((allegation) => ({ allegation })),
  carryOut: [0, ...redress.map(({ number }) => number), 99].map((number) => ({ redress: number })),
  verify: [0, ...redress.map(({ number }) => number), 99].map((number) => ({ redress: number })),
  close: closeReasons.map((reason) => ({ reason, ...(reason === 'duplicate' && { answeredAt: lastAt }) })),
  pause: ['unlisted', ...pauses.map(({ reason }) => reason)].map((reason) => ({ reason })),
  resume: ['unlisted', ...pauses.map(({ reason }) => reason)].map((reason) => ({ reason })),
  extend: ['unheard-of', ...clocks.map(({ name }) => name)].map((clock) => ({ clock, ground: 'complex' })),
  mark: flags.map((flag) => ({ flag })),
  unmark: flags.map((flag) => ({ flag })),
  reclassify: classifications.map((as) => ({ as })),
  escalate: [{ reason: 'sealed' }, { onBehalf: true }],
  addEvidence: [...allegations.map(({ number }) => number), 99].map((allegation) => ({ allegation })),
  tellSubject: subjects.map((each) => ('staff' in each ? each : { staff: 'nobody' })),
  link: ['related', 'aboutHandling'].map((as) => ({ reference: 'C-77', as })),
  unlink: [...links, { reference: duplicateOf }].map(({ reference }) => ({ reference })),
  transfer: [{ to: 'nowhere-yet' }],
  refer: ['ombudsman', ...consents].map((body) => ({ body })),
  group: [{ problem: 'unheard-of' }],
  agreePeriod: [{ date: '2040-12-28' }],
  assign: [
    { handler: 'somebody', roles: ['contact', 'handler'] },
    { handler: 'somebody', roles: ['manager'] },
    { handler: 'somebody', roles: ['head'] },
  ],
  ...Object.fromEntries(
    [...theirs, 'consent', 'nameRepresentative', 'endRepresentation'].map((kind) => [kind, [{ onBehalf: true }]]),
  ),
});

/** Where `allowed` says one thing and `perform` does another; empty where they agree, value by value. */
export function mismatches(complaint: Complaint, by: Actor, rules: Rules): string[] {
  const variants = variantsFor(complaint, rules);
  const offers = allowed(complaint, by, rules).allowed;
  return personalKinds.flatMap((kind) => {
    const offer = offers.find((each) => each.kind === kind);
    const said = variants[kind] ?? [{}];
    const done = said.filter((fields) => succeeds(complaint, actionOf(kind, fields), by, rules));
    if (!offer) return done.map((fields) => `${kind} ${JSON.stringify(fields)} is not offered and can be done`);
    if (done.length === 0) return [`${kind} is offered to ${by.id} and cannot be done`];
    const [name, values] = Object.entries(offer.fields).flatMap(([field, { values }]) =>
      values && ['allegation', 'redress', 'reason', 'clock', 'flag', 'as'].includes(field)
        ? [[field, values] as const]
        : [],
    )[0] ?? ['', undefined];
    const possible = done.flatMap((fields) => (name in fields ? (fields as { [name: string]: unknown })[name] : []));
    if (!values || JSON.stringify(possible) === JSON.stringify(values)) return [];
    return [`${kind}: offered ${values.join(' ')}, possible ${possible.join(' ')}`];
  });
}

function succeeds(complaint: Complaint, action: Action, by: Actor, rules: Rules): boolean {
  try {
    perform(complaint, { action, by, at: complaint.lastAt }, rules);
    return true;
  } catch (error) {
    // Whether a clock that may be extended still has an extension left is said when one is asked for, with the reason.
    if (error instanceof Refusal) return error.rule === 'extension.usedUp';
    throw error;
  }
}
