import type { ActionKind } from '../domain/action.ts';
import type { Role } from '../domain/actor.ts';
import { stages, type Stage } from '../domain/complaint.ts';
import type { Guard } from '../domain/guards.ts';
import { actionKinds, importRows, rowOf } from '../domain/lifecycle.ts';
import type { Fork, To } from '../domain/row.ts';
import type { Ending, Rules } from '../domain/rules.ts';

/** What each rule asks, for people. A new rule does not compile until it is said here. */
const ruleWords = {
  impartial: 'the complaint is not about them, and they have declared no conflict',
  ourOwnLimit: 'says nothing about our own time limit',
  notEarlierTier: 'has not dealt with it at an earlier tier, where the tier excludes that',
  acknowledgementOwed: 'an acknowledgement is owed',
  acknowledgedFirst: 'acknowledged first, where that is owed',
  allegationsFixed: 'allegations are named only before a proposal',
  notTheHandler: 'they do not have it already',
  theHandler: 'they have it',
  notDeclared: 'not declared yet',
  unmarked: 'not marked so yet',
  marked: 'marked so',
  reclassified: 'taken for something else',
  withinLimits: 'the sum of redress is within their authority, and the tier lets one person decide',
  handlerAway: 'who is away has it, and this absence was not dealt with before',
  deputyMay: 'the deputy, if there is one to have it, may be given it',
  assignable:
    'to somebody of the tier’s roles, not its subject and without a conflict, who has not dealt with it at an earlier tier; who is there, sees its unit and lacks nothing that it needs',
  settledInWriting: 'once decided, only what was settled and not yet said in writing',
  everyAllegationFound: 'every allegation has a finding',
  notOwnProposal: 'not their own proposal',
  authority: 'the sum of redress is within their authority',
  approvalGiven: 'approved, where the tier or the sum needs it',
  complainantsWord: 'the complainant, or staff on their behalf',
  remedyOwed: 'something promised is not carried out',
  remedyToVerify: 'carried out by somebody else, not yet verified',
  tierAbove:
    'there is a next tier that may be entered; by the complainant once decided, by the office before what was promised is on its way',
  outsideWayOpen: 'the procedure has opened a way outside: a decision, say, or a limit that was missed',
  wasAsked: 'a question is open',
  pausable: 'for a reason that the procedure lists, as often as it says',
  resumable: 'it is paused',
  extendable: 'the procedure allows the clock to be extended, and by whom',
  bodyHasIt: 'referred, no outcome yet',
  closable:
    'the reason holds: accepted and all verified, options exhausted, the declared silence, tried in vain on three days, never a complaint, or the same as one that was answered',
  reopenable: 'the window to reopen is open, and the procedure gives it to this side',
  notRatedYet: 'once, and once more after the survey',
  notOnItsWay: 'it is not on its way to somebody else already',
  onItsWay: 'it is on its way to somebody else',
  transferable: 'to another organisation only before there was a decision here',
  notOwnTransfer: 'by somebody other than who passed it on',
  consentGiven: 'where the identity is withheld, the complainant lets that body know it',
  unlinked: 'they are not linked yet',
  linked: 'they are linked',
  noDuplicate: 'it is not marked as a duplicate',
  notOfProblem: 'it is not part of that problem yet',
  notHeld: 'it is not on hold',
  held: 'it is on hold',
  represented: 'somebody acts for the complainant',
  toldFirst: 'of those it is about, only who knows what is said of them',
  subjectsTold: 'everybody of the staff whom it is about knows what is said of them',
  aboutStaff: 'it is about them',
  theSubject: 'it is about oneself',
  periodAgreeable: 'the procedure goes by a day that is agreed',
  notSameUnit: 'not of the unit complained about, where the tier says so',
} satisfies Record<Guard, string>;

const forkWords = {
  nextTier: 'underInvestigation at the next tier',
  nextTierOrReferred: 'underInvestigation at the next tier if the complainant may enter it, else referred',
  remediedWhenAllVerified: 'remedied when all is verified, else same',
  acceptedIfRedressOrdered: 'accepted if redress was ordered, else same',
  closedIfOutside: 'closed if another organisation took it, else same',
} satisfies Record<Fork, string>;

/** What a clock does by itself when it has run out, for people. */
export function ending(each: Ending): string {
  switch (each.do) {
    case 'escalate':
      return each.to === 'next'
        ? 'moves it to the next tier; at the last one tells its people'
        : `moves it to tier ${each.to}`;
    case 'notify':
      return `tells ${each.roles.join(', ')}${each.repeat ? ', again and again' : ''}`;
    case 'send':
      return `owes the letter ${each.letter}`;
    case 'record':
      return `records ${each.fact}`;
    case 'close':
      return `closes it as ${each.as}`;
    case 'accept':
      return 'counts as acceptance';
    case 'openExternal':
      return `opens the way to ${each.body}`;
  }
}

const names = Object.keys as <K extends string>(of: { readonly [N in K]?: unknown }) => K[];

