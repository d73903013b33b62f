import type { Rules } from '../../domain/rules.ts';
import {
  classifications,
  findingOutcomes,
  flags,
  referralOutcomes,
  severities,
  type Action,
  type ActionKind,
  type Promised,
  type Subject,
} from '../../domain/action.ts';
import type { Actor, Role } from '../../domain/actor.ts';
import { nextDue } from '../../domain/clock.ts';
import { closeReasons, type Complaint } from '../../domain/complaint.ts';
import { closes } from '../../domain/closing.ts';
import { extendableClocks, pausableReasons, pausedReasons } from '../../domain/guards.ts';
import { owed } from '../../domain/road.ts';
import { actionOf, receipt, ofClock } from './life.ts';
import { pounds } from './people.ts';
import { isSaidBeside, sayBeside } from './saidBeside.ts';

export type Pick = <const T>(list: readonly T[]) => T;

/** Draws one value after another out of a seed; a seed of 0 draws the first of each list, so that failures shrink. */
export function picker(seed: number): Pick {
  let drawn = seed;
  return <const T>(list: readonly T[]): T => {
    drawn = drawn === 0 ? 0 : Math.imul(drawn ^ (drawn >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    const one = list[(drawn >>> 3) % list.length];
    if (one === undefined && list.length === 0) throw new RangeError('Nothing to draw from.');
    return one as T;
  };
}

const promised = (pick: Pick): Promised[] =>
  pick([[], [1], [1, 2], [1, 2, 3]]).map(() => ({
    kind: pick(['refund', 'apology', 'none']),
    ...(pick([false, true]) && { amount: pounds(pick(['10', '150.00', '4999.99', '60000'])) }),
  }));

/** Whatever comes to mind. */
export function anySay(kind: ActionKind, pick: Pick, complaint: Complaint): Action {
  const number = pick([1, 2, 3, 0, 9]);
  const behalf = pick([false, true]) ? { onBehalf: true as const } : {};
  if (isSaidBeside(kind)) return sayBeside(kind, pick, complaint);
  switch (kind) {
    case 'receive':
      return receipt();
    case 'assess': {
      const allegations = pick([undefined, [], [1], [1, 2], [1, 2, 3]])?.map(() => ({ words: 'sealed' }));
      return actionOf(kind, { severity: pick(severities), ...(allegations && { allegations }) });
    }
    case 'assign':
      return actionOf(
        kind,
        pick([
          { handler: 'handler', roles: ['handler'] as Role[] },
          { handler: 'manager', roles: ['manager'] as Role[] },
        ]),
      );
    case 'find':
      return actionOf(kind, { allegation: number, outcome: pick(findingOutcomes) });
    case 'propose':
      return actionOf(kind, {
        redress: promised(pick),
        letter: pick<{ [element: string]: string }>([{ reasons: 's' }, {}, { poem: 's' }]),
      });
    case 'mark':
    case 'unmark':
      return actionOf(kind, { flag: pick(flags) });
    case 'reclassify':
      return actionOf(kind, { as: pick(classifications) });
    case 'nameSubjects':
      return actionOf(kind, {
        subjects: pick<Subject[]>([
          [{ words: 'sealed' }],
          [{ staff: 'handler2' }, { unit: 'housing' }],
          [{ staff: 'head' }],
        ]),
      });
    case 'settle':
      return actionOf(kind, { redress: promised(pick) });
    case 'decide': {
      const timely = pick([undefined, undefined, true, false]);
      const outcome = pick([undefined, 'upheld', 'unheard-of']);
      return actionOf(kind, { ...(outcome && { outcome }), ...(timely !== undefined && { timely }) });
    }
    case 'accept':
    case 'reject':
    case 'withdraw':
    case 'reopen':
      return actionOf(kind, behalf);
    case 'rate':
      return actionOf(kind, { ...behalf, process: pick([1, 5]), outcome: pick([1, 5]) });
    case 'carryOut':
    case 'verify':
      return actionOf(kind, { redress: number });
    case 'recordOutcome':
      return actionOf(kind, { outcome: pick(referralOutcomes), redress: promised(pick) });
    case 'close':
      return actionOf(kind, {
        reason: pick(['closedElsewhere', ...closeReasons]),
        ...(pick([false, false, true]) && { timely: false }),
      });
    case 'correct':
      return actionOf(kind, {
        sequence: number,
        of: pick(['receive', 'inform', 'correct']),
        ...(pick([false, true]) && { category: 'service-poor' }),
      });
    case 'runOut':
    case 'warn':
    case 'remind':
    case 'escalate': {
      const due = nextDue(complaint)?.clock;
      if (kind === 'escalate' && pick([true, false])) return actionOf(kind, pick([behalf, { reason: 'sealed' }]));
      return actionOf(kind, due ? ofClock(due) : {});
    }
    case 'revise': // told again what it knows; of what moves `revisions.test.ts` tells
      return actionOf(kind, { revision: 1 });
    case 'pause':
    case 'resume':
      return actionOf(kind, { reason: pick(['court', 'waiting-for-complainant']) });
    case 'extend':
      return actionOf(kind, {
        clock: pick(['decision', 'answer', 'update']),
        ground: pick(['complex', 'new-facts', 'weather']),
        ...(pick([true, false]) && { by: { count: pick([1, 10, 11]), unit: pick(['workingDays', 'days']) } }),
      });
    case 'takeOver':
    case 'handBack':
    case 'declareConflict':
    case 'attempt':
    case 'addInformation':
    case 'acknowledge':
    case 'approve':
    case 'ask':
    case 'receiveInformation':
    case 'inform':
    case 'investigate':
    case 'refer':
    case 'takeBack':
    case 'sendBack':
      return actionOf(kind);
  }
}

const numbersOf = (list: readonly { number: number }[]): number[] => list.map(({ number }) => number);

/** What a person would say who wants to get on. */
export function sensibleSay(kind: ActionKind, pick: Pick, complaint: Complaint, by: Actor, rules: Rules): Action {
  const open = <T>(list: readonly T[], other: T): T => (list.length > 0 ? pick(list) : other);
  if (isSaidBeside(kind)) return sayBeside(kind, pick, complaint, true);
  switch (kind) {
    case 'find': {
      const numbers = complaint.allegations.filter(({ finding }) => !finding).map(({ number }) => number);
      return actionOf(kind, { allegation: open(numbers, 1), outcome: pick(findingOutcomes) });
    }
    case 'propose':
      return actionOf(kind, { redress: promised(pick) });
    case 'decide':
      return actionOf(kind);
    case 'carryOut':
      return actionOf(kind, {
        redress: open(numbersOf(owed(complaint).filter((each) => !each.carriedOutAt)), 1),
      });
    case 'verify': {
      const done = owed(complaint).filter(
        (each) => each.carriedOutAt && !each.verifiedAt && each.carriedOutBy !== by.id,
      );
      return actionOf(kind, { redress: open(numbersOf(done), 1) });
    }
    case 'reopen':
      return actionOf(kind, pick([{}, { onBehalf: true }]));
    case 'escalate':
      return actionOf(kind, pick([{ reason: 'sealed' }, { onBehalf: true }]));
    case 'mark':
      return actionOf(kind, {
        flag: open(
          flags.filter((flag) => !complaint.flags.includes(flag)),
          'safety',
        ),
      });
    case 'unmark':
      return actionOf(kind, { flag: open(complaint.flags, 'safety') });
    case 'settle':
      return actionOf(kind, { redress: pick<Promised[]>([[], [{ kind: 'apology' }]]) });
    case 'close':
      return actionOf(kind, {
        reason: open(
          closeReasons.filter((reason) => closes(reason, complaint, rules, by)),
          'accepted',
        ),
      });
    case 'accept':
    case 'reject':
    case 'withdraw':
    case 'rate':
      return actionOf(kind, { onBehalf: true });
    case 'receiveInformation':
      return actionOf(kind, { onBehalf: true });
    case 'pause':
      return actionOf(kind, { reason: open(pausableReasons(complaint, rules), 'court') });
    case 'resume':
      return actionOf(kind, { reason: open(pausedReasons(complaint), 'court') });
    case 'extend': {
      const clocks = extendableClocks(complaint, rules);
      const grounds = clocks.flatMap(({ extensions }) => extensions?.grounds ?? []);
      return actionOf(kind, {
        clock: open(
          clocks.map(({ name }) => name),
          'decision',
        ),
        ground: open(grounds, 'complex'),
        ...(pick([true, false]) && { by: { count: pick([1, 10]), unit: 'workingDays' } }),
      });
    }
    case 'receive':
    case 'acknowledge':
    case 'assess':
    case 'assign':
    case 'investigate':
    case 'inform':
    case 'approve':
    case 'sendBack':
    case 'refer':
    case 'takeBack':
    case 'recordOutcome':
    case 'takeOver':
    case 'handBack':
    case 'declareConflict':
    case 'nameSubjects':
    case 'reclassify':
    case 'attempt':
    case 'addInformation':
    case 'correct':
    case 'ask':
    case 'runOut':
    case 'warn':
    case 'remind':
    case 'revise':
      return anySay(kind, pick, complaint);
  }
}
