import { linesOf } from './lines.ts';
import { readHeader } from './header.ts';
import { Hopeless } from './persist.ts';
import { recordsOf, type RawRow } from './records.ts';
import { openReport, type Fate, type Report } from './report.ts';
import { RowFault, type Row, type Source } from './row.ts';

export type Run = {
  source: Source;
  /** The file's name without its folder. */
  file: string;
  chunks: AsyncIterable<Uint8Array>;
  /** What to do with a row that could be read. */
  take(row: Row): Promise<Fate>;
  rowsInFlight: number;
  byLine: boolean;
  /** Told after every row. */
  progress?(rows: number, bytes: number): void;
};

/**
 * Takes every row of a file, some at a time, and accounts for each exactly once: what was not reached because the
 * run was stopped is counted to the end of the file. Throws a FileFault, before anything is taken, where the header
 * is wrong.
 */
export function openRun(run: Run) {
  const report = openReport({ source: run.source.name, file: run.file, byLine: run.byLine });
  let stopped: string | undefined;
  let finished = 0;
  let bytes = 0;

  const fateOf = async (raw: RawRow, cellsOf: ReturnType<typeof readHeader>['cellsOf']): Promise<Fate> => {
    if (stopped !== undefined) return { became: 'notReached', why: stopped };
    if ('fault' in raw) return { became: 'refused', why: raw.fault };
    try {
      const row = run.source.map(cellsOf(raw.cells), { file: run.file, line: raw.line });
      report.row(raw.line, row);
      const finishedBefore = finished;
      const fate = await run.take(row);
      if (fate.became !== 'notReached') finished += 1;
      else if (finished === finishedBefore) stopped ??= `${fate.why} Nor was any other row answered meanwhile.`;
      return fate;
    } catch (error) {
      if (error instanceof RowFault) return { became: 'refused', why: error.message };
      if (!(error instanceof Hopeless)) throw error;
      stopped ??= error.message;
      return { became: 'notReached', why: error.message };
    }
  };

  return {
    /** Ends the run after what is in flight. */
    stop(why: string): void {
      stopped ??= why;
    },
    ending: (): boolean => stopped !== undefined,
    tally: report.tally,

    async all(): Promise<Report> {
      const began = performance.now();
      const rows = recordsOf(linesOf(run.chunks));
      const { value: first } = await rows.next();
      const header = readHeader(first ?? undefined, run.source);
      report.header(header);
      bytes += first?.bytes ?? 0;

      // An async generator hands out one row per call, in order, however many ask.
      const worker = async (): Promise<void> => {
        for await (const raw of { [Symbol.asyncIterator]: () => ({ next: () => rows.next() }) }) {
          report.fate(raw.line, await fateOf(raw, header.cellsOf));
          bytes += raw.bytes;
          run.progress?.(report.rows(), bytes);
        }
      };
      await Promise.all(Array.from({ length: run.rowsInFlight }, worker));
      return report.close((performance.now() - began) / 1_000, stopped);
    },
  };
}
