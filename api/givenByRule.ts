import { give, type Step } from '../domain/advance.ts';
import { eligible, leastLoaded } from '../domain/assignment.ts';
import type { Instant } from '../domain/complaint.ts';
import type { Organisation } from '../domain/organisation.ts';
import type { Rules } from '../domain/rules.ts';
import { countAssigned } from '../store/staff.ts';
import type { Directory } from './directory.ts';

/**
 * A receipt with whom the organisation's rules give it to: who has the fewest of those who may have it. It is part of what
 * the workflow starts with; where the request is sent again, the start that came first counts.
 */
export async function givenByRule(
  step: Step,
  now: Instant,
  rules: Rules,
  organisation: Organisation,
  directory: Directory,
): Promise<Step> {
  if (!organisation.assignment) return step;
  const house = { ...organisation, staff: await directory.staff() };
  const assignees = eligible(step.complaint, house, directory.today(), rules);
  if (!assignees) return step;
  const loads = await countAssigned(assignees.map(({ handler }) => handler));
  return give(step, leastLoaded(assignees, loads), now, rules);
}
