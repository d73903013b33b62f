import type { Action, Deed } from '../domain/action.ts';
import { complainant, type Actor } from '../domain/actor.ts';
import { advance, lodge } from '../domain/advance.ts';
import type { Complaint } from '../domain/complaint.ts';
import { addMilliseconds } from '../domain/day.ts';
import { toBeWritten } from '../domain/letter.ts';
import type { Rules } from '../domain/rules.ts';

const pounds = (value: string) => ({ value, currency: 'GBP' });
const words = 'sealed';
export const refund = [{ kind: 'refund', amount: pounds('1000') }];
/** Enough for whatever is promised here. */
export const plenty = pounds('100000');

/** Whoever brings a complaint to where it is asked about; nobody who is asked. */
const earlier = (role: Actor['role'], number = 1): Actor => ({
  id: `earlier ${role} ${number}`,
  role,
  authority: plenty,
});

const assessment: Action = {
  kind: 'assess',
  severity: 'low',
  safety: false,
  complexity: 'simple',
  impact: { actual: 'one', possible: 'one' },
  immediateAction: { needed: false, possible: true },
  compensationLikely: false,
};

/** A complaint at each point of the road, tier by tier: wherever somebody may do something, one of these is such a place. */
export function situationsOf(rules: Rules): Map<number, Complaint[]> {
  const found = new Map(rules.tiers.map(({ number }) => [number, [] as Complaint[]]));
  const keep = (complaint: Complaint): Complaint => {
    found.get(complaint.tier)?.push(complaint);
    return complaint;
  };
  const go = (from: Complaint, by: Actor, ...actions: Action[]): Complaint =>
    actions.reduce((complaint, action) => {
      const deed: Deed = { action, by, at: addMilliseconds(complaint.lastAt, 1) };
      return keep(advance(complaint, deed, rules).complaint);
    }, from);

  const handler = earlier('handler');
  const said = {
    kind: 'receive',
    channel: 'letter',
    procedure: { id: '', version: '', revision: 1 },
    complainant: {},
  } as const;
  const receipt: Deed<'receive'> = { action: said, by: handler, at: '2026-03-02T10:00:00.000Z' };
  const first = keep(lodge('C-1', receipt, rules).complaint);
  const known = go(first, handler, { kind: 'acknowledge' }, assessment);
  go(known, handler, { kind: 'reclassify', as: 'enquiry', reason: words });
  const asked = { kind: 'ask', words } as const;
  let begun = go(known, handler, { kind: 'investigate' });
  for (const { number, roles } of rules.tiers) {
    const [role = 'handler'] = roles.toReversed();
    const [person, second] = [earlier(role, number), earlier('head', 10 + number)];
    go(begun, handler, asked);
    beside(begun, handler, go);
    go(begun, handler, { kind: 'mark', flag: 'significant', reason: words });
    for (const { reason, startsBy } of rules.pauses) if (!startsBy) go(begun, handler, { kind: 'pause', reason });
    const letter = Object.fromEntries(toBeWritten(rules).map((element) => [element, words]));
    const offered = go(begun, person, finding, { kind: 'propose', redress: refund, letter });
    const decided = go(go(offered, second, { kind: 'approve' }), person, { kind: 'decide' });
    ends(decided, go);
    begun = number < rules.tiers.length ? go(decided, complainant, { kind: 'reject' }) : decided;
  }
  return found;
}

const finding: Action = { kind: 'find', allegation: 1, outcome: 'upheld', words };

type Go = (from: Complaint, by: Actor, ...actions: Action[]) => Complaint;

/** What may stand beside the road: passed on, linked, held, represented, about somebody. */
function beside(begun: Complaint, handler: Actor, go: Go): void {
  go(begun, handler, { kind: 'transfer', to: 'another unit', reason: words });
  go(begun, handler, { kind: 'link', reference: 'C-2', as: 'related' });
  go(begun, earlier('complaints-manager'), { kind: 'hold', reason: words });
  go(begun, complainant, { kind: 'nameRepresentative', representative: {} });
  go(begun, handler, { kind: 'nameSubjects', subjects: [{ staff: 'somebody' }] });
}

/** What may come after a decision, here and outside. */
function ends(decided: Complaint, go: Go): void {
  const [one, other] = [earlier('handler', 2), earlier('handler', 3)];
  const accepted = go(decided, complainant, { kind: 'accept' });
  const done = go(accepted, one, { kind: 'carryOut', redress: 1 });
  go(go(done, other, { kind: 'verify', redress: 1 }), one, { kind: 'close', reason: 'accepted' });
  go(decided, one, { kind: 'refer', body: 'outside' }, { kind: 'recordOutcome', outcome: 'notUpheld' });
}
