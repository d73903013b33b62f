import type { Complaint } from '../domain/complaint.ts';
import type { Rules } from '../domain/rules.ts';
import { checkFolder } from '../infra/procedureFiles.ts';
import { readProcedures, versionOf } from '../infra/procedures.ts';
import { rulebookOf, rulesFor } from '../infra/rulebook.ts';

/** What each complaint took of its procedure. The hasty one is read as it is: it keeps no rule of FORMAT.md on limits. */
export async function readRules(folder: string): Promise<(complaint: Complaint) => Rules> {
  const procedures = await readProcedures(folder);
  const rulebook = rulebookOf([], (await checkFolder(folder)).calendars);
  return ({ procedure: { id, version }, receivedAt, calendars }) => {
    const procedure = versionOf(procedures, id, version);
    if (!procedure) throw new Error(`There is no procedure ${id} ${version}.`);
    return rulesFor(procedure, receivedAt.slice(0, 10), rulebook, calendars);
  };
}
