import { fileURLToPath } from 'node:url';
import type { Procedure } from '../domain/procedure.ts';

/** The folder `procedures/` of the product; the build puts it into `dist/` too. */
export const ownProcedures = fileURLToPath(new URL('../procedures', import.meta.url));

/**
 * The version in force on a day (FORMAT.md 1); for a day before the first one, the first, since an import may be older
 * than any procedure. Undefined where there is no such procedure.
 */
export function inForce<P extends Procedure>(procedures: Map<string, P[]>, id: string, day: string): P | undefined {
  const versions = procedures.get(id) ?? [];
  return versions.find(({ version }) => version <= day) ?? versions.at(-1);
}

export const versionOf = <P extends Procedure>(
  procedures: Map<string, P[]>,
  id: string,
  version: string,
): P | undefined => procedures.get(id)?.find((procedure) => procedure.version === version);
