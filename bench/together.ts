import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import { lodge } from '../domain/advance.ts';
import type { Action } from '../domain/action.ts';
import type { Instant } from '../domain/complaint.ts';
import { addMilliseconds } from '../domain/day.ts';
import type { Rules } from '../domain/rules.ts';
import { ownProcedures, versionOf } from '../infra/procedures.ts';
import { readRulebook, rulesFor } from '../infra/rulebook.ts';
import { closeStore, openStore } from '../store/connect.ts';
import { EntryModel } from '../store/schemas.ts';
import type { complaintWorkflow } from '../workflows/complaint.ts';
import { receipt, workflowId, type Held } from '../workflows/messages.ts';
import { latencies, round } from './figures.ts';
import type { House } from './house.ts';

/** Clocks that run out in one minute, and how late each is dealt with. */
export const together = async (house: House, isQuick: boolean) => ({
  together: await lateness(house, await dueTogether(house, isQuick ? 300 : 5_000)),
});

type Together = { prefix: string; count: number; last: Instant };

const hour = 3_600_000;
const minute = 60_000;
const atOnce = 40;

/** Opens complaints of which one clock each runs out in the same minute, a while after the last of them is open. */
async function dueTogether({ stack, queue }: House, count: number): Promise<Together> {
  const rulebook = await readRulebook(ownProcedures);
  const procedure = versionOf(rulebook.procedures, 'recourse-default', '2024-01-01');
  if (!procedure) throw new Error('The procedure recourse-default is missing.');
  const now = new Date().toISOString();
  const usual = rulesFor(procedure, now.slice(0, 10), rulebook);
  // Some can be opened in a second, on any machine that is worth measuring on; and then comes a quiet moment, without warnings.
  const wait = (count / 25) * 1_000 + 15_000;
  const first = addMilliseconds(now, wait);
  const rules: Rules = {
    ...usual,
    clocks: usual.clocks.map((clock) =>
      clock.name === 'decision'
        ? { ...clock, warnings: [], limit: { count: (wait + minute) / hour, unit: 'hours' } }
        : clock,
    ),
  };
  const connection = await Connection.connect({ address: stack.temporal });
  const client = new Client({ connection });
  const prefix = `T-${Date.now()}-`;
  let begun = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (begun < count) {
        const number = begun++;
        const at = addMilliseconds(now, Math.floor((number * minute) / count) - minute);
        await open(client, queue, `${prefix}${number}`, at, rules);
      }
    }),
  );
  const early = Date.parse(first) - Date.now();
  if (early < 5_000) throw new Error(`They were not open in time: ${early} ms before they are due.`);
  await connection.close();
  return { prefix, count, last: addMilliseconds(first, minute) };
}

/** Received in the course of one minute, and written down when it is their turn. */
async function open(client: Client, taskQueue: string, reference: string, at: Instant, rules: Rules): Promise<void> {
  const recordedAt = new Date().toISOString();
  const procedure = { id: 'recourse-default', version: '2024-01-01', revision: 1 };
  const action = { kind: 'receive', channel: 'phone', complainant: {}, procedure } as const;
  const lodged = lodge(reference, { action, by: { id: 'contact', role: 'contact' }, at, recordedAt }, rules);
  const held: Held = {
    complaint: lodged.complaint,
    rules,
    lodged,
    receipt: { key: 'receipt', digest: '', sequence: 1 },
    answered: [],
    outbox: [],
  };
  const startWorkflowOperation = new WithStartWorkflowOperation<typeof complaintWorkflow>('complaintWorkflow', {
    workflowId: workflowId(reference),
    workflowIdConflictPolicy: 'FAIL',
    taskQueue,
    args: [held],
  });
  await client.workflow.executeUpdateWithStart(receipt, { startWorkflowOperation });
}

/** How long after its instant each was dealt with, and when the last one was on record. */
async function lateness({ stack }: House, { prefix, count, last }: Together) {
  await openStore(stack.database.uri);
  const ofThem = { _id: { $gte: prefix, $lt: `${prefix}~` }, 'entry.action.kind': 'runOut' };
  const find = async () => EntryModel.find(ofThem, { reference: 1, entry: 1 }).lean();
  let found = await find();
  const patience = Date.parse(last) + 600_000;
  while (found.length < count && Date.now() < patience) {
    await sleep(1_000);
    found = await find();
  }
  const recorded = round((Date.now() - Date.parse(last)) / 1_000, 1);
  await sleep(2_000);
  found = await find(); // one too many would come now
  await closeStore();
  const twice = found.length - new Set(found.map(({ reference }) => reference)).size;
  return {
    count,
    fired: found.length,
    twice,
    lateMilliseconds: latencies(found.map(({ entry: { action, at } }) => Date.parse(at) - Date.parse(dueOf(action)))),
    secondsToTheLastAfterTheMinute: recorded,
  };
}

const dueOf = (action: Action): Instant => (action.kind === 'runOut' ? action.due : '');
