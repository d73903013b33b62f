import { isNewAbsence } from '../deputy.ts';
import { assignable, hasStaffSubject, isSubject, isTold } from '../objectivity.ts';
import type { Question, Rule } from '../guards.ts';
import { notNow, notYours } from '../refusal.ts';
import { tierRule } from '../rules.ts';
import { decidedNever } from '../closing.ts';

/** The rules of what is done beside the road, by name. */
export const guardsBeside = {
  handlerAway: ({ complaint, action }) =>
    action?.kind === 'deputise' && !isNewAbsence(complaint, action) && notNow('handlerAway', { absent: action.absent }),

  deputyMay: ({ complaint, action, rules }) =>
    action?.kind === 'deputise' && action.deputy && assignable(complaint, action.deputy, rules),

  notOnItsWay: ({ complaint }) => complaint.transfer !== undefined && notNow('notOnItsWay'),
  onItsWay: ({ complaint }) => !complaint.transfer && notNow('onItsWay'),

  /** Once there was a decision of ours it was ours: it goes its way here, and never to somebody else. */
  transferable: ({ complaint, action }) =>
    !decidedNever(complaint) &&
    (action?.kind === 'transfer' ? action.outside === true : complaint.transfer?.outside === true) &&
    notNow('transferable'),

  /** Whoever passes it on does not take it for those to whom it goes. */
  notOwnTransfer: ({ complaint: { transfer }, by }) =>
    transfer !== undefined && !transfer.outside && transfer.by === by.id && notYours('notOwnTransfer'),

  /** Where the complainant withholds who they are, only those get to know it whom they let (4.10). */
  consentGiven({ complaint: { flags, consents = [] }, action, kind }) {
    if (!flags.includes('identityWithheld')) return undefined;
    if (!action) return kind === 'refer' && consents.length === 0 && notNow('consentGiven');
    const receiver = receiverIn(action);
    return receiver !== undefined && !consents.includes(receiver) && notNow('consentGiven');
  },

  unlinked: ({ complaint: { links = [] }, action }) =>
    action?.kind === 'link' &&
    links.some(({ reference }) => reference === action.reference) &&
    notNow('unlinked', { reference: action.reference }),

  linked({ complaint: { links = [], duplicateOf }, action }) {
    const known = [...links.map(({ reference }) => reference), ...(duplicateOf ? [duplicateOf] : [])];
    if (action?.kind !== 'unlink') return known.length === 0 && notNow('notLinked');
    return !known.includes(action.reference) && notNow('linked', { reference: action.reference });
  },

  noDuplicate: ({ complaint: { duplicateOf } }) =>
    duplicateOf !== undefined && notNow('noDuplicate', { reference: duplicateOf }),

  notOfProblem: ({ complaint: { problem }, action }) =>
    action?.kind === 'group' && action.problem === problem && notNow('notOfProblem', { code: action.problem }),

  notHeld: ({ complaint: { heldSince } }) => heldSince !== undefined && notNow('notHeld'),
  held: ({ complaint: { heldSince } }) => heldSince === undefined && notNow('held'),
  represented: ({ complaint: { representative } }) => !representative && notNow('represented'),

  /** Those it is about have heard what is said of them before they are asked, and before anybody proposes an answer. */
  toldFirst: ({ complaint, action }) =>
    action?.kind === 'interview' &&
    action.staff !== undefined &&
    isSubject(complaint, action.staff) &&
    !isTold(complaint, action.staff) &&
    notNow('toldFirst', { handler: action.staff }),

  subjectsTold({ complaint }) {
    const untold = complaint.subjects.flatMap((each) =>
      'staff' in each && !isTold(complaint, each.staff) ? [each.staff] : [],
    );
    return untold.length > 0 && notNow('subjectsTold', { handler: untold[0]! });
  },

  aboutStaff({ complaint, action }) {
    if (action?.kind !== 'tellSubject') return !hasStaffSubject(complaint) && notNow('aboutNobody');
    return !isSubject(complaint, action.staff) && notNow('aboutStaff', { handler: action.staff });
  },

  theSubject: ({ complaint, by }) => !isSubject(complaint, by.id) && notYours('theSubject'),

  /** Only where the procedure goes by what was agreed. */
  periodAgreeable: ({ rules: { clocks } }) =>
    clocks.every(({ limit }) => !('agreedBy' in limit) || limit.agreedBy !== 'periodAgreed') &&
    notNow('periodAgreeable'),

  /** Those of the unit complained about do not judge it, where the procedure says so (FORMAT.md 4.4). */
  notSameUnit: ({ complaint: { tier }, by, rules }) =>
    by.sameUnit === true && tierRule(rules, tier).excluded.includes('sameUnit') && notYours('notSameUnit'),
} satisfies Record<string, Rule>;

/** Outside, to whom it would go. */
function receiverIn(action: NonNullable<Question['action']>): string | undefined {
  if (action.kind === 'refer') return action.body;
  return action.kind === 'transfer' && action.outside ? action.to : undefined;
}
