import type { Action, ActionOf } from '../domain/action.ts';
import type { Actor } from '../domain/actor.ts';
import { closeReasons, type Complaint } from '../domain/complaint.ts';
import { personalKinds, type PersonalKind } from '../domain/fields.ts';
import { isAsked, pausableReasons, pausedReasons } from '../domain/guards.ts';
import { toBeWritten } from '../domain/letter.ts';
import { rowOf } from '../domain/lifecycle.ts';
import { isTold } from '../domain/objectivity.ts';
import { mayEver, refuse } from '../domain/perform.ts';
import { Refusal } from '../domain/refusal.ts';
import { owed } from '../domain/road.ts';
import type { Rules } from '../domain/rules.ts';
import type { Bearing } from './bearing.ts';
import { much, spokesmen, type Person } from './people.ts';

export type Move = { by: Actor; action: Action };

/**
 * Left out of the exploration, since they change nothing that another rule or promise asks: whoever has it (`assign`,
 * `takeOver`, `handBack`), what is put right, told or noted, and ratings. What is passed on, a duplicate, a representative
 * and an agreed period are not explored either. Further: `unmark` and more subjects lead back or
 * narrow who may act, as `declareConflict` does; `extend` moves a due instant, and of those only the order is known here.
 */
const leftOut: readonly PersonalKind[] = [
  ...(['assign', 'takeOver', 'handBack', 'correct', 'inform', 'addInformation', 'attempt'] as const),
  ...([
    'rate',
    'unmark',
    'nameSubjects',
    'extend',
    'takeBack',
    'tag',
    'link',
    'unlink',
    'group',
    'hold',
    'release',
  ] as const),
  ...(['transfer', 'acceptTransfer', 'refuseTransfer', 'markDuplicate', 'consent', 'interview', 'explain'] as const),
  ...(['nameRepresentative', 'endRepresentation', 'addEvidence', 'agreePeriod', 'explainDelay'] as const),
];

/** Side ways: together at most so many in one life (`Bounds`). */
export const detours: readonly PersonalKind[] = [
  ...(['ask', 'pause', 'mark', 'reclassify', 'declareConflict', 'reopen'] as const),
];

/** Whoever does these leaves the same behind, and no promise but that they may act at all asks who it was: one does them. */
const anybodys: readonly PersonalKind[] = [
  ...(['acknowledge', 'ask', 'receiveInformation', 'pause', 'resume', 'mark', 'reclassify'] as const),
  ...([
    'refer',
    'recordOutcome',
    'close',
    'accept',
    'reject',
    'withdraw',
    'escalate',
    'reopen',
    'carryOut',
    'tellSubject',
  ] as const),
];

/** All that somebody could do now and that leads on, with every way of saying it that could make a difference. */
export function movesAt(complaint: Complaint, rules: Rules, bearing: Bearing, mayTurn: boolean): Move[] {
  const people = spokesmen(complaint, rules);
  return personalKinds
    .filter((kind) => !leftOut.includes(kind) && (mayTurn || !detours.includes(kind)))
    .flatMap((kind) => {
      const able = people.filter((by) => isAble(by, kind, complaint, rules));
      const each = anybodys.includes(kind) ? oneOfEachSide(able) : able;
      return each.flatMap((by) => said(kind, complaint, by, rules, bearing).map((action) => ({ by, action })));
    });
}

/** Of the staff and of the complainant, whom a rule ought to stop rather than others. */
const oneOfEachSide = (people: readonly Person[]): Person[] =>
  people.filter(
    ({ role }, index) =>
      people.findIndex((each) => (each.role === 'complainant') === (role === 'complainant')) === index,
  );

const isAble = (by: Person, kind: PersonalKind, complaint: Complaint, rules: Rules): boolean =>
  mayEver(rowOf(kind), by.role, complaint.tier, rules) && may({ complaint, by, rules, kind });

