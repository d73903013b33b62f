import type { Action, ActionOf } from '../domain/action.ts';
import type { Actor } from '../domain/actor.ts';
import type { Complaint } from '../domain/complaint.ts';
import { closeReasons } from '../domain/complaint.ts';
import { personalKinds, type PersonalKind } from '../domain/fields.ts';
import { closes } from '../domain/closing.ts';
import { pausableReasons, pausedReasons } from '../domain/guards.ts';
import { toBeWritten } from '../domain/letter.ts';
import { rowOf } from '../domain/lifecycle.ts';
import { mayEver, refuse } from '../domain/perform.ts';
import { Refusal } from '../domain/refusal.ts';
import { owed } from '../domain/road.ts';
import type { Rules } from '../domain/rules.ts';
import { much, spokesmen } from './people.ts';

export type Move = { by: Actor; action: Action };

/**
 * Left out of the exploration, since they change nothing that another rule asks: whoever has it (`assign`, `takeOver`,
 * `handBack`), what is put right, told or noted (`correct`, `inform`, `addInformation`, `attempt`), flags that are not
 * tags, and ratings. `extend` moves a due instant, and of those only the order is known here.
 */
const leftOut: readonly PersonalKind[] = [
  ...(['assign', 'takeOver', 'handBack', 'correct', 'inform', 'addInformation', 'nameSubjects', 'extend'] as const),
  ...(['unmark', 'rate', 'receiveInformation'] as const),
];

/** Side ways: together at most so many in one life (`bound` in `explore.ts`), else no end of states. */
export const detours: readonly PersonalKind[] = [
  ...(['ask', 'pause', 'mark', 'reclassify', 'attempt', 'declareConflict', 'sendBack', 'reopen', 'settle'] as const),
  ...(['withdraw'] as const),
];

/** All that somebody could do now and that leads on, with every way of saying it that could make a difference. */
export function movesAt(complaint: Complaint, rules: Rules, mayTurn: boolean): Move[] {
  const kinds = personalKinds.filter((kind) => !leftOut.includes(kind) && (mayTurn || !detours.includes(kind)));
  return spokesmen(complaint, rules).flatMap((by) =>
    kinds
      .filter((kind) => mayEver(rowOf(kind), by.role, complaint.tier, rules) && may({ complaint, by, rules, kind }))
      .flatMap((kind) => said(kind, complaint, by, rules).map((action) => ({ by, action }))),
  );
}

function may(question: Parameters<typeof refuse>[0]): boolean {
  try {
    refuse(question);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

const assessment = {
  severity: 'medium',
  complexity: 'simple',
  impact: { actual: 'one', possible: 'one' },
  immediateAction: { needed: false, possible: false },
  compensationLikely: true,
} as const;
const words = 'sealed';

/** The ways of saying it. Where staff speak, they speak for the complainant only what is the complainant's to say. */
function said(kind: PersonalKind, complaint: Complaint, by: Actor, rules: Rules): Action[] {
  const { stage, allegations, outside } = complaint;
  const isTheirs = by.role === 'complainant';
  switch (kind) {
    case 'acknowledge':
    case 'approve':
      return [{ kind }];
    case 'assess':
      return stage === 'received' || stage === 'acknowledged'
        ? [false, true].map((safety) => ({ kind, ...assessment, safety }))
        : [];
    case 'investigate':
      return [{ kind }];
    case 'find': {
      const [open] = allegations.filter(({ finding }) => !finding);
      return open ? [{ kind, allegation: open.number, outcome: 'upheld', words }] : [];
    }
    case 'ask':
      return [{ kind, words }];
    case 'pause':
      return pausableReasons(complaint, rules).map((reason) => ({ kind, reason }));
    case 'resume':
      return pausedReasons(complaint).map((reason) => ({ kind, reason }));
    case 'propose': {
      const letter = Object.fromEntries(toBeWritten(rules, 'decision').map((element) => [element, words]));
      const redress: ActionOf<'propose'>['redress'][] = [[], [{ kind: 'refund', amount: much }]];
      return redress.map((each) => ({ kind, redress: each, letter }));
    }
    case 'settle':
      return [{ kind, words }];
    case 'sendBack':
    case 'declareConflict':
      return [{ kind, reason: words }];
    case 'decide':
      return [undefined, ...rules.outcomes].map((outcome) => ({ kind, ...(outcome && { outcome }) })).slice(0, 2);
    case 'accept':
    case 'reject':
    case 'withdraw':
      return isTheirs ? [{ kind }] : [];
    case 'escalate':
      return isTheirs ? [{ kind }] : [{ kind, reason: words }];
    case 'carryOut':
    case 'verify':
      return owed(complaint).map(({ number }) => ({ kind, redress: number }));
    case 'refer':
      return (outside.length > 0 ? outside : [{ body: 'outside' }]).slice(0, 1).map(({ body }) => ({ kind, body }));
    case 'recordOutcome':
      return [
        { kind, outcome: 'notUpheld' },
        { kind, outcome: 'upheld', redress: [{ kind: 'refund', amount: much }] },
      ];
    case 'close':
      return closeReasons.filter((reason) => closes(reason, complaint, rules, by)).map((reason) => ({ kind, reason }));
    case 'reopen':
      return isTheirs ? [{ kind, reason: words }] : [];
    case 'mark':
      return complaint.flags.includes('significant') ? [] : [{ kind, flag: 'significant', reason: words }];
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
    case 'tellSubject':
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
    case 'receiveInformation':
    case 'extend':
    case 'rate':
    case 'correct':
      return [];
  }
}
