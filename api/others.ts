import type { ActionOf } from '../domain/action.ts';
import type { Complaint, Instant } from '../domain/complaint.ts';
import { isReference, readable } from '../domain/reference.ts';
import { Refusal } from '../domain/refusal.ts';
import { findComplaint, findDuplicates } from '../store/read.ts';
import { maySee, type Person } from './person.ts';

// What one complaint says of another one, held against that one (7.2). Throws Refusals.

type Asking = { complaint: Complaint; person: Person };

/** With who dealt with the other complaint, where this one is about its handling. */
export async function linked(action: ActionOf<'link'>, asking: Asking): Promise<ActionOf<'link'>> {
  const other = await otherOf(action.reference, '/reference', asking);
  const { reference } = other;
  if (action.as !== 'aboutHandling') return { ...action, reference };
  await refuseCircle(other, asking.complaint);
  const { dealt, handler } = other;
  const people = new Set([...Object.values(dealt).flat(), ...(handler ? [handler] : [])]);
  return { ...action, reference, people: [...people] };
}

/** Of the one that is to be answered; never of a duplicate, nor where others wait for this one. */
export async function markedDuplicate(
  action: ActionOf<'markDuplicate'>,
  asking: Asking,
): Promise<ActionOf<'markDuplicate'>> {
  const { reference: of, duplicateOf } = await otherOf(action.of, '/of', asking);
  if (duplicateOf) throw new Refusal('impossible', 'duplicateOfDuplicate', { pointer: '/of', reference: duplicateOf });
  const [waiting] = await findDuplicates(asking.complaint.reference);
  if (waiting) throw new Refusal('not-now', 'hasDuplicates', { reference: waiting });
  return { ...action, of };
}

/** With the instant at which the complaint that says the same was answered, if it was. */
export async function answeredWith(action: ActionOf<'close'>, { duplicateOf }: Complaint): Promise<ActionOf<'close'>> {
  if (action.reason !== 'duplicate' || !duplicateOf) return action;
  const original = await findComplaint(duplicateOf);
  const answeredAt = original && answeredLast(original);
  return { ...action, ...(answeredAt && { answeredAt }) };
}

const answeredLast = ({ decidedAt, earlier, closed }: Complaint): Instant | undefined =>
  decidedAt ?? earlier.findLast((each) => each.decidedAt)?.decidedAt ?? closed?.at;

async function otherOf(written: string, pointer: string, { complaint, person }: Asking): Promise<Complaint> {
  const reference = readable(written);
  if (reference === complaint.reference) throw new Refusal('impossible', 'itself', { pointer });
  const other = isReference(reference) ? await findComplaint(reference) : undefined;
  if (!other || person === 'complainant' || !maySee(person, other)) {
    throw new Refusal('impossible', 'unknownComplaint', { pointer });
  }
  return other;
}

/** What is said of the handling of a complaint is no answer to the one that this is about. */
async function refuseCircle(other: Complaint, { reference }: Complaint): Promise<void> {
  const seen = new Set<string>();
  const next = [other];
  for (let each = next.pop(); each; each = next.pop()) {
    for (const link of each.links ?? []) {
      if (link.as !== 'aboutHandling' || seen.has(link.reference)) continue;
      if (link.reference === reference) throw new Refusal('impossible', 'linkCircle', { pointer: '/reference' });
      seen.add(link.reference);
      const further = await findComplaint(link.reference);
      if (further) next.push(further);
    }
  }
}
