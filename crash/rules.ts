import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Complaint } from '../domain/complaint.ts';
import type { Calendar } from '../domain/reckoner/calendar.ts';
import type { Procedure } from '../domain/procedure.ts';
import type { Rules } from '../domain/rules.ts';
import { checkFolder } from '../infra/procedureFiles.ts';
import { rulebookOf, rulesFor } from '../infra/rulebook.ts';

/**
 * What each complaint took of its procedure, with these later revisions of calendars. The hasty one is read as it is: it
 * keeps no rule of FORMAT.md on limits.
 */
export async function readRules(folder: string, revised: Calendar[] = []): Promise<(complaint: Complaint) => Rules> {
  const { calendars } = rulebookOf([], [...(await checkFolder(folder)).calendars, ...revised]);
  return ({ procedure: { id, version }, receivedAt, calendars: known }) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of the product, or made by `house.ts`
    const procedure = parse(readFileSync(join(folder, id, `${version}.yaml`), 'utf8')) as Procedure;
    return rulesFor(procedure, receivedAt.slice(0, 10), { calendars }, known);
  };
}
