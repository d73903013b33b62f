import type { ActionKind } from '../domain/action.ts';
import type { Stage } from '../domain/complaint.ts';
import { guards, type Guard } from '../domain/guards.ts';
import { rowOf } from '../domain/lifecycle.ts';
import type { Row, To } from '../domain/row.ts';

type Writable = { from: { [S in Stage]?: To }; by: Row['by']; guards: readonly Guard[] };
// The table as it runs, so that what is found out is found out of it and not of a copy.
const row = (kind: ActionKind): Writable => rowOf(kind);

/** Breaks one row, and gives back what mends it. */
function changed(kind: ActionKind, change: (row: Writable) => Partial<Writable>): () => void {
  const its = row(kind);
  const was = { ...its };
  Object.assign(its, change(its));
  return () => Object.assign(its, was);
}

const without = (kind: ActionKind, name: Guard) => () =>
  changed(kind, ({ guards: asked }) => ({ guards: asked.filter((each) => each !== name) }));
const leading = (kind: ActionKind, from: Stage, to: To | undefined) => () =>
  changed(kind, ({ from: ways }) => ({ from: { ...ways, [from]: to } }));

/** Mistakes that somebody could make in the table or its rules; the check has to find each of them. */
export const seededFaults: { readonly [sentence: string]: () => () => void } = {
  'who proposes approves': without('approve', 'notOwnProposal'),
  'who dealt with it before finds at the next tier': without('find', 'notEarlierTier'),
  'a decision needs no approval': without('decide', 'approvalGiven'),
  'assessed without the acknowledgement that is owed': without('assess', 'acknowledgedFirst'),
  'closed whenever somebody likes': without('close', 'closable'),
  'who carries out verifies': without('verify', 'remedyToVerify'),
  'who is complained about goes on': without('assess', 'impartial'),
  'staff say yes for the complainant unasked': without('accept', 'complainantsWord'),
  'a rejection closes it': leading('reject', 'decided', 'closed'),
  'a decision is accepted straight to closing': leading('accept', 'decided', 'remedied'),
  'nothing leads out of referred': () => {
    const mend = [leading('close', 'referred', undefined)(), leading('withdraw', 'referred', undefined)()];
    return () => mend.forEach((each) => each());
  },
  'a review has nobody who may look at it': () => {
    const was = guards.notEarlierTier;
    const broken = guards as { notEarlierTier: typeof guards.notEarlierTier };
    broken.notEarlierTier = (question) =>
      question.complaint.tier > 1
        ? guards.notOwnProposal({ ...question, complaint: { ...question.complaint, proposedBy: question.by.id } })
        : was(question);
    return () => (broken.notEarlierTier = was);
  },
};
