import type { Complaint } from '../domain/complaint.ts';
import type { Rules } from '../domain/rules.ts';
import { versionOf } from '../infra/procedures.ts';
import { readRulebook, rulesFor } from '../infra/rulebook.ts';

/** What each complaint took of its procedure. */
export async function readRules(folder: string): Promise<(complaint: Complaint) => Rules> {
  const rulebook = await readRulebook(folder);
  return ({ procedure: { id, version }, receivedAt, calendars }) => {
    const procedure = versionOf(rulebook.procedures, id, version);
    if (!procedure) throw new Error(`There is no procedure ${id} ${version}.`);
    return rulesFor(procedure, receivedAt.slice(0, 10), rulebook, calendars);
  };
}
