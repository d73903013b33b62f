import type { Header } from './header.ts';
import type { Mapped, Row, Unknown } from './row.ts';

/**
 * What became of a row. taken: received now, with all its actions; finished: received by an earlier run, the rest
 * now; alreadyThere: nothing was left to do; refused: by the file's rules or by Recourse; notReached: to be tried
 * again; mapped: read only, with --check.
 */
export type Fate =
  | { became: 'taken' | 'finished' | 'alreadyThere'; reference: string }
  | { became: 'refused' | 'notReached'; why: string; reference?: string }
  | { became: 'mapped' };

export const fates = ['taken', 'finished', 'alreadyThere', 'mapped', 'refused', 'notReached'] as const;

type Tally = Record<Fate['became'], number>;

type Lines = { rows: number; lines: number[] };

export type Report = {
  source: string;
  file: string;
  /** Why it ended before the end of the file. */
  stopped?: string;
  seconds: number;
  rows: number;
  tally: Tally;
  unknownColumns: Header['unknown'];
  unknownCodes: (Unknown & Lines)[];
  mapped: { group: Mapped['group']; code: string; wordings: string[]; rows: number }[];
  refused: { why: string; lines: number[] }[];
  notReached: { why: string; lines: number[] }[];
  /** Every row's fate, by line; only where it was asked for. */
  byLine?: ({ line: number } & Fate)[];
};

/** Counts as the rows come in. Each row is to be told once, with `fate`. */
export function openReport({ source, file, byLine }: { source: string; file: string; byLine: boolean }) {
  const tally: Tally = { taken: 0, finished: 0, alreadyThere: 0, refused: 0, notReached: 0, mapped: 0 };
  const whys = { refused: new Map<string, number[]>(), notReached: new Map<string, number[]>() };
  const mapped = new Map<string, { group: Mapped['group']; code: string; wordings: Set<string>; rows: number }>();
  const unknown = new Map<string, Unknown & Lines>();
  const all: ({ line: number } & Fate)[] = [];
  let unknownColumns: Header['unknown'] = [];

  return {
    tally,
    rows: () => Object.values(tally).reduce((sum, rows) => sum + rows, 0),

    header(header: Header): void {
      unknownColumns = header.unknown;
    },

    row(line: number, row: Row): void {
      for (const { group, code, wording } of row.mapped) {
        const known = mapped.get(`${group} ${code}`) ?? { group, code, wordings: new Set(), rows: 0 };
        known.rows += 1;
        known.wordings.add(wording);
        mapped.set(`${group} ${code}`, known);
      }
      for (const { column, wording } of row.unknown) {
        const known = unknown.get(`${column} ${wording}`) ?? { column, wording, rows: 0, lines: [] };
        known.rows += 1;
        known.lines.push(line);
        unknown.set(`${column} ${wording}`, known);
      }
    },

    fate(line: number, fate: Fate): void {
      tally[fate.became] += 1;
      if (fate.became === 'refused' || fate.became === 'notReached') {
        const lines = whys[fate.became].get(fate.why) ?? [];
        lines.push(line);
        whys[fate.became].set(fate.why, lines);
      }
      if (byLine) all.push({ line, ...fate });
    },

    close(seconds: number, stopped?: string): Report {
      const byWhy = (lines: Map<string, number[]>) =>
        [...lines].map(([why, at]) => ({ why, lines: at.toSorted(ascending) }));
      return {
        source,
        file,
        ...(stopped !== undefined && { stopped }),
        seconds: Math.round(seconds * 10) / 10,
        rows: this.rows(),
        tally,
        unknownColumns,
        unknownCodes: [...unknown.values()].map((code) => ({ ...code, lines: code.lines.toSorted(ascending) })),
        mapped: [...mapped.values()]
          .map((code) => ({ ...code, wordings: [...code.wordings].toSorted() }))
          .toSorted((a, b) => a.group.localeCompare(b.group) || b.rows - a.rows || a.code.localeCompare(b.code)),
        refused: byWhy(whys.refused),
        notReached: byWhy(whys.notReached),
        ...(byLine && { byLine: all.toSorted((a, b) => a.line - b.line) }),
      };
    },
  };
}

const ascending = (a: number, b: number): number => a - b;
