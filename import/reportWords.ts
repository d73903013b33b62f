import { duration } from './progress.ts';
import { fates, type Report } from './report.ts';
import { groups } from './row.ts';

const mostReasons = 20;
const mostLines = 8;
const mostCodes = 6;

const fateWords = {
  taken: 'taken',
  finished: 'finished, begun by an earlier run',
  alreadyThere: 'already there',
  mapped: 'mapped, nothing sent',
  refused: 'refused',
  notReached: 'not reached',
} satisfies Record<(typeof fates)[number], string>;

const groupWords = {
  category: 'categories',
  product: 'products',
  unit: 'units',
  region: 'regions',
  outcome: 'outcomes',
} satisfies Record<(typeof groups)[number], string>;

/** The report for the eye: all counts, the first lines of each reason; `--report` has the rest. */
export function reportWords(report: Report): string {
  const count = (rows: number): string => rows.toLocaleString('en').padStart(9);
  const lines = [
    `${report.file} (${report.source}): ${report.rows.toLocaleString('en')} rows in ${duration(report.seconds)}`,
  ];
  for (const became of fates) {
    if (report.tally[became] > 0) lines.push(`${count(report.tally[became])}  ${fateWords[became]}`);
  }
  lines.push('', ...mappedWords(report));
  const shared = report.mapped.filter(({ wordings }) => wordings.length > 1);
  if (shared.length > 0) lines.push('', 'Different wordings, one code:');
  for (const { code, wordings } of shared.slice(0, mostReasons)) lines.push(`  ${code}: ${wordings.join(' | ')}`);

  if (report.unknownColumns.length > 0) {
    const names = report.unknownColumns.map(({ name, column }) => `${name || '(no name)'} (column ${column})`);
    lines.push('', `Unknown columns in the header, not taken: ${names.join(', ')}`);
  }
  if (report.unknownCodes.length > 0) lines.push('', 'Unknown codes, taken as words only:');
  for (const { column, wording, lines: at } of report.unknownCodes.slice(0, mostReasons)) {
    lines.push(`  ${column} ${wording}: ${lineWords(at)}`);
  }
  for (const kind of ['refused', 'notReached'] as const) {
    const whys = report[kind];
    if (whys.length > 0) lines.push('', kind === 'refused' ? 'Refused:' : 'Not reached:');
    for (const { why, lines: at } of whys.slice(0, mostReasons)) lines.push(`  ${lineWords(at)}: ${why}`);
    if (whys.length > mostReasons) lines.push(`  … and ${whys.length - mostReasons} reasons more (--report tells all)`);
  }
  if (report.stopped !== undefined) {
    lines.push('', `Stopped: ${report.stopped}`, 'Run the same again to go on; nothing will be doubled.');
  }
  return lines.join('\n');
}

function mappedWords({ mapped }: Report): string[] {
  return groups.flatMap((group) => {
    const codes = mapped.filter((code) => code.group === group);
    if (codes.length === 0) return [];
    const first = codes.slice(0, mostCodes).map(({ code, rows }) => `${code} ${rows.toLocaleString('en')}`);
    const more = codes.length > mostCodes ? `, … ${codes.length - mostCodes} more` : '';
    return [`${codes.length.toLocaleString('en').padStart(9)}  ${groupWords[group]}: ${first.join(', ')}${more}`];
  });
}

function lineWords(lines: number[]): string {
  const ranges = rangesOf(lines);
  const first = ranges.slice(0, mostLines).map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`));
  const rest = ranges.slice(mostLines).reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const more = rest > 0 ? `, … ${rest.toLocaleString('en')} more` : '';
  return `${lines.length === 1 ? 'line' : 'lines'} ${first.join(', ')}${more}`;
}

/** Neighbouring lines together; they come in ascending order. */
function rangesOf(lines: number[]): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last && line <= last.to + 1) last.to = line;
    else ranges.push({ from: line, to: line });
  }
  return ranges;
}
