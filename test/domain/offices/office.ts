import type { Instant } from '../../../domain/complaint.ts';
import { toBeWritten } from '../../../domain/letter.ts';
import type { ActionOf, Promised } from '../../../domain/action.ts';
import type { Actor } from '../../../domain/actor.ts';
import type { Rules } from '../../../domain/rules.ts';
import { ownProcedures, versionOf } from '../../../infra/procedures.ts';
import { readRulebook, rulesFor } from '../../../infra/rulebook.ts';
import { live, type Life } from '../life.ts';

const rulebook = await readRulebook(ownProcedures);

/** What a complaint takes of a shipped procedure when it is received that day. */
function rulesOf(id: string, version: string, receivedAt: Instant): Rules {
  const procedure = versionOf(rulebook.procedures, id, version);
  if (!procedure) throw new Error(`There is no procedure ${id} ${version}.`);
  return rulesFor(procedure, receivedAt.slice(0, 10), rulebook);
}

/** A complaint that comes to such an office. */
export const comesTo = (id: string, version: string, at: Instant, fields: Partial<ActionOf<'receive'>> = {}): Life =>
  live({ rules: rulesOf(id, version, at), at, ...fields });

/** What is found, proposed with everything that the procedure wants written, and communicated. */
export function answers(life: Life, by: Actor, redress: Promised[] = [], outcome?: string): Life {
  const letter = Object.fromEntries(toBeWritten(life.rules).map((element) => [element, 'sealed']));
  return life
    .does(by, 'find')
    .does(by, 'propose', { redress, letter })
    .does(by, 'decide', outcome ? { outcome } : {});
}
