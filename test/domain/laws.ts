import assert from 'node:assert/strict';
import type { Entry } from '../../domain/action.ts';
import { owesNothing } from '../../domain/advance.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Complaint, Stage } from '../../domain/complaint.ts';
import { nextDue } from '../../domain/clock.ts';
import { isSame } from '../../domain/clockKey.ts';
import { fold } from '../../domain/fold.ts';
import { faultsOf } from '../../domain/reconcile.ts';
import { importRows, rowOf } from '../../domain/lifecycle.ts';
import type { To } from '../../domain/row.ts';
import type { ClockRule, Rules } from '../../domain/rules.ts';
import { mismatches } from './offers.ts';
import type { Played } from './played.ts';
import { actors } from './throws.ts';

type Move = { entry: Entry; before: Complaint; after: Complaint };
/** A life up to where it was played, and the same to its end, with each entry's facts before and after. */
export type Lived = { played: Played; last: Played; moves: Move[]; chosen: number };

const describe = ({ entry, before, after }: Move): string =>
  `${entry.sequence} ${entry.action.kind} by ${entry.by.id}: ${before.stage} → ${after.stage}`;

/** Where each word of the table may lead, said once more and apart from the code. */
function leads(way: To, before: Complaint, after: Complaint, rules: Rules): boolean {
  const { stage, tier } = before;
  const at = (to: string, on = tier) => after.stage === to && after.tier === on;
  const next = tier < rules.tiers.length && at('underInvestigation', tier + 1);
  const forks = {
    same: at(stage),
    nextTier: next,
    nextTierOrReferred: next || at('referred'),
    remediedWhenAllVerified: at('accepted') || at('remedied'),
    acceptedIfRedressOrdered: at('referred') || at('accepted'),
    closedIfOutside: at(before.transfer?.outside ? 'closed' : stage),
  } satisfies { [F in Exclude<To, Stage>]: boolean };
  return way in forks ? forks[way as keyof typeof forks] : at(way);
}