export function may(question: Parameters<typeof refuse>[0]): boolean {
  try {
    refuse(question);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

const words = 'sealed';
const assessment = {
  severity: 'low',
  complexity: 'simple',
  impact: { actual: 'one', possible: 'one' },
  immediateAction: { needed: false, possible: true },
  compensationLikely: false,
} as const;

/** Every way of saying an action that leads elsewhere. What does not hold is said too, where a rule has to refuse it. */
function said(
  kind: PersonalKind,
  complaint: Complaint,
  by: Person,
  rules: Rules,
  { telling, outcomes }: Bearing,
): Action[] {
  const { stage, allegations, outside } = complaint;
  switch (kind) {
    case 'acknowledge':
      return stage === 'received' ? [{ kind }] : [];
    case 'approve':
    case 'investigate':
    case 'accept':
    case 'reject':
    case 'withdraw':
      return [{ kind }];
    case 'assess': {
      if (stage !== 'received' && stage !== 'acknowledged') return [];
      const dangers = telling.has('safety') && !complaint.tags.includes('safety') ? [false, true] : [false];
      return dangers.map((safety) => ({ kind, ...assessment, safety }));
    }
    case 'find': {
      const open = allegations.find(({ finding }) => !finding);
      return open ? [{ kind, allegation: open.number, outcome: 'upheld', words }] : [];
    }
    case 'ask':
      return isAsked(complaint) ? [] : [{ kind, words }];
    case 'receiveInformation':
      return [{ kind, words, onBehalf: true }];
    case 'pause':
      return pausableReasons(complaint, rules).map((reason) => ({ kind, reason }));
    case 'resume':
      return pausedReasons(complaint).map((reason) => ({ kind, reason }));
    case 'propose': {
      const letter = Object.fromEntries(toBeWritten(rules).map((element) => [element, words]));
      const redress: ActionOf<'propose'>['redress'][] = [[], [{ kind: 'refund', amount: much }]];
      return redress.map((each) => ({ kind, redress: each, letter }));
    }
    case 'settle':
      return [{ kind, words }];
    case 'sendBack':
    case 'declareConflict':
      return kind === 'declareConflict' && by.isSecond ? [] : [{ kind, reason: words }];
    case 'decide':
      return [{ kind }, ...outcomes.map((outcome) => ({ kind, outcome }) as const)];
    case 'escalate':
      return by.role === 'complainant' ? [{ kind }] : [{ kind, reason: words }];
    case 'carryOut':
    case 'verify':
      return owed(complaint).map(({ number }) => ({ kind, redress: number }));
    case 'refer': // once: a body that has spoken could order more and more
      return complaint.referral ? [] : [{ kind, body: outside[0]?.body ?? 'outside' }];
    case 'recordOutcome':
      return [
        { kind, outcome: 'notUpheld' },
        { kind, outcome: 'upheld', redress: [{ kind: 'refund', amount: much }] },
      ];
    case 'close':
      return closeReasons.map((reason) => ({ kind, reason }));
    case 'reopen':
      return [{ kind, reason: words }];
    case 'tellSubject':
      return complaint.subjects.flatMap((each) =>
        'staff' in each && !isTold(complaint, each.staff) ? [{ kind, staff: each.staff, words }] : [],
      );
    case 'mark':
      return telling.has('significant') && !complaint.tags.includes('significant')
        ? [{ kind, flag: 'significant', reason: words }]
        : [];
    case 'reclassify':
      return complaint.classification ? [] : [{ kind, as: 'enquiry', reason: words }];
    case 'takeBack':
    case 'tag':
    case 'transfer':
    case 'acceptTransfer':
    case 'refuseTransfer':
    case 'link':
    case 'unlink':
    case 'markDuplicate':
    case 'group':
    case 'hold':
    case 'release':
    case 'consent':
    case 'nameRepresentative':
    case 'endRepresentation':
    case 'addEvidence':
    case 'interview':
    case 'explain':
    case 'agreePeriod':
    case 'explainDelay':
    case 'attempt':
    case 'assign':
    case 'takeOver':
    case 'handBack':
    case 'nameSubjects':
    case 'unmark':
    case 'inform':
    case 'addInformation':
    case 'extend':
    case 'rate':
    case 'correct':
      return [];
  }
}
