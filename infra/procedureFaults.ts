import type { Day } from '../domain/complaint.ts';
import type { Procedure } from '../domain/procedure.ts';
import type { Calendar } from '../domain/reckoner/calendar.ts';
import type { ProcedureFile } from '../domain/timetable.ts';
import { calendarProblems } from './files/calendars.ts';
import { clockProblems, pauseProblems, sourcelessProblems, suspensionProblems, tierProblems } from './files/clocks.ts';
import { labelOf } from './files/labels.ts';
import { sharedNames, unknownCalendars, unknownCauses, unknownNames, unknownWindows } from './files/names.ts';
import { revisionProblems, type Before } from './files/revisions.ts';
import { againstSchema, factWords, type Kind } from './files/schema.ts';
import { type Problem, type Spot } from './files/spot.ts';
import { namesAgree, overlaps, type Named, type Version } from './files/versions.ts';
import { readYaml, type Yaml } from './files/yaml.ts';

/** Why a file is refused, and where: `place` is a JSON Pointer, the sentence says what is wrong and what to do. */
export type FileFault = { file: string; line: number; column: number; place: string; reason: string };

/** What a procedure may name, and what it must keep clear of. */
export type Known = { calendars: ReadonlySet<string>; versions: readonly Version[]; before?: Before };

/** What the file of a procedure, and that of a calendar, must call itself; without a file it calls itself as it likes. */
type File = Named & { file: string };

/** A procedure that nothing is wrong with (FORMAT.md 4). */
export type ProcedureDocument = Omit<ProcedureFile, 'clocks'> &
  Omit<Procedure, 'clocks' | 'external'> & {
    clocks: (ProcedureFile['clocks'][number] & Procedure['clocks'][number] & Grounds)[];
    revision: number;
    effectiveFrom: Day;
    effectiveTo?: Day;
    summary: string;
    jurisdiction: string;
    review: string;
    notes?: string[];
    sources: { id: string; citation: string; confidence: Confidence; note?: string }[];
    tags?: { tag: string; means: string }[];
    external?: (NonNullable<Procedure['external']>[number] & {
      contact?: string;
      for?: string | string[];
      note?: string;
    })[];
  };

type Confidence = 'P' | 'S' | 'K';
type Grounds = {
  basis: 'law' | 'rule' | 'guidance' | 'target';
  confidence: Confidence;
  sources?: string[];
  note?: string;
};

/**
 * A procedure given as text, and every fault of it: as YAML, against its schema, against the rules of FORMAT.md 7.
 * There is a `procedure` only where there is no fault. Takes bytes too, which must be UTF-8. Never throws.
 */
export const checkProcedure = (
  content: string | Uint8Array,
  known: Known,
  named: File = { file: '' },
): { procedure?: ProcedureDocument; faults: FileFault[] } => judgeProcedure(readYaml(content), known, named);

/** As `checkProcedure`, for a calendar (FORMAT.md 3). */
export const checkCalendar = (
  content: string | Uint8Array,
  named: File = { file: '' },
): { calendar?: Calendar; faults: FileFault[] } => judgeCalendar(readYaml(content), named);

/** `checkCalendar` for a text that was read before. */
export function judgeCalendar(yaml: Yaml, named: File): { calendar?: Calendar; faults: FileFault[] } {
  const faults = faultsOf('calendar', yaml, named, (root) => calendarProblems(root, named.id));
  if (faults.length > 0) return { faults };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its schema says so
  return { calendar: yaml.root?.value as Calendar, faults };
}

/** `checkProcedure` for a text that was read before. */
export function judgeProcedure(
  yaml: Yaml,
  known: Known,
  named: File,
): { procedure?: ProcedureDocument; faults: FileFault[] } {
  const faults = faultsOf('procedure', yaml, named, (root) => [
    ...namesAgree(root, named),
    ...overlaps(root, named, known.versions),
    ...tierProblems(root),
    ...clockProblems(root),
    ...pauseProblems(root),
    ...suspensionProblems(root),
    ...sourcelessProblems(root),
    ...sharedNames(root),
    ...unknownNames(root),
    ...unknownCauses(root, factWords()),
    ...unknownWindows(root),
    ...unknownCalendars(root, known.calendars),
    ...(known.before ? revisionProblems(root, known.before) : []),
  ]);
  if (faults.length > 0) return { faults };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its schema says so
  return { procedure: yaml.root?.value as ProcedureDocument, faults };
}

function faultsOf(kind: Kind, yaml: Yaml, { file }: File, rules: (root: Spot) => Problem[]): FileFault[] {
  const { root } = yaml;
  const problems = root ? [...yaml.problems, ...againstBoth(kind, root, rules(root))] : yaml.problems;
  return problems
    .map((problem) => ({
      file,
      ...yaml.positionOf(problem),
      place: pointer(problem),
      reason: `${root ? labelOf(root, problem.path) : ''}${problem.reason}`,
    }))
    .toSorted((one, other) => one.line - other.line || one.column - other.column);
}

/** Where a rule and the schema refuse the same place, the rule says it better. */
function againstBoth(kind: Kind, root: Spot, byRules: Problem[]): Problem[] {
  const isMapping = typeof root.value === 'object' && root.value !== null && !Array.isArray(root.value);
  if (!isMapping) return [{ path: [], reason: `a ${kind} is a mapping that begins with \`format\`` }];
  const told = new Set(byRules.map(pointer));
  return [...againstSchema(kind, root).filter((misfit) => !told.has(pointer(misfit))), ...byRules];
}

const pointer = ({ path }: Problem): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
