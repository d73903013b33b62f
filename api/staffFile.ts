import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { misfitsOf } from './misfits.ts';
import { sayRefusal, type Locale } from './locale.ts';
import { newStaff, type NewStaff } from './staffSchemas.ts';

// Staff records from a CSV file. Its columns are those of the record; a cell of several parts has them between
// semicolons: `handler 2026-01-01; manager 2026-06-01..2026-12-31`, `2026-12-21..2026-12-31 deputy`, `arabic 2027-12-31`.

/** What is wrong in a line, in which field of its record. */
export type LineFault = { place: string; line: number; reason: string };
type Row = { line: number; asked: NewStaff };

const needed = ['id', 'name', 'units', 'roles'];
const columns = [...needed, 'absences', 'competences', 'authority'];

const record = z.object({ info: z.object({ lines: z.number() }), record: z.array(z.string()) });

/** The records in a file, each with its line, and everything that is wrong with the others. */
export function readStaffFile(csv: string, locale: Locale): { rows: Row[]; faults: LineFault[] } {
  const fault = (line: number, rule: string, particulars = {}): LineFault => ({
    place: '',
    line,
    reason: sayRefusal(locale, { rule, particulars }),
  });
  const read = linesOf(csv);
  if ('broken' in read) return { rows: [], faults: [fault(read.broken, 'brokenCsv')] };
  const [header, ...lines] = read.lines;
  const names = header?.cells.map((cell) => cell.trim()) ?? [];
  const isFit =
    needed.every((name) => names.includes(name)) &&
    names.every((name, index) => columns.includes(name) && names.indexOf(name) === index);
  if (!isFit) return { rows: [], faults: [fault(header?.line ?? 1, 'csvHeader', { needed, known: columns })] };

  const rows: Row[] = [];
  const faults: LineFault[] = [];
  for (const { line, cells } of lines) {
    const given = asRecord((name) => cells[names.indexOf(name)]?.trim() ?? '');
    const result = newStaff.safeParse(given);
    if (cells.length !== names.length) faults.push(fault(line, 'csvCells', { count: names.length }));
    else if (!result.success) {
      const { told } = misfitsOf(result.error, given, locale);
      faults.push(...told.map(({ pointer, detail }) => ({ place: pointer, line, reason: detail })));
    } else if (rows.some(({ asked }) => asked.id === result.data.id)) {
      faults.push({ ...fault(line, 'csvTwice'), place: '/id' });
    } else rows.push({ line, asked: result.data });
  }
  return { rows, faults };
}

/** The cells of each line, with the number of the line on which they begin. */
function linesOf(csv: string): { lines: { line: number; cells: string[] }[] } | { broken: number } {
  try {
    const found: unknown = parse(csv, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true });
    return {
      lines: z
        .array(record)
        .parse(found)
        .map(({ info, record: cells }) => ({ line: info.lines - breaksIn(cells), cells })),
    };
  } catch (error) {
    if (error instanceof CsvError) return { broken: Number(error['lines'] ?? 1) };
    throw error;
  }
}

const breaksIn = (cells: readonly string[]): number => cells.join('').split('\n').length - 1;

type Cell = (name: string) => string;

/** A line as somebody would send it as JSON; the schema says what is wrong with it. */
function asRecord(cell: Cell): object {
  const parts = (name: string): string[] =>
    cell(name)
      .split(';')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  const [value, ...currency] = cell('authority').split(/\s+/);
  return {
    id: cell('id'),
    name: cell('name'),
    units: parts('units'),
    roles: parts('roles').map((part) => {
      const [role, days = '', ...more] = part.split(/\s+/);
      return { role, ...spanIn(days), ...beside(more) };
    }),
    absences: parts('absences').map((part) => {
      const [days = '', deputy, ...more] = part.split(/\s+/);
      return { ...spanIn(days), ...(deputy && { deputy }), ...beside(more) };
    }),
    competences: parts('competences').map((part) => {
      const [code, until, ...more] = part.split(/\s+/);
      return { code, ...(until && { until }), ...beside(more) };
    }),
    ...(value && { authority: { value, currency: currency.join(' ') } }),
  };
}

/** `2026-01-01` or `2026-01-01..2026-12-31`. */
function spanIn(days: string): object {
  const [from, ...to] = days.split('..');
  return { from, ...(to.length > 0 && { to: to.join('..') }) };
}

/** What is more than a part can say is a field that no schema knows. */
const beside = (more: readonly string[]): object => (more.length > 0 ? { more } : {});
