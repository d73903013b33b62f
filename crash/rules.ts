import type { Complaint } from '../domain/complaint.ts';
import { rulesOf } from '../domain/procedure.ts';
import type { Rules } from '../domain/rules.ts';
import { readProcedures, versionOf } from '../infra/procedures.ts';

/** What each complaint took of its procedure. */
export async function readRules(folder: string): Promise<(complaint: Pick<Complaint, 'procedure'>) => Rules> {
  const procedures = await readProcedures(folder);
  return ({ procedure: { id, version } }) => {
    const procedure = versionOf(procedures, id, version);
    if (!procedure) throw new Error(`There is no procedure ${id} ${version}.`);
    return rulesOf(procedure);
  };
}
