import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import type { Complaint, Instant } from '../domain/complaint.ts';
import { addMilliseconds } from '../domain/day.ts';
import { faultsOf, type Fault } from '../domain/reconcile.ts';
import type { Rules } from '../domain/rules.ts';
import { findComplaint, findTrail } from '../store/read.ts';
import { findPage, type Kept } from '../store/walk.ts';
import { readJudging } from './judging.ts';

type Walking = {
  client: Client;
  taskQueue: string;
  tell: (fault: Fault) => void;
  /** Told after each page, of what was looked at so far. */
  progress: (sum: Sum) => void;
};
/** What was looked at, and how much of it was wrong. */
export type Sum = { complaints: number; clocks: number; faults: number };

const pageLength = 200;
/** What is due may be under way for so long. */
const patience = 600_000;
/** What looks wrong is looked at again after so long: somebody may just have done something to it. */
const again = [500, 3000];

/** Looks at every complaint that is stored, and at every one that only Temporal knows. */
export async function reconcile({ client, taskQueue, tell, progress }: Walking): Promise<Sum> {
  const running = await runningComplaints(client, taskQueue);
  const rulesOf = await readJudging();
  const by = addMilliseconds(new Date().toISOString(), -patience);
  const sum: Sum = { complaints: 0, clocks: 0, faults: 0 };
  const report = (faults: readonly Fault[]): void => {
    sum.faults += faults.length;
    for (const fault of faults) tell(fault);
  };
  const judge = (kept: Kept, isRunning: boolean): Fault[] => faultsIn(kept, isRunning, rulesOf, by);

  const unseen = new Set(running);
  for (
    let after = '', page = await findPage(after, pageLength);
    page.length > 0;
    page = await findPage(after, pageLength)
  ) {
    const suspects: string[] = [];
    for (const kept of page) {
      const { reference, clocks } = kept.complaint;
      unseen.delete(reference);
      if (judge(kept, running.has(reference)).length > 0) suspects.push(reference);
      sum.complaints += 1;
      sum.clocks += clocks.length;
      after = reference;
      await breathe(); // a worker has more to do than this
    }
    progress(sum);
    report(await stillWrong(suspects, client, judge));
  }
  report(await stillWrong([...unseen], client, judge));
  return sum;
}

type Judge = (kept: Kept, isRunning: boolean) => Fault[];

function faultsIn({ complaint, trail }: Kept, isRunning: boolean, rulesOf: RulesOf, by: Instant): Fault[] {
  const { reference } = complaint;
  try {
    return faultsOf({ complaint, trail, rules: rulesOf(complaint), isRunning, by });
  } catch (error) {
    return [{ reference, fault: 'untold', detail: error instanceof Error ? error.message : String(error) }];
  }
}

type RulesOf = (complaint: Complaint) => Rules;

/** What is wrong with these however often one looks, each read again and its workflow asked for by name. */
async function stillWrong(references: readonly string[], client: Client, judge: Judge): Promise<Fault[]> {
  let wrong = new Map<string, Fault[]>(references.map((reference) => [reference, []]));
  for (const wait of again) {
    if (wrong.size === 0) return [];
    await sleep(wait);
    const still = new Map<string, Fault[]>();
    for (const reference of wrong.keys()) {
      const faults = await lookAgain(reference, client, judge);
      if (faults.length > 0) still.set(reference, faults);
    }
    wrong = still;
  }
  return [...wrong.values()].flat();
}

async function lookAgain(reference: string, client: Client, judge: Judge): Promise<Fault[]> {
  // The workflow first: it ends after the last of it is stored.
  const isRunning = await runs(client, reference);
  const complaint = await findComplaint(reference);
  if (complaint) return judge({ complaint, trail: await findTrail(reference) }, isRunning);
  if (!isRunning) return [];
  return [{ reference, fault: 'otherFacts', detail: 'its workflow is running, and nothing of it is stored' }];
}

/** As `workflows/messages.ts` has it, which activities do not load. */
const prefix = 'complaint/';

/** The references of all complaints whose workflow is running, asked for once and not one by one. */
async function runningComplaints(client: Client, taskQueue: string): Promise<Set<string>> {
  const queue = taskQueue.replaceAll("'", "''");
  const query = `WorkflowType = 'complaintWorkflow' AND ExecutionStatus = 'Running' AND TaskQueue = '${queue}'`;
  const references = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query })) references.add(workflowId.slice(prefix.length));
  return references;
}

async function runs(client: Client, reference: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(prefix + reference).describe();
    return status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
