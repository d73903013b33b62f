import { openStages, stages } from '../complaint.ts';
import { anywhereOpen, at, fair, front, office, theirWord, undecided, type Row } from '../row.ts';

const anywhere = at(stages, 'same');
const keepers = ['complaints-manager', 'administrator'] as const;

/** What is done beside the road: who has it, whom it is about, what it belongs to, what is known and told. */
export const rowsBeside = {
  deputise: { clause: '7.6', from: anywhereOpen, by: ['clock'], guards: ['handlerAway', 'deputyMay'], facts: [] },
  takeOver: { clause: '7.6', from: anywhereOpen, by: ['tier'], guards: [...fair, 'notTheHandler'], facts: [] },
  handBack: { clause: '7.6', from: anywhereOpen, by: front, guards: ['impartial', 'theHandler'], facts: [] },
  declareConflict: { clause: '4.7', from: anywhereOpen, by: front, guards: ['notDeclared'], facts: [] },
  nameSubjects: { clause: '7.2', from: anywhereOpen, by: front, guards: ['impartial'], facts: [] },
  mark: { clause: '7.5', from: anywhereOpen, by: front, guards: ['impartial', 'unmarked'], facts: [] },
  unmark: { clause: '7.5', from: anywhereOpen, by: office, guards: ['impartial', 'marked'], facts: [] },
  tag: { clause: '7.5', from: anywhereOpen, by: office, guards: ['impartial'], facts: [] },
  transfer: {
    clause: '7.2',
    from: anywhereOpen,
    by: office,
    guards: ['impartial', 'notOnItsWay', 'transferable', 'consentGiven'],
    facts: [],
  },
  acceptTransfer: {
    clause: '7.2',
    from: at(openStages, 'closedIfOutside'),
    by: office,
    guards: ['impartial', 'onItsWay', 'transferable', 'notOwnTransfer'],
    facts: [],
  },
  refuseTransfer: { clause: '7.2', from: anywhereOpen, by: office, guards: ['impartial', 'onItsWay'], facts: [] },
  link: { clause: '7.2', from: anywhere, by: front, guards: ['impartial', 'unlinked'], facts: [] },
  unlink: { clause: '7.2', from: anywhere, by: office, guards: ['impartial', 'linked'], facts: [] },
  markDuplicate: { clause: '7.2', from: anywhere, by: front, guards: ['impartial', 'noDuplicate'], facts: [] },
  group: { clause: '8.2', from: anywhere, by: office, guards: ['impartial', 'notOfProblem'], facts: [] },
  hold: { clause: '8.1', from: anywhere, by: keepers, guards: ['notHeld'], facts: [] },
  release: { clause: '8.1', from: anywhere, by: keepers, guards: ['held'], facts: [] },
  consent: { clause: '4.10', from: anywhereOpen, by: theirWord, guards: ['impartial', 'complainantsWord'], facts: [] },
  nameRepresentative: {
    clause: '4.5',
    from: anywhereOpen,
    by: theirWord,
    guards: ['impartial', 'complainantsWord'],
    facts: [],
  },
  endRepresentation: {
    clause: '4.5',
    from: anywhereOpen,
    by: theirWord,
    guards: ['impartial', 'complainantsWord', 'represented'],
    facts: [],
  },
  addEvidence: { clause: '7.6', from: at(undecided, 'same'), by: front, guards: ['impartial'], facts: [] },
  interview: {
    clause: '7.6',
    from: at(undecided, 'same'),
    by: ['tier'],
    guards: [...fair, 'toldFirst'],
    facts: [],
    deals: true,
  },
  tellSubject: { clause: '4.7', from: anywhere, by: office, guards: ['impartial', 'aboutStaff'], facts: [] },
  explain: { clause: '4.7', from: anywhereOpen, by: front, guards: ['theSubject'], facts: [] },
  agreePeriod: {
    clause: '7.3',
    from: at(undecided, 'same'),
    by: front,
    guards: ['impartial', 'periodAgreeable'],
    facts: [],
  },
  explainDelay: {
    clause: '7.3',
    from: at(undecided, 'same'),
    by: front,
    guards: ['impartial'],
    facts: ['delayExplained'],
  },
  reclassify: {
    clause: '7.5',
    from: at(undecided, 'same'),
    by: office,
    guards: ['impartial', 'reclassified'],
    facts: [],
  },
  attempt: { clause: '7.9', from: anywhereOpen, by: front, guards: ['impartial'], facts: [] },
} as const satisfies { readonly [kind: string]: Row };

/** What is done beside the road. */
export type KindBeside = keyof typeof rowsBeside;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of an object that nobody adds to
export const kindsBeside = Object.keys(rowsBeside) as KindBeside[];
