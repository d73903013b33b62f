import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Procedure } from '../domain/procedure.ts';

/** Every version of every procedure, by id, the newest first. */
export type Procedures = Map<string, Procedure[]>;

/** The folder `procedures/` of the product; the build puts it into `dist/` too. */
export const ownProcedures = fileURLToPath(new URL('../procedures', import.meta.url));

/** Reads `<id>/<version>.yaml`. Throws where a file is not what its name says. */
export async function readProcedures(folder: string): Promise<Procedures> {
  const procedures: Procedures = new Map();
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name === 'calendars') continue;
    const files = (await readdir(join(folder, entry.name))).filter((file) => file.endsWith('.yaml'));
    const versions = await Promise.all(
      files.map(async (file) => {
        const path = join(folder, entry.name, file);
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- validated against its schema before it is published; ours are in the repository
        const procedure = parse(await readFile(path, 'utf8'), { maxAliasCount: 0 }) as Procedure;
        if (procedure.id !== entry.name || procedure.version !== basename(file, '.yaml')) {
          throw new Error(`${path} holds ${procedure.id} ${procedure.version}: name and content must agree.`);
        }
        return procedure;
      }),
    );
    procedures.set(
      entry.name,
      versions.toSorted((one, other) => (one.version < other.version ? 1 : -1)),
    );
  }
  return procedures;
}

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
