import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { MongoClient, type Db } from 'mongodb';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Entry } from '../domain/action.ts';
import type { Complaint } from '../domain/complaint.ts';
import type { Letter } from '../domain/letter.ts';
import type { Notice } from '../domain/notice.ts';
import { readMails, type Received } from '../infra/mailbox.ts';
import { current, workflowId } from '../workflows/messages.ts';
import type { Client as ApiClient } from './client.ts';
import type { Stack as WholeStack } from './stack.ts';

type StoredEntry = {
  _id: string;
  reference: string;
  sequence: number;
  hash: string;
  entry: Entry;
  key?: string;
};
type StoredNotice = { _id: string; reference: string; sequence: number; notice: Notice };
type StoredLetter = { _id: string; reference: string; sequence: number; letter: Letter };

/** What is known of one complaint, from each place that knows of it. */
export type Evidence = {
  reference: string;
  stored: { version: number; complaint: Complaint } | undefined;
  entries: StoredEntry[];
  letters: StoredLetter[];
  notices: StoredNotice[];
  /** Of the mailbox, where each Message-ID is kept once. */
  mails: Pick<Received, 'messageId'>[];
  hasKey: boolean;
  /** The facts as the workflow holds them. */
  held: Complaint | undefined;
  /** By Temporal's own account. */
  workflow: { status: string; failedTasks: string[]; pending: string[] };
  /** By the API's. */
  api: { version: number; trail: { sequence: number; hash: string }[]; letters: string[] };
};

/** What is there at all, whether or not anybody asked for it. */
export type Census = { complaints: string[]; workflows: { reference: string; status: string }[]; strays: string[] };

type Stack = Pick<WholeStack, 'database' | 'temporal' | 'folder'>;
type Places = { database: Db; temporal: Client; api: ApiClient; mailbox: string };

/** Opens database, Temporal and mailbox directly, beside the API. */
export async function openPlaces({ database: uri, temporal: address, folder }: Stack, api: ApiClient) {
  const mongo = await MongoClient.connect(uri());
  const connection = await Connection.connect({ address: address() });
  const places: Places = {
    database: mongo.db(),
    temporal: new Client({ connection }),
    api,
    mailbox: join(folder, 'mailbox'),
  };
  return {
    ...places,
    async close(): Promise<void> {
      await connection.close();
      await mongo.close();
    },
  };
}

const collection = <T extends object>(database: Db, name: string) => database.collection<T & { _id: string }>(name);

const ofComplaints = "WorkflowType = 'complaintWorkflow'";

export async function census({ database, temporal }: Places): Promise<Census> {
  const ids = (name: string): Promise<string[]> => collection(database, name).distinct('_id');
  const [complaints, keys] = [await ids('complaints'), new Set(await ids('keys'))];
  const known = new Set(complaints);
  const ofNobody = async (name: string): Promise<string[]> =>
    (await collection<{ reference: string }>(database, name).distinct('reference'))
      .filter((reference) => !known.has(reference))
      .map((reference) => `${name} of ${reference}, which is not there`);
  const workflows: Census['workflows'] = [];
  for await (const { workflowId, status } of temporal.workflow.list({ query: ofComplaints })) {
    workflows.push({ reference: workflowId.replace('complaint/', ''), status: status.name });
  }
  const keyless = complaints.filter((reference) => !keys.has(reference)).map((reference) => `${reference} has no key`);
  return {
    complaints,
    workflows,
    strays: [
      ...(await ofNobody('entries')),
      ...(await ofNobody('letters')),
      ...(await ofNobody('notices')),
      ...keyless,
    ],
  };
}

/** A killed worker holds a letter for half a minute, and a server that was often away is tried ever more rarely. */
const patience = 180_000;

/** Gathered again where a clock moved the complaint meanwhile, or its letters are still on their way. */
export async function gather(places: Places, reference: string): Promise<Evidence> {
  const giveUp = Date.now() + patience;
  for (let tries = 0; ; tries += 1) {
    const evidence = await gatherOnce(places, reference);
    const { stored, held, api, entries, letters, workflow } = evidence;
    const versions = new Set([stored?.version, held?.version, api.version, entries.length]);
    const isPosting = letters.some(({ letter }) => letter.state === 'owed') || workflow.pending.length > 0;
    if (isPosting ? Date.now() > giveUp : versions.size === 1 || tries >= 5) return evidence;
    await sleep(500);
  }
}

async function gatherOnce({ database, temporal, api, mailbox }: Places, reference: string): Promise<Evidence> {
  const handle = temporal.workflow.getHandle(workflowId(reference));
  const held = await handle.query(current).catch(() => undefined);
  const stored = await collection<NonNullable<Evidence['stored']>>(database, 'complaints').findOne({ _id: reference });
  const inOrder = <T extends object>(name: string) =>
    collection<T>(database, name)
      .find({ reference } as never)
      .sort({ sequence: 1 })
      .toArray();
  const entries = (await inOrder<StoredEntry>('entries')) as unknown as StoredEntry[];
  const letters = (await inOrder<StoredLetter>('letters')) as unknown as StoredLetter[];
  const notices = (await inOrder<StoredNotice>('notices')) as unknown as StoredNotice[];
  const hasKey = (await collection(database, 'keys').countDocuments({ _id: reference })) === 1;
  const path = `/api/complaints/${reference}`;
  const trail = await api.read(`${path}/trail?limit=200`);
  const letterList = await api.read(`${path}/letters`);
  // Last: where it still is the version that the workflow held at first, nothing moved between.
  const complaint = await api.read(path);
  return {
    reference,
    stored: stored ? { version: stored.version, complaint: stored.complaint } : undefined,
    entries,
    letters,
    notices,
    mails: (await readMails(mailbox)).filter(({ messageId }) => messageId.startsWith(`<${reference}.`)),
    hasKey,
    held,
    workflow: await workflowOf(temporal, reference),
    api: {
      version: complaint.version,
      trail: trail.items.map(({ sequence, hash }: Entry) => ({ sequence, hash })),
      letters: letterList.items.map(({ id }: Letter) => id),
    },
  };
}

type HistoryEvent = { workflowTaskFailedEventAttributes?: { cause: string; failure?: { message?: string } } };

/** Whether it went as it should, task by task. A task that timed out was in the hands of a worker that was killed. */
async function workflowOf(client: Client, reference: string): Promise<Evidence['workflow']> {
  const handle = client.workflow.getHandle(workflowId(reference));
  const described = await handle.describe();
  const { events } = JSON.parse(historyToJSON(await handle.fetchHistory())) as { events: HistoryEvent[] };
  return {
    status: described.status.name,
    failedTasks: events.flatMap(({ workflowTaskFailedEventAttributes: failed }) =>
      failed ? `${failed.cause}: ${failed.failure?.message ?? ''}` : [],
    ),
    pending: (described.raw.pendingActivities ?? []).map(
      ({ activityType, attempt, lastFailure }) => `${activityType?.name}, try ${attempt}: ${lastFailure?.message}`,
    ),
  };
}
