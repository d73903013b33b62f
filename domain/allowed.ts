import { classifications, flags, type ActionOf } from './action.ts';
import type { Actor } from './actor.ts';
import { closeReasons, type Complaint } from './complaint.ts';
import { fields, personalKinds, type Field, type PersonalKind } from './fields.ts';
import { extendableClocks, guards, pausableReasons, pausedReasons } from './guards.ts';
import { closes, isBeforeProposal } from './closing.ts';
import { toBeWritten } from './letter.ts';
import { rowOf } from './lifecycle.ts';
import { mayEver, refuse } from './perform.ts';
import { Refusal } from './refusal.ts';
import { owed } from './road.ts';
import type { Rules } from './rules.ts';

type Allowed = { kind: PersonalKind; fields: { [name: string]: Field } };
type NotNow = { kind: PersonalKind; refusal: Refusal };

/**
 * What this person may do to the complaint now, with the fields each action needs, and what their role has but a rule
 * forbids at the moment. The same rows and guards that `perform` asks.
 */
export function allowed(complaint: Complaint, by: Actor, rules: Rules): { allowed: Allowed[]; notNow: NotNow[] } {
  const answer: { allowed: Allowed[]; notNow: NotNow[] } = { allowed: [], notNow: [] };
  for (const kind of personalKinds) {
    if (!mayEver(rowOf(kind), by.role, complaint.tier, rules)) continue;
    try {
      refuse({ complaint, by, rules, kind });
      answer.allowed.push({ kind, fields: { ...asked(kind, complaint, by), ...now(kind, complaint, by, rules) } });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      answer.notNow.push({ kind, refusal: error });
    }
  }
  return answer;
}

/** The fields to ask for: none that could only be refused, or that the complainant has no use for. */
function asked(kind: PersonalKind, { stage }: Complaint, by: Actor): { [name: string]: Field } {
  const own = by.role === 'complainant' && 'onBehalf' in fields[kind];
  const needless = [
    ...(own ? ['onBehalf', 'channel', 'speaker'] : []),
    ...(isBeforeProposal(stage) ? [] : ['allegations']),
  ];
  return Object.fromEntries(Object.entries(fields[kind]).filter(([name]) => !needless.includes(name)));
}

/** The values that are possible at this moment, where they depend on it. */
function now(kind: PersonalKind, complaint: Complaint, by: Actor, rules: Rules): { [name: string]: Field } {
  switch (kind) {
    case 'find':
      return { allegation: { required: true, values: complaint.allegations.map(({ number }) => number) } };
    case 'propose': {
      const elements = toBeWritten(rules, 'decision').map(
        (element) => [`letter.${element}`, { required: true }] as const,
      );
      return Object.fromEntries(elements);
    }
    case 'decide':
      return { outcome: { required: false, values: rules.outcomes } };
    case 'pause':
      return { reason: { required: true, values: pausableReasons(complaint, rules) } };
    case 'resume':
      return { reason: { required: true, values: pausedReasons(complaint) } };
    case 'extend': {
      const clocks = extendableClocks(complaint, rules);
      const grounds = clocks.flatMap(({ extensions }) => [
        ...(extensions?.grounds ?? []),
        ...(extensions?.longer?.grounds ?? []),
      ]);
      return {
        clock: { required: true, values: clocks.map(({ name }) => name) },
        ground: { required: false, values: [...new Set(grounds)] },
      };
    }
    case 'carryOut':
      return numbers(owed(complaint).filter(({ carriedOutAt }) => !carriedOutAt));
    case 'verify':
      return numbers(
        owed(complaint).filter((each) => each.carriedOutAt && !each.verifiedAt && each.carriedOutBy !== by.id),
      );
    case 'close':
      return {
        reason: { required: true, values: closeReasons.filter((reason) => closes(reason, complaint, rules, by)) },
      };
    case 'unlink': {
      const { links = [], duplicateOf } = complaint;
      const known = [...links.map(({ reference }) => reference), ...(duplicateOf ? [duplicateOf] : [])];
      return { reference: { required: true, values: known } };
    }
    case 'tellSubject': {
      const staff = complaint.subjects.flatMap((each) => ('staff' in each ? each.staff : []));
      return { staff: { required: true, values: staff } };
    }
    case 'addEvidence':
      return { allegation: { required: false, values: complaint.allegations.map(({ number }) => number) } };
    case 'mark':
      return { flag: { required: true, values: flags.filter((flag) => !complaint.flags.includes(flag)) } };
    case 'unmark':
      return { flag: { required: true, values: complaint.flags } };
    case 'reclassify': {
      const { classification: now = 'complaint' } = complaint;
      return { as: { required: true, values: classifications.filter((each) => each !== now) } };
    }
    case 'escalate':
      return by.role === 'complainant' ? {} : escalating(complaint, by, rules);
    case 'reopen':
      if (rules.reopenedBy.includes('organisation')) return {};
      return by.role === 'complainant' ? {} : { onBehalf: { required: true, values: [true] } };
    case 'accept':
    case 'reject':
    case 'withdraw':
    case 'rate':
    case 'receiveInformation':
    case 'consent':
    case 'nameRepresentative':
    case 'endRepresentation':
      return by.role === 'complainant' ? {} : { onBehalf: { required: true, values: [true] } };
    case 'acknowledge':
    case 'assess':
    case 'assign':
    case 'takeOver':
    case 'handBack':
    case 'declareConflict':
    case 'nameSubjects':
    case 'attempt':
    case 'tag':
    case 'transfer':
    case 'acceptTransfer':
    case 'refuseTransfer':
    case 'link':
    case 'markDuplicate':
    case 'group':
    case 'hold':
    case 'release':
    case 'interview':
    case 'explain':
    case 'agreePeriod':
    case 'explainDelay':
    case 'settle':
    case 'addInformation':
    case 'investigate':
    case 'inform':
    case 'ask':
    case 'approve':
    case 'sendBack':
    case 'refer':
    case 'recordOutcome':
    case 'takeBack':
    case 'correct':
      return {};
  }
}

/** Of itself the office says why; in the complainant's name it is they who go on. */
function escalating(complaint: Complaint, by: Actor, rules: Rules): { [name: string]: Field } {
  const may = (action: ActionOf<'escalate'>): boolean =>
    !guards.tierAbove({ complaint, by, rules, kind: 'escalate', action });
  const [alone, behalf] = [may({ kind: 'escalate' }), may({ kind: 'escalate', onBehalf: true })];
  if (alone && behalf) return {};
  return alone ? { reason: { required: true } } : { onBehalf: { required: true, values: [true] } };
}

const numbers = (redress: { number: number }[]) => ({
  redress: { required: true, values: redress.map(({ number }) => number) },
});