/** `docs/lifecycle.md`: the table of rules, drawn and told, with what the house procedure makes of it. */
export const lifecyclePage = (rules: Rules): string => `# The life of a complaint

Made by \`npm run docs\` from \`domain/lifecycle.ts\` and \`procedures/recourse-default\`; \`test/docs.test.ts\` holds it against them.
Words: [vocabulary](vocabulary.md).

${fenced('mermaid', diagram())}

Actions that lead nowhere else are not drawn. The stages: ${stages.join(', ')}. All but the last are open.

## Actions

Each row: what may be done, where, by whom, what must hold, what it is for the clocks, and which letters the house
procedure then owes. *tier* stands for the roles that the procedure names for the complaint's tier
(here: ${rules.tiers.map(({ number, roles }) => `${number}: ${roles.join(', ')}`).join('; ')}). A refusal names what one never may before what is not possible now.

${table(
  ['action', 'ISO 10002', 'from → to', 'who', 'rules', 'facts', 'letters owed'],
  actionKinds.map((kind) => [
    `\`${kind}\``,
    rowOf(kind).clause,
    kind === 'receive' ? 'begins it: received' : ways(rowOf(kind).from),
    who(rowOf(kind).by),
    rowOf(kind)
      .guards.map((guard) => ruleWords[guard])
      .join('; '),
    rowOf(kind).facts.join(', '),
    letters(kind, rules),
  ]),
)}

Beside these, \`reject\` and \`escalate\` are \`escalated\` or \`escalatedByClock\`, and \`tierEntered\`, where they lead to the next
tier${owing(['fact:escalated', 'fact:escalatedByClock'], rules)}.

## Clocks of the house procedure

What ran out is an entry of the trail, done by the clock before anything that a person does at that instant or later.

${table(
  ['clock', 'kind', 'starts', 'met by', 'called off by', 'when it runs out', 'letters owed'],
  rules.clocks.map(({ name, kind, starts, metBy, cancelledBy, atDue = [] }) => [
    `\`${name}\``,
    kind,
    starts.join(', '),
    metBy.join(', '),
    cancelledBy.join(', '),
    ['is recorded', ...atDue.map(ending)].join('; '),
    owed([`breach:${name}`, `expiry:${name}`], rules).join(', '),
  ]),
)}

## Imports

Whoever takes over an import puts on record what happened before it, each action at its own instant and without asking
the rules above, as its source shows evidence of it: ${names(importRows)
  .map((kind) => `\`${kind}\` (${ways(importRows[kind] ?? {})})`)
  .join(', ')}. It closes as \`closedElsewhere\` only. Everything after the import stands under the table.
`;

const isAnywhere = (from: readonly Stage[]): boolean => from.length > 8;

function ways(from: { readonly [S in Stage]?: To }): string {
  const targets = [...new Set(names(from).map((stage) => from[stage] ?? 'same'))];
  return targets
    .map((target) => `${fromWords(names(from).filter((stage) => from[stage] === target))} → ${toWords(target)}`)
    .join('<br>');
}

function fromWords(from: readonly Stage[]): string {
  const missing = stages.filter((stage) => !from.includes(stage));
  if (missing.length === 0) return 'any stage';
  if (!isAnywhere(from)) return from.join(', ');
  const but = missing.filter((stage) => stage !== 'closed');
  return but.length > 0 ? `any open stage but ${but.join(', ')}` : 'any open stage';
}

const toWords = (target: To): string => (isFork(target) ? forkWords[target] : target);
const isFork = (target: To): target is Fork => target in forkWords;

const who = (by: readonly (Role | 'tier')[]): string =>
  by.map((each) => (each === 'tier' ? '*tier*' : each)).join(', ');

const letters = (kind: ActionKind, rules: Rules): string =>
  owed(
    rowOf(kind).facts.map((fact) => `fact:${fact}`),
    rules,
  ).join(', ');

const owed = (causes: readonly string[], rules: Rules): string[] =>
  rules.letters.filter(({ owedBy }) => owedBy.some((cause) => causes.includes(cause))).map(({ kind }) => kind);

const owing = (causes: readonly string[], rules: Rules): string => `, which owes: ${owed(causes, rules).join(', ')}`;

/** Arrows of one action from everywhere start at one mark, else nobody could read it. */
function diagram(): string {
  const arrows = new Map<string, ActionKind[]>();
  const draw = (from: string, target: To, kind: ActionKind) => {
    const arrow = `${from} --> ${target === 'nextTier' ? 'underInvestigation' : target}`;
    arrows.set(arrow, [...(arrows.get(arrow) ?? []), kind]);
  };
  for (const kind of actionKinds) {
    const { from } = rowOf(kind);
    const leading = names(from).filter((stage) => from[stage] !== 'same' && from[stage] !== undefined);
    if (isAnywhere(leading)) draw('anywhereOpen', from.received ?? 'same', kind);
    else for (const stage of leading) draw(stage, from[stage] ?? 'same', kind);
  }
  return [
    'stateDiagram-v2',
    '  anywhereOpen: from any open stage',
    ...names(forkWords)
      .filter((fork) => fork !== 'nextTier')
      .map((fork) => `  state ${fork} <<choice>>`),
    '  [*] --> received: receive',
    ...[...arrows].map(([arrow, kinds]) => `  ${arrow}: ${kinds.map(label).join(', ')}`),
    '  nextTierOrReferred --> underInvestigation: next tier, if the complainant may enter it',
    '  nextTierOrReferred --> referred: none',
    '  remediedWhenAllVerified --> remedied: all verified',
    '  remediedWhenAllVerified --> accepted: not yet',
    '  acceptedIfRedressOrdered --> accepted: redress ordered',
    '  acceptedIfRedressOrdered --> referred: none',
    '  closed --> [*]: nothing is owed any more',
  ].join('\n');
}

const label = (kind: ActionKind): string =>
  kind === 'escalate' ? 'escalate (clock; next tier; not from referred)' : kind;

export const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
