import { expect, test } from '@jest/globals';
import { actionKinds } from '../../domain/lifecycle.ts';
import type { ActionKind } from '../../domain/action.ts';
import { roles as allRoles, type Actor } from '../../domain/actor.ts';
import { lodge } from '../../domain/advance.ts';
import { perform } from '../../domain/perform.ts';
import { actionOf, monday, receipt, told, whyNot, type Life } from './life.ts';
import * as people from './people.ts';

const { complainant, handler } = people;
const ways = [{ kind: 'refund' }];
const atReview = () => told.decided().does(complainant, 'reject');
const reviewFound = () => atReview().does(people.manager2, 'find');
const reviewProposed = () => reviewFound().does(people.manager2, 'propose');

/** Where the answer is due by a day that was agreed. */
const agreed = people.withClock('decision', {
  limit: { agreedBy: 'periodAgreed', otherwise: { count: 6, unit: 'months' } },
});

/** Another one of the role, so that nobody is kept out for what they did before. */
const someone = (role: Actor['role']): Actor =>
  role === 'complainant'
    ? complainant
    : role === 'clock'
      ? people.clock
      : { id: `another ${role}`, role, authority: people.pounds('100000') };

/**
 * Who may do what, each at its natural place on the road. To be read, and signed, by whoever answers for the procedure:
 * x may, - may not, o may in the complainant's name only.
 */
const signed = `
                                   complainant contact handler manager head complaints-manager auditor administrator clock
receive                            x           x       x       x       x    x                  -       x             -
acknowledge                        -           x       x       x       x    x                  -       -             x
assess                             -           x       x       x       x    x                  -       -             -
assign                             -           -       x       x       x    x                  -       -             x
inform                             -           x       x       x       x    x                  -       -             -
ask                                -           x       x       x       x    x                  -       -             -
receiveInformation                 -           o       o       o       o    o                  -       -             -
addInformation                     x           -       -       -       -    -                  -       -             -
deputise                           -           -       -       -       -    -                  -       -             x
takeOver                           -           x       x       -       -    -                  -       -             -
takeOver, in the first review      -           -       -       x       -    -                  -       -             -
handBack                           -           -       x       -       -    -                  -       -             -
declareConflict                    -           x       x       x       x    x                  -       -             -
nameSubjects                       -           x       x       x       x    x                  -       -             -
mark                               -           x       x       x       x    x                  -       -             -
unmark                             -           -       x       x       x    x                  -       -             -
reclassify                         -           -       x       x       x    x                  -       -             -
tag                                -           -       x       x       x    x                  -       -             -
transfer                           -           -       x       x       x    x                  -       -             -
acceptTransfer                     -           -       x       x       x    x                  -       -             -
refuseTransfer                     -           -       x       x       x    x                  -       -             -
link                               -           x       x       x       x    x                  -       -             -
unlink                             -           -       x       x       x    x                  -       -             -
markDuplicate                      -           x       x       x       x    x                  -       -             -
group                              -           -       x       x       x    x                  -       -             -
hold                               -           -       -       -       -    x                  -       x             -
release                            -           -       -       -       -    x                  -       x             -
consent                            x           o       o       o       o    o                  -       -             -
nameRepresentative                 x           o       o       o       o    o                  -       -             -
endRepresentation                  x           o       o       o       o    o                  -       -             -
addEvidence                        -           x       x       x       x    x                  -       -             -
interview                          -           x       x       -       -    -                  -       -             -
tellSubject                        -           -       x       x       x    x                  -       -             -
explain                            -           x       x       x       x    x                  -       -             -
agreePeriod                        -           x       x       x       x    x                  -       -             -
explainDelay                       -           x       x       x       x    x                  -       -             -
attempt                            -           x       x       x       x    x                  -       -             -
settle                             -           x       x       -       -    -                  -       -             -
pause                              -           -       x       x       x    x                  -       -             -
resume                             -           -       x       x       x    x                  -       -             -
extend                             -           -       -       -       -    x                  -       -             -
extend, where nobody must agree    -           -       x       x       x    x                  -       -             -
investigate                        -           x       x       -       -    -                  -       -             -
find                               -           x       x       -       -    -                  -       -             -
find, in the first review          -           -       -       x       -    -                  -       -             -
find, in the last review           -           -       -       -       x    x                  -       -             -
propose                            -           x       x       -       -    -                  -       -             -
propose, in the first review       -           -       -       x       -    -                  -       -             -
approve                            -           -       -       x       x    x                  -       -             -
approve, in the first review       -           -       -       x       x    x                  -       -             -
sendBack                           -           -       -       x       x    x                  -       -             -
decide                             -           x       x       x       x    x                  -       -             -
decide, in the first review        -           -       -       x       x    x                  -       -             -
accept                             x           o       o       o       o    o                  -       -             x
reject                             x           o       o       o       o    o                  -       -             -
withdraw                           x           o       o       o       o    o                  -       -             -
escalate                           x           x       x       x       x    x                  -       -             x
carryOut                           -           x       x       x       x    x                  -       -             -
verify                             -           x       x       x       x    x                  -       -             -
refer                              -           -       x       x       x    x                  -       -             -
takeBack                           -           -       x       x       x    x                  -       -             -
recordOutcome                      -           -       x       x       x    x                  -       -             -
close                              -           -       x       x       x    x                  -       -             x
reopen                             x           x       x       x       x    x                  -       -             -
rate                               x           o       o       o       o    o                  -       -             -
correct                            x           x       x       x       x    x                  -       x             -
runOut                             -           -       -       -       -    -                  -       -             x
warn                               -           -       -       -       -    -                  -       -             x
remind                             -           -       -       -       -    -                  -       -             x
revise                             -           -       -       -       -    -                  -       -             x
letterFailed                       -           -       -       -       -    -                  -       -             x
`;