/** What holds of every complaint, whatever is tried, by whomever and whenever. */
export const laws: { readonly [sentence: string]: (lived: Lived) => void } = {
  'what is taken is a row of the table: stage before, stage after, role'({ moves, last: { rules } }) {
    for (const move of moves) {
      const { entry, before, after } = move;
      const { action, by, recordedAt } = entry;
      const row = rowOf(action.kind);
      const way = (recordedAt ? importRows[action.kind] : row.from)?.[before.stage];
      assert.ok(way && leads(way, before, after, rules), describe(move));
      const ofTier = row.by.includes('tier') && rules.tiers[before.tier - 1]?.roles.includes(by.role);
      assert.ok(recordedAt ? by.id === before.receivedBy.id : row.by.includes(by.role) || ofTier, describe(move));
    }
  },

  'facts, hashes and letters are the fold of the trail'({ played: { entries, complaint, letters, notices, rules } }) {
    const told = fold(JSON.parse(JSON.stringify(entries)) as Entry[], complaint.reference, rules);
    assert.deepEqual(told, { complaint, entries, letters, notices });
  },

  'the facts are JSON'({ played: { complaint } }) {
    assert.deepEqual(JSON.parse(JSON.stringify(complaint)), complaint);
  },

  'a trail has no gap, one chain, and never goes back in time'({ last: { entries, complaint } }) {
    for (const [index, line] of entries.entries()) {
      const before = entries[index - 1];
      assert.equal(line.sequence, index + 1);
      assert.equal(line.previous, before?.hash ?? null);
      assert.ok(!before || before.at <= line.at);
    }
    const { head, version, lastAt } = complaint;
    assert.deepEqual([head, version, lastAt], [entries.at(-1)?.hash, entries.length, entries.at(-1)?.at]);
  },

  'a clock that has ended stays as it ended, and none is lost'({ moves }) {
    for (const { before, after } of moves) {
      const keys = after.clocks.map(({ name, tier, occurrence }) => `${name}/${tier}/${occurrence}`);
      assert.equal(new Set(keys).size, keys.length);
      assert.ok(after.clocks.length >= before.clocks.length);
      for (const one of before.clocks.filter(({ endedAt }) => endedAt)) {
        const then = after.clocks.find((each) => isSame(each, one));
        assert.deepEqual(
          { ...then, dealtAt: undefined, next: undefined, withoutRule: undefined },
          { ...one, dealtAt: undefined, next: undefined, withoutRule: undefined },
        );
      }
    }
  },

  'in the end every clock has exactly one ending, in time or late as its instants say'({ last }) {
    const { complaint, rules, entries } = last;
    assert.ok(owesNothing(complaint), `still runs: ${nextDue(complaint)?.clock.name}`);
    const source = entries.some(({ action }) => 'timely' in action);
    for (const one of complaint.clocks) {
      const rule = rules.clocks.find(({ name }) => name === one.name);
      assert.ok(rule && endsWell(one, rule, source && one.name === 'decision'), JSON.stringify(one));
    }
    const ran = entries.flatMap(({ action }) => (action.kind === 'runOut' ? `${action.clock}/${action.due}` : []));
    const armed = complaint.clocks.map(({ name, due }) => `${name}/${due}`);
    for (const one of ran) assert.ok(count(one, ran) <= count(one, armed), `${one} ran out twice`);
  },

  'whoever reconciles it finds nothing'({ played, last, chosen }) {
    if (chosen % 20 > 1) return; // it tells the trail once more, and that takes time
    const { complaint, entries: trail, rules, now } = chosen % 20 === 0 ? played : last;
    const by = chosen % 20 === 0 ? complaint.lastAt : now;
    assert.deepEqual(faultsOf({ complaint, trail, rules, isRunning: true, by }), []);
  },

  'a letter is owed once, and while it is closed only the survey'({ last: { letters }, moves }) {
    assert.equal(new Set(letters.map(({ id }) => id)).size, letters.length);
    const closed = moves.filter(({ before, after }) => before.stage === 'closed' && after.stage === 'closed');
    const quiet = new Set(closed.map(({ entry }) => entry.sequence));
    for (const { id, kind } of letters) assert.ok(!quiet.has(Number(id.split('/')[1])) || kind === 'survey', id);
  },

  'nothing leads out of closing but to be reopened in its time, and nothing escalates after it'({ moves }) {
    for (const move of moves.filter(({ before }) => before.stage === 'closed')) {
      const { entry, before, after } = move;
      if (entry.action.kind !== 'reopen') {
        assert.ok(harmless.includes(entry.action.kind), describe(move));
        continue;
      }
      const since = before.closed?.at ?? '';
      assert.ok(
        before.clocks.some(
          ({ name, armedAt, due }) => name === 'reopening' && armedAt === since && entry.at < (due ?? ''),
        ),
      );
      assert.ok(
        after.allegations.every(({ finding }) => !finding) && !after.closed && !after.decidedAt,
        describe(move),
      );
      assert.deepEqual(after.earlier.at(-1)?.closed, before.closed);
    }
  },

  'what is reopened is not overdue at once'({ moves }) {
    for (const { entry, before, after } of moves.filter(({ entry: { action } }) => action.kind === 'reopen')) {
      const lived = before.clocks.filter(({ endedAt }) => !endedAt);
      for (const one of after.clocks.filter(({ endedAt }) => !endedAt)) {
        assert.ok(lived.some((each) => isSame(each, one)) || entry.at < (one.due ?? ''), JSON.stringify(one));
      }
    }
  },

  'what was rejected closes as accepted or unanswered only after a later decision or an outside order'({ moves }) {
    let rejected = false;
    for (const move of moves) {
      const { action } = move.entry;
      if (action.kind === 'reject') rejected = true;
      if (action.kind === 'decide' || action.kind === 'settle' || move.after.stage === 'accepted') rejected = false;
      if (rejected && action.kind === 'close') assert.match(action.reason, /^(exhausted|closedElsewhere|unreachable)$/);
    }
  },

  'nobody judges their own cause, proposal, remedy, or what they dealt with before'({ moves, last: { rules } }) {
    const conflicted = new Set<string>();
    for (const move of moves.filter(({ entry }) => !entry.recordedAt)) {
      const { before, after } = move;
      const { action, by } = move.entry;
      if (action.kind === 'approve' || action.kind === 'sendBack') assert.notEqual(by.id, before.proposedBy);
      if (action.kind === 'verify') {
        assert.notEqual(by.id, after.redress.find(({ number }) => number === action.redress)?.carriedOutBy);
      }
      const isOwn = ['correct', 'declareConflict', 'explain', 'hold', 'release'].includes(action.kind);
      assert.ok(isOwn || !isSubject(before, by.id), describe(move));
      assert.ok(isOwn || !conflicted.has(by.id), describe(move));
      if (action.kind === 'declareConflict') conflicted.add(by.id);
      assert.ok(!after.handler || (!conflicted.has(after.handler) && !isSubject(after, after.handler)), describe(move));
      const excluded = rules.tiers[before.tier - 1]?.excluded.includes('handledEarlierTier');
      if (!excluded || !['investigate', 'find', 'propose', 'settle', 'decide', 'takeOver'].includes(action.kind))
        continue;
      const earlier = Object.entries(before.dealt).filter(([tier]) => Number(tier) < before.tier);
      assert.ok(!earlier.some(([, people]) => people.includes(by.id)), describe(move));
    }
  },

  'nobody settles for more than they may promise alone, nor where two decide'({ moves, last: { rules } }) {
    for (const { entry, before, after } of moves.filter(({ entry: { action } }) => action.kind === 'settle')) {
      const sum = after.redress.reduce((total, { amount }) => total + Number(amount?.value ?? 0), 0);
      assert.ok(sum <= Number(entry.by.authority?.value ?? 0));
      assert.notEqual(rules.tiers[before.tier - 1]?.approval, 'always');
    }
  },

  'no decision while an allegation is unanswered, or without an approval that is needed'({ moves, last: { rules } }) {
    for (const { entry, before } of moves) {
      if (entry.action.kind !== 'decide' || entry.recordedAt || before.settled) continue;
      assert.ok(before.allegations.length > 0 && before.allegations.every(({ finding }) => finding));
      const sum = before.redress.reduce((total, { amount }) => total + Number(amount?.value ?? 0), 0);
      const alone = sum === 0 || sum <= Number(before.proposerAuthority?.value ?? -1);
      if (alone && rules.tiers[before.tier - 1]?.approval !== 'always') continue;
      assert.ok(before.approvedBy && before.approvedBy !== before.proposedBy);
    }
  },

  'closed as accepted, everything promised was carried out and verified'({ last: { complaint } }) {
    if (complaint.closed?.reason !== 'accepted') return;
    const promised = complaint.redress.filter(({ kind, refused }) => kind !== 'none' && !refused);
    assert.ok(promised.every(({ verifiedAt }) => verifiedAt));
  },

  'what is offered can be done, and what is not offered is refused'({ played: { stations, rules }, chosen }) {
    for (const [index, station] of stations.entries()) {
      const by = actors[(chosen + index) % actors.length];
      if (by && (chosen + index) % 4 === 0) assert.deepEqual(mismatches(station, by, rules), []);
    }
  },
};

/** What may be done to a complaint that is closed, beside opening it again. */
const harmless: readonly string[] =
  'runOut rate correct revise link unlink markDuplicate group hold release tellSubject letterFailed'.split(' ');

const count = (one: string, list: readonly string[]) => list.filter((each) => each === one).length;

const isSubject = ({ subjects }: Complaint, id: string): boolean =>
  subjects.some((subject) => 'staff' in subject && subject.staff === id);

function endsWell({ state, due, endedAt }: Clock, { kind, cancelledBy }: ClockRule, saidBySource: boolean): boolean {
  // A promise outlives the closing: where nobody kept it, it has run out and nothing ends it.
  if (!endedAt) return state === 'breached' && kind === 'duty' && !cancelledBy.includes('closed');
  if (!due) return state === 'met' || state === 'cancelled'; // ended while it was paused
  switch (state) {
    case 'met':
      return kind === 'timer' || saidBySource || endedAt < due;
    case 'cancelled':
      return endedAt < due;
    case 'metLate':
      return kind === 'duty' && (saidBySource || endedAt >= due);
    case 'breached':
      return saidBySource || endedAt >= due;
    case 'running':
    case 'paused':
      return false;
  }
}
