import { at, has, problem, quoted, textAt } from './spot.ts';
import type { Problem, Spot } from './spot.ts';

/** A version of a procedure, as far as others must keep clear of it (FORMAT.md 1). */
export type Version = { id: string; version: string; effectiveTo?: string };

/** What a file must call itself. */
export type Named = { id?: string; version?: string };

/** The version that a file holds, by its name where it has one; `undefined` where nothing tells. */
export function versionOf(file: Spot, named: Named): Version | undefined {
  const { id = textAt(file, 'id'), version = textAt(file, 'version') } = named;
  const effectiveTo = textAt(file, 'effectiveTo');
  return id !== undefined && version !== undefined
    ? { id, version, ...(effectiveTo !== undefined && { effectiveTo }) }
    : undefined;
}

/** `version`, `effectiveFrom` and file name differ, or `id` and folder do. */
export function namesAgree(file: Spot, named: Named): Problem[] {
  const { id, version } = named;
  const wanted: [string, string | undefined, string][] = [
    ['id', id, 'the name of its folder'],
    ['version', version, 'the name of its file'],
    ['effectiveFrom', version ?? textAt(file, 'version'), version ? 'the name of its file' : '`version`'],
  ];
  return wanted
    .filter(([key, value]) => value !== undefined && has(file, key) && textAt(file, key) !== value)
    .map(([key, value, what]) => problem(at(file, key), `\`${key}\` must be ${quoted(value)}, as ${what} is`));
}

/** A version ends before it begins, or runs on into a later one of its id. */
export function overlaps(file: Spot, named: Named, others: readonly Version[]): Problem[] {
  const own = versionOf(file, named);
  if (!own) return [];
  const { id, version, effectiveTo } = own;
  const end = at(file, 'effectiveTo');
  if (effectiveTo !== undefined && effectiveTo < version) {
    return [problem(end, `it ends before it begins: \`effectiveTo\` must not be before ${version}`)];
  }
  return others
    .filter((other) => other.id === id)
    .flatMap((other) => {
      if (effectiveTo !== undefined && version < other.version && effectiveTo >= other.version) {
        return [problem(end, `version ${other.version} begins while this one is in force: end it the day before`)];
      }
      const isWithin = other.version < version && other.effectiveTo !== undefined && other.effectiveTo >= version;
      const reason = `version ${other.version} is in force until ${other.effectiveTo}: end it the day before this one`;
      return isWithin ? [problem(at(file, 'version'), reason)] : [];
    });
}