/** Where each row of the table is asked. */
const places: { [row: string]: () => Life } = {
  acknowledge: told.received,
  assess: told.acknowledged,
  assign: () => told.assessed({ rules: people.withTiers(() => ({ roles: ['handler', 'contact'] })) }),
  inform: told.acknowledged,
  ask: told.acknowledged,
  receiveInformation: () => told.acknowledged().does(handler, 'ask'),
  addInformation: told.acknowledged,
  deputise: () => told.assessed().does(handler, 'takeOver'),
  takeOver: told.assessed,
  'takeOver, in the first review': atReview,
  handBack: () => told.assessed().does({ ...handler, id: 'another handler' }, 'takeOver'),
  declareConflict: told.assessed,
  nameSubjects: told.assessed,
  mark: told.assessed,
  unmark: () => told.assessed().does(handler, 'mark'),
  reclassify: told.assessed,
  tag: told.assessed,
  transfer: told.assessed,
  acceptTransfer: () => told.assessed().does(handler, 'transfer'),
  refuseTransfer: () => told.assessed().does(handler, 'transfer'),
  link: told.assessed,
  unlink: () => told.assessed().does(handler, 'link'),
  markDuplicate: told.assessed,
  group: told.assessed,
  hold: told.assessed,
  release: () => told.assessed().does(people.administrator, 'hold'),
  consent: told.assessed,
  nameRepresentative: told.assessed,
  endRepresentation: () => told.assessed({ representative: {} }),
  addEvidence: told.investigated,
  interview: told.investigated,
  tellSubject: () => told.assessed().does(people.manager, 'nameSubjects'),
  explain: () => told.received({ subjects: allRoles.map((role) => ({ staff: someone(role).id })) }),
  agreePeriod: () => told.assessed({ rules: agreed }),
  explainDelay: told.assessed,
  attempt: told.assessed,
  settle: told.received,
  pause: () => told.investigated({ rules: people.pausedForCourt }),
  resume: () => told.investigated({ rules: people.pausedForCourt }).does(handler, 'pause'),
  extend: told.investigated,
  'extend, where nobody must agree': () => told.investigated({ rules: people.extendedByAnybody }),
  investigate: told.assessed,
  find: told.investigated,
  'find, in the first review': atReview,
  // 20 working days twice: 3 to 30 November, then 2 to 31 December without Christmas and its Monday.
  'find, in the last review': () => told.assessed().wait(29).wait(31),
  propose: told.found,
  'propose, in the first review': reviewFound,
  approve: () => told.proposed(ways),
  'approve, in the first review': reviewProposed,
  sendBack: () => told.proposed(ways),
  decide: () => told.approved(ways),
  'decide, in the first review': () => reviewProposed().does(someone('head'), 'approve'),
  accept: told.decided,
  reject: told.decided,
  withdraw: told.decided,
  escalate: told.decided,
  carryOut: () => told.accepted(ways),
  verify: () => told.accepted(ways).does(handler, 'carryOut'),
  refer: told.decided,
  takeBack: told.decided,
  recordOutcome: () => told.decided().does(handler, 'refer'),
  close: told.accepted,
  reopen: () => told.accepted().does(handler, 'close'),
  rate: told.decided,
  correct: told.decided,
  runOut: () => told.investigated().meanwhile('2026-12-01T00:00:00.000Z'),
  warn: () => told.investigated().meanwhile('2026-11-17T09:00:00.000Z'),
  remind: () => told.investigated().until('2026-12-01T00:00:00.000Z').meanwhile('2026-12-08T09:00:00.000Z'),
  letterFailed: () => told.received(),
  revise: () => {
    const calendars = [...people.houseRules.calendars, people.secondRevision()];
    return { ...told.investigated(), rules: { ...people.houseRules, calendars } };
  },
};

const [header = '', ...lines] = signed.trim().split('\n');
const roles = header.trim().split(/\s+/) as Actor['role'][];
const rows = lines.map((line) => {
  const [, name = '', marks = ''] = /^(.{35})(.*)$/.exec(line) ?? [];
  return { name: name.trim(), marks: marks.trim().split(/\s+/) };
});

const refusal = (name: string, by: Actor, fields: object): string => {
  const kind = (name.split(',')[0] ?? '') as ActionKind;
  if (kind === 'receive') {
    return whyNot(() => lodge('C-1', { action: receipt(), by, at: monday }, people.houseRules));
  }
  const place = places[name];
  if (!place) throw new Error(`Where is ${name} to be asked?`);
  const { complaint, rules, now } = place();
  return whyNot(() => perform(complaint, { action: actionOf(kind, fields), by, at: now }, rules));
};

test.each(rows)('who may $name', ({ name, marks }) => {
  const found = roles.map((role) => {
    const own = refusal(name, someone(role), {});
    if (own === 'nobody refused') return 'x';
    expect(own).toMatch(/^not-yours/);
    return refusal(name, someone(role), { onBehalf: true }) === 'nobody refused' ? 'o' : '-';
  });
  expect(Object.fromEntries(roles.map((role, index) => [role, found[index]]))).toEqual(
    Object.fromEntries(roles.map((role, index) => [role, marks[index]])),
  );
});

test('every action and every role stands in the table', () => {
  expect(new Set(rows.map(({ name }) => name.split(',')[0]))).toEqual(new Set(actionKinds));
  expect(rows.every(({ marks }) => marks.length === roles.length)).toBe(true);
  expect(roles.toSorted()).toEqual(allRoles.toSorted());
});
