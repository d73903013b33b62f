import { Context } from '@temporalio/activity';
import type { Revised, Revision } from '../domain/revision.ts';
import { revisedFor } from '../infra/rulebook.ts';
import type { Reached } from './index.ts';

type Tell = (reference: string, revised: Revised) => Promise<unknown>;

/** How many complaints are told in a second: twice as many keep two processors busy. */
const pace = 18;

/** Tells complaints of a revision, at a pace that leaves room for people. What has ended meanwhile is left. */
export const tellAll =
  (tell: Tell) =>
  async (revision: Revision, complaints: readonly Reached[]): Promise<void> => {
    const context = Context.current();
    const begun = Date.now();
    for (const [index, { reference, receivedOn }] of complaints.entries()) {
      await context.sleep(Math.max(0, begun + (index * 1_000) / pace - Date.now()));
      await tell(reference, revisedFor(revision, receivedOn));
      context.heartbeat(index);
    }
  };
