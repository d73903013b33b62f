import { Context } from '@temporalio/activity';
import { assigneeOf, neededBy } from '../domain/assignment.ts';
import type { Complaint, Day } from '../domain/complaint.ts';
import { addDays } from '../domain/day.ts';
import { isNewAbsence, isOwedBefore, type Absent, type Away } from '../domain/deputy.ts';
import type { Organisation, Staff } from '../domain/organisation.ts';
import { absenceOn, staffOn } from '../domain/staff.ts';
import { dayIn, startOf } from '../infra/zone.ts';
import { findAssigned, findStaff } from '../store/staff.ts';

/** How many complaints are read and told in one activity. */
const batch = 50;
/** How many are told in a second at most. */
const pace = 18;

/** One page of what somebody has who is away; without `last` it is over. */
type Page = { told: number; last?: string };

/** What absences need of the world. */
type Parts = { organisation: Organisation; tell: (reference: string, it: Absent) => Promise<unknown> };

/** Sees to it that whoever is away is stood in for in what is owed before they are back. */
export function standingIn({ organisation, tell }: Parts) {
  const { zone } = organisation;
  const today = (): Day => dayIn(zone, new Date().toISOString());

  return {
    /** Who is away today: all, or one person if they are. */
    async awayToday(only: string | null): Promise<Away[]> {
      const day = today();
      const staff = (await findStaff()).filter(({ _id }) => only === null || _id === only);
      return staff.flatMap(({ _id: absent, record }) => {
        const absence = absenceOn(record, day);
        return absence ? { absent, from: absence.from, to: absence.to } : [];
      });
    },

    /** Tells complaints of their handler's absence, in the order of their references. May run twice. */
    async passOn(away: Away, after: string): Promise<Page> {
      const context = Context.current();
      const deputy = await deputyOf(away);
      const found = await findAssigned(away.absent, { after }, batch);
      const end = startOf(zone, addDays(away.to, 1));
      const meant = found.filter((each) => isNewAbsence(each, away) && isOwedBefore(each, end));
      const begun = Date.now();
      for (const [index, complaint] of meant.entries()) {
        await context.sleep(Math.max(0, begun + (index * 1_000) / pace - Date.now()));
        await tell(complaint.reference, { away, ...(deputy && { deputy: asAssignee(deputy, complaint) }) });
        context.heartbeat(index);
      }
      const last = found.at(-1)?.reference;
      return { told: meant.length, ...(last && { last }) };
    },
  };

  async function deputyOf({ absent }: Away): Promise<Staff | undefined> {
    const day = today();
    const staff = await findStaff();
    const record = staff.find(({ _id }) => _id === absent)?.record;
    const deputy = record && absenceOn(record, day)?.deputy;
    const theirs = staff.find(({ _id }) => _id === deputy)?.record;
    return theirs && staffOn(theirs, day);
  }

  function asAssignee(deputy: Staff, complaint: Complaint) {
    return assigneeOf(deputy, complaint, neededBy(complaint, organisation), today());
  }
}
