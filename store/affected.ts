import type { Complaint, Day } from '../domain/complaint.ts';
import { ComplaintModel } from './schemas.ts';

type Which = { calendar: string; revision: number; after: string; limit: number };
type Found = { _id: string; complaint: Pick<Complaint, 'stage' | 'receivedAt' | 'calendars'> };

/** The open complaints after this reference that use a calendar and do not know this revision yet, in order. */
export async function findAffected({
  calendar,
  revision,
  after,
  limit,
}: Which): Promise<{ reference: string; receivedOn: Day }[]> {
  const affected: { reference: string; receivedOn: Day }[] = [];
  for (let last = after; affected.length < limit;) {
    const page = await ComplaintModel.aggregate<Found>([
      { $match: { _id: { $gt: last } } },
      { $sort: { _id: 1 } },
      { $limit: 500 },
      { $project: { 'complaint.stage': 1, 'complaint.receivedAt': 1, 'complaint.calendars': 1 } },
    ]);
    const end = page.at(-1);
    if (!end) break;
    last = end._id;
    for (const { _id, complaint } of page) {
      const known = complaint.calendars.filter(({ id }) => id === calendar);
      const isNews = known.length > 0 && known.every((each) => each.revision < revision);
      if (isNews && complaint.stage !== 'closed') {
        affected.push({ reference: _id, receivedOn: complaint.receivedAt.slice(0, 10) });
      }
    }
  }
  return affected.slice(0, limit);
}
