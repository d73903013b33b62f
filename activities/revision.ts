import { Context } from '@temporalio/activity';
import type { Snapshot, Calendar } from '../domain/reckoner/calendar.ts';
import { snapshotFrom } from '../infra/snapshot.ts';
import type { Reached } from './index.ts';

type Tell = (reference: string, snapshot: Snapshot) => Promise<unknown>;

/** How many complaints are told in a second: twice as many keep two processors busy. */
const pace = 18;

/** Tells complaints of a revised calendar, at a pace that leaves room for people. What has ended meanwhile is left. */
export const tellAll =
  (tell: Tell) =>
  async (calendar: Calendar, complaints: readonly Reached[]): Promise<void> => {
    const context = Context.current();
    const begun = Date.now();
    for (const [index, { reference, receivedOn }] of complaints.entries()) {
      await context.sleep(Math.max(0, begun + (index * 1_000) / pace - Date.now()));
      await tell(reference, snapshotFrom(calendar, receivedOn));
      context.heartbeat(index);
    }
  };
