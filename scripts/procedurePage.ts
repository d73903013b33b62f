import { flags } from '../domain/action.ts';
import type { Procedure } from '../domain/procedure.ts';
import type { ClockRule, ExternalRule, Rules, TierRule } from '../domain/rules.ts';
import { ending, fenced, table } from './lifecyclePage.ts';
import { procedureDiagram } from './procedureDiagram.ts';
import { extensionWords, limitWords, list, longer, tiersWords, whenWords } from './procedureWords.ts';

const edited = 'Made by `npm run docs` from the procedure’s file; `test/docs.test.ts` holds it against that.';

/** `docs/procedures/<id>-<version>.md`: what a procedure does, drawn and told from its data. */
export function procedurePage(procedure: Procedure, rules: Rules): string {
  const { id, version, title, tiers } = procedure;
  return `# ${title}

${edited} Its
sources, and what to check before use, are in [the file](../../procedures/${id}/${version}.yaml); what each word means is in [FORMAT.md](../../procedures/FORMAT.md), and the road itself in [lifecycle.md](../lifecycle.md).

${fenced('mermaid', procedureDiagram(rules))}

From every open stage it is closed when the complainant withdraws, cannot be reached on three days, or when it turns out to be
no complaint.${rules.reopenedBy.length > 0 ? ` ${reopening(procedure)}` : ''}

## Who decides

${table(
  ['tier', 'who', 'not', 'entered by', 'approval'],
  rules.tiers.map((tier, index) => [
    `${tier.number}. ${tiers[index]?.title ?? ''}`,
    list(tier.roles),
    list(tier.excluded.map(excludedWords)),
    tier.number === 1 ? 'receipt' : list(tier.entryBy),
    approvalWords(tier),
  ]),
)}

## Clocks

${table(
  ['clock', 'kind', 'for', 'starts', 'time', 'met by', 'called off by', 'warns', 'when it runs out'],
  rules.clocks.map((rule) => clockRow(rule, procedure)),
)}

${section('Short tracks', shortTracks(procedure))}${section('Extensions', extensions(rules))}${section('Pauses', pauses(procedure))}${section(
    'Suspensions',
    suspensions(procedure),
  )}## Letters

${table(
  ['letter', 'owed by', 'for', 'says'],
  (procedure.letters ?? []).map(({ kind, title: name, owedBy, contents, tiers: of, when }) => [
    `\`${kind}\` ${name}`,
    list(owedBy),
    tiersWords(of, when),
    list(contents.map(({ element }) => element)),
  ]),
)}

${section('Ways outside', rules.external.map(outsideWords))}${section(
    'Outcomes',
    (procedure.outcomes ?? []).map(({ code, label }) => `- \`${code}\`: ${label}`),
  )}${section(
    'Tags',
    (procedure.tags ?? []).map(
      ({ tag, means }) => `- \`${tag}\`${means ? `: ${means}` : ''}${isFlag(tag) ? ' (a flag)' : ''}`,
    ),
  )}`;
}

/** `docs/procedures/README.md`: all of them. */
export const procedureIndex = (
  all: readonly { procedure: Procedure; rules: Rules; file: string }[],
): string => `# Procedures

Made by \`npm run docs\` from \`procedures/\`. One page for each version that is shipped; which may be used as they are, and what has
to be checked first, each file says itself. \`recourse-default\` is the house procedure.

${table(
  ['procedure', 'in force from', 'tiers', 'clocks', 'decision within', 'ways outside'],
  all.map(({ procedure, rules, file }) => [
    `[${procedure.title}](${file})`,
    procedure.version,
    `${rules.tiers.length}`,
    `${rules.clocks.length}`,
    list(rules.clocks.filter(isFirstDecision).map(({ limit }) => limitWords(limit))),
    list(rules.external.map(({ body }) => body)),
  ]),
)}
`;

const isFirstDecision = ({ kind, metBy, starts, tiers }: ClockRule): boolean =>
  kind === 'duty' &&
  metBy.includes('decisionCommunicated') &&
  !metBy.includes('acknowledged') &&
  starts.some((fact) => fact === 'received' || fact === 'tierEntered') &&
  (!tiers || tiers.includes(1));

