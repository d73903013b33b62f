import type { Deed } from '../action.ts';
import type { Complaint } from '../complaint.ts';
import { absencesWith } from '../deputy.ts';
import type { Change, Effect } from '../effects.ts';
import { flagged, tagged } from '../flags.ts';
import { isSubject } from '../objectivity.ts';
import { Refusal } from '../refusal.ts';
import { refuseOutdated } from '../representative.ts';
import type { KindBeside } from './rows.ts';

const nothing = (): Change => ({});

/** What is changed by what is done beside the road. */
export const effectsBeside: { readonly [K in KindBeside]: Effect<K> } = {
  deputise: (complaint, { action }) => ({
    absences: absencesWith(complaint, action),
    ...(action.deputy ? { handler: action.deputy.handler } : { drop: ['handler'] }),
  }),
  takeOver: (complaint, { by, action: { absence } }) => ({
    handler: by.id,
    ...(absence && { absences: absencesWith(complaint, { absent: by.id, ...absence }) }),
  }),
  handBack: () => ({ drop: ['handler'] }),
  declareConflict: ({ conflicts = [], handler }, { by }) => ({
    conflicts: [...conflicts, by.id],
    ...withoutHandler(handler === by.id),
  }),
  nameSubjects: (complaint, { action: { subjects } }) => named(complaint, subjects),
  mark: ({ flags, tags }, { action: { flag } }) => ({
    flags: flagged(flags, flag),
    ...(tagged.includes(flag) && !tags.includes(flag) && { tags: [...tags, flag] }),
  }),
  unmark: ({ flags, tags }, { action: { flag } }) => ({
    flags: flags.filter((each) => each !== flag),
    ...(tags.includes(flag) && { tags: tags.filter((each) => each !== flag) }),
  }),
  reclassify: (_, { action: { as } }) => (as === 'complaint' ? { drop: ['classification'] } : { classification: as }),
  attempt: ({ attempts = [] }, { at }) => ({ attempts: [...attempts, at] }),
  tag({ tags }, { action: { add = [], remove = [] } }) {
    if (add.length + remove.length === 0) throw new Refusal('impossible', 'noTag', { pointer: '/add' });
    const kept = tags.filter((tag) => !remove.includes(tag));
    return { tags: [...kept, ...new Set(add.filter((tag) => !kept.includes(tag)))] };
  },
  transfer({ unit, handler }, { action: { to, outside }, by, at }) {
    if (to === unit) throw new Refusal('impossible', 'sameUnit', { pointer: '/to', code: to });
    if (outside) return { transfer: { to, by: by.id, at, outside } };
    // It goes at once, so that those to whom it goes can see it, and its clocks run on.
    const before = { ...(unit && { from: unit }), ...(handler && { handler }) };
    return { transfer: { to, by: by.id, at, ...before }, unit: to, drop: ['handler'] };
  },
  acceptTransfer: ({ transfer }, { at }) =>
    transfer?.outside ? { closed: { reason: 'transferred', at } } : { drop: ['transfer'] },
  refuseTransfer({ transfer, conflicts = [], subjects }) {
    if (!transfer || transfer.outside) return { drop: ['transfer'] };
    const { from, handler } = transfer;
    const mayHaveIt = handler && !conflicts.includes(handler) && !isSubject({ subjects }, handler);
    return {
      ...(from && { unit: from }),
      ...(mayHaveIt && { handler }),
      drop: ['transfer', ...(from ? [] : ['unit' as const]), ...(mayHaveIt ? [] : ['handler' as const])],
    };
  },
  link(complaint, { action: { reference, as, people = [] } }) {
    notItself(complaint, reference, '/reference');
    // Whoever dealt with the other complaint is whom this one is about.
    const about =
      as === 'aboutHandling'
        ? named(
            complaint,
            people.map((staff) => ({ staff })),
          )
        : {};
    return { ...about, links: [...(complaint.links ?? []), { reference, as }] };
  },
  unlink({ links = [], duplicateOf }, { action: { reference } }) {
    const kept = links.filter((each) => each.reference !== reference);
    return {
      ...(kept.length > 0 && { links: kept }),
      drop: [
        ...(kept.length > 0 ? [] : ['links' as const]),
        ...(duplicateOf === reference ? ['duplicateOf' as const] : []),
      ],
    };
  },
  markDuplicate(complaint, { action: { of } }) {
    notItself(complaint, of, '/of');
    return { duplicateOf: of };
  },
  group: (_, { action: { problem } }) => ({ problem }),
  hold: (_, { at }) => ({ heldSince: at }),
  release: () => ({ drop: ['heldSince'] }),
  consent({ consents = [] }, { action: { to, given } }) {
    const others = consents.filter((each) => each !== to);
    if (given) return { consents: [...others, to] };
    return others.length > 0 ? { consents: others } : { drop: ['consents'] };
  },
  nameRepresentative(complaint, { action: { representative }, at }, sequence, rules) {
    const { until } = representative;
    refuseOutdated(until, { ...complaint, at }, rules);
    return { representative: { said: sequence, ...(until && { until }) } };
  },
  endRepresentation: () => ({ drop: ['representative'] }),
  addEvidence({ allegations }, { action: { allegation } }) {
    if (allegation !== undefined && allegation > allegations.length) {
      const pointer = '/allegation';
      throw new Refusal('impossible', 'unknownNumber', { pointer, number: allegation, count: allegations.length });
    }
    return {};
  },
  interview: nothing,
  tellSubject: ({ heard = [] }, { action: { staff }, at }) => {
    const before = heard.find((each) => each.staff === staff);
    return { heard: [...heard.filter((each) => each !== before), { toldAt: at, ...before, staff }] };
  },
  explain: ({ heard = [] }, { by, at }) => {
    const before = heard.find(({ staff }) => staff === by.id);
    return { heard: [...heard.filter((each) => each !== before), { ...before, staff: by.id, explainedAt: at }] };
  },
  agreePeriod(_, { action: { date }, at }) {
    if (date < at.slice(0, 10)) throw new Refusal('impossible', 'pastDay', { pointer: '/date' });
    return {};
  },
  explainDelay: nothing,
};

/** Whoever may not deal with it any more does not have it any more. */
const withoutHandler = (isOut: boolean): Change => (isOut ? { drop: ['handler'] } : {});

type Named = Deed<'nameSubjects'>['action']['subjects'];

function named({ subjects, handler }: Complaint, more: Named): Change {
  const known = subjects.map((each) => JSON.stringify(each));
  const fresh = more.flatMap((each) => ('words' in each || known.includes(JSON.stringify(each)) ? [] : each));
  return {
    subjects: [...subjects, ...fresh],
    ...withoutHandler(fresh.some((each) => 'staff' in each && each.staff === handler)),
  };
}

function notItself({ reference }: Complaint, other: string, pointer: string): void {
  if (other === reference) throw new Refusal('impossible', 'itself', { pointer });
}
