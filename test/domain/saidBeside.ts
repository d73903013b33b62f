import { linkKinds, type Action, type ActionKind } from '../../domain/action.ts';
import type { Role } from '../../domain/actor.ts';
import { kindsBeside, type KindBeside } from '../../domain/beside/rows.ts';
import type { Complaint } from '../../domain/complaint.ts';
import { actionOf } from './life.ts';
import type { Pick } from './said.ts';

/** Those whose fields are told in `said.ts`. */
const toldThere = [
  'nameSubjects',
  'mark',
  'unmark',
  'reclassify',
  'takeOver',
  'handBack',
  'declareConflict',
  'attempt',
] as const satisfies KindBeside[];
type Here = Exclude<KindBeside, (typeof toldThere)[number]>;

const others = ['C-2', 'C-3', 'C-1'] as const;

/** What comes to mind about what is done beside the road; `sensible`, where a person wants to get on. */
export function sayBeside(kind: Here, pick: Pick, complaint: Complaint, sensible = false): Action {
  const behalf = sensible || pick([false, true]) ? { onBehalf: true as const } : {};
  const speaker = complaint.representative && pick([false, true]) ? { speaker: 'representative' as const } : {};
  switch (kind) {
    case 'deputise': {
      const deputy = { handler: pick(['handler2', 'manager']), roles: ['handler'] as Role[] };
      const absent = pick(['handler', complaint.handler ?? 'manager']);
      return actionOf(kind, { absent, from: pick(['2026-11-02', '2026-11-09']), ...pick([{}, { deputy }]) });
    }
    case 'tag':
      return actionOf(kind, pick([{ add: ['vulnerable'] }, { remove: ['vulnerable'] }, { add: ['electronic'] }, {}]));
    case 'transfer':
      return actionOf(kind, pick([{ to: 'housing' }, { to: 'parking' }, { to: 'council', outside: true as const }]));
    case 'link':
      return actionOf(
        kind,
        pick([
          { reference: pick(others), as: pick(linkKinds) },
          { reference: pick(others), as: 'aboutHandling', people: ['handler2'] },
        ]),
      );
    case 'unlink': {
      const known = [...(complaint.links ?? []).map(({ reference }) => reference), complaint.duplicateOf ?? 'C-9'];
      return actionOf(kind, { reference: pick(known) });
    }
    case 'markDuplicate':
      return actionOf(kind, { of: pick(others) });
    case 'group':
      return actionOf(kind, { problem: pick(['late-refunds', 'broken-lift']) });
    case 'consent':
      return actionOf(kind, { ...behalf, ...speaker, to: pick(['council', 'ombudsman']), given: pick([true, false]) });
    case 'nameRepresentative': {
      const until = pick([undefined, '2020-01-01', '2026-12-24', '2049-12-31']);
      return actionOf(kind, { ...behalf, representative: { ...(until && { until }) } });
    }
    case 'endRepresentation':
      return actionOf(kind, behalf);
    case 'addEvidence':
      return actionOf(kind, pick([{}, { allegation: 1 }, { allegation: 9 }]));
    case 'interview':
      return actionOf(kind, pick([{}, { with: 'staff' as const, staff: 'handler2' }]));
    case 'tellSubject': {
      const about = complaint.subjects.flatMap((each) => ('staff' in each ? each.staff : []));
      return actionOf(kind, { staff: pick([...about, 'handler2']) });
    }
    case 'agreePeriod':
      return actionOf(kind, { date: pick(['2026-01-01', '2029-01-31', '2032-01-31']) });
    case 'acceptTransfer':
    case 'refuseTransfer':
    case 'hold':
    case 'release':
    case 'explain':
    case 'explainDelay':
      return actionOf(kind);
  }
}

export const isSaidBeside = (kind: ActionKind): kind is Here =>
  kindsBeside.some((each) => each === kind) && !toldThere.some((each) => each === kind);