const isFlag = (tag: string): boolean => flags.some((flag) => flag === tag);

const section = (title: string, lines: readonly string[]): string =>
  lines.length > 0 ? `## ${title}\n\n${lines.join('\n')}\n\n` : '';

function clockRow(rule: ClockRule, { clocks }: Procedure): string[] {
  const { name, kind, starts, metBy, cancelledBy, atDue = [], warnings = [], tiers, when } = rule;
  const title = clocks.find((each) => each.name === name)?.title;
  return [
    `\`${name}\`${title ? ` ${title}` : ''}`,
    kind,
    tiersWords(tiers, when),
    `${list(starts)}${rule.startsAtLatest ? `, at the latest when \`${rule.startsAtLatest}\` runs out` : ''}${armedWords(rule)}`,
    longer(rule),
    list(metBy),
    list(cancelledBy),
    list(
      warnings.map(
        (each) =>
          `${list(each.notify)} ${'before' in each ? `${limitWords(each.before)} before` : `at ${each.atPercent} %`}`,
      ),
    ),
    list(['is recorded', ...atDue.map(ending)]),
  ];
}

const armedWords = ({ armed, recurs }: ClockRule): string =>
  [
    ...(armed === 'perTier' ? [', anew in each tier'] : []),
    ...(armed === 'shared' ? [', one time for all tiers'] : []),
    ...(armed === 'everyTime' ? [', every time'] : []),
    ...(recurs ? [`, again and again until ${list(recurs.until)}`] : []),
  ].join('');

const excludedWords = (code: string): string =>
  ({
    subjectOfComplaint: 'its subject',
    declaredConflict: 'with a conflict',
    handledEarlierTier: 'who dealt with it before',
    sameUnit: 'of the unit complained about',
  })[code] ?? code;

const approvalWords = ({ approval }: TierRule): string =>
  approval === 'always' ? 'always by a second person' : 'above the proposer’s authority';

const reopening = ({ reopening: window }: Procedure): string =>
  window ? `Once closed it can be opened again within ${limitWords(window.limit)}, by ${list(window.by)}.` : '';

const shortTracks = ({ shortTracks: tracks = [] }: Procedure): string[] =>
  tracks.map(
    ({ name, limit, takenBy, notFor = [], relieves }) =>
      `- \`${name}\`: ${list(takenBy)} within ${limitWords(limit)} relieves ${list(relieves)}${notFor.length > 0 ? `; not for ${list(notFor)}` : ''}.`,
  );

const extensions = ({ clocks }: Rules): string[] =>
  clocks.flatMap((rule) => (rule.extensions ? `- \`${rule.name}\`: ${extensionWords(rule.extensions)}.` : []));

const pauses = ({ pauses: list_ = [] }: Procedure): string[] =>
  list_.map(({ reason, clocks, startsBy, endsBy = [], max, times, when }) => {
    const by = startsBy ? `from ${startsBy} to ${list(endsBy)}` : 'begun and ended by people';
    const most = [
      max ? `at most ${limitWords(max)}` : '',
      times ? (times === 1 ? 'once' : `${times} times at most`) : '',
      tiersWords(undefined, when),
    ];
    return `- \`${reason}\` stops ${list(clocks)}: ${[by, ...most].filter((each) => each !== '').join('; ')}.`;
  });

const suspensions = ({ suspensions: list_ = [] }: Procedure): string[] =>
  list_.map(({ id, from, to, clocks, appliesTo }) => {
    const { receivedFrom, receivedTo, ...when } = appliesTo;
    const who = [
      receivedFrom ? `received from ${receivedFrom}` : '',
      receivedTo ? `received to ${receivedTo}` : '',
      whenWords(when),
    ];
    return `- \`${id}\`: ${list(clocks)} stand still from ${from} to ${to}, for complaints ${who.filter((each) => each !== '').join(', ')}.`;
  });

const outsideWords = ({ body, opens, when, tiers, window }: ExternalRule): string => {
  const limits = [tiersWords(tiers, when), window ? `while \`${window}\` is open` : 'without a limit of ours'];
  return `- ${body}: opened by ${list(opens)}; ${limits.filter((each) => each !== '').join('; ')}.`;
};
