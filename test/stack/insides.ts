import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { MongoClient } from 'mongodb';
import { join } from 'node:path';
import { readMails } from '../../infra/mailbox.ts';
import type { Place } from './marked.ts';

/** Every document, as the driver gives it: files may be compressed. */
export async function inDatabase(uri: string): Promise<Place[]> {
  const mongo = await MongoClient.connect(uri);
  try {
    const names = (await mongo.db().listCollections().toArray()).map(({ name }) => name);
    return await Promise.all(
      names.map(async (name) => ({
        name: `the collection ${name}`,
        bytes: Buffer.from(JSON.stringify(await mongo.db().collection(name).find().toArray())),
      })),
    );
  } finally {
    await mongo.close();
  }
}

/** Ids, search attributes, memo and whole histories, as Temporal gives them. */
export async function inTemporal(address: string): Promise<Place[]> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const places: Place[] = [];
  try {
    for await (const { workflowId, raw } of client.workflow.list()) {
      places.push({ name: `the list's ${workflowId}`, bytes: Buffer.from(JSON.stringify(raw)) });
      const history = historyToJSON(await client.workflow.getHandle(workflowId).fetchHistory());
      places.push({ name: `the history of ${workflowId}`, bytes: Buffer.from(history) });
    }
    return places;
  } finally {
    await connection.close();
  }
}

/** The mails of an embedded stack, and what stands over them. */
export async function inMailbox(folder: string): Promise<Place[]> {
  const mails = await readMails(join(folder, 'mailbox'));
  const subjects = mails.map(({ subject, messageId }) => [subject, messageId]);
  return Object.entries({ mails, subjects }).map(([name, of]) => ({ name, bytes: Buffer.from(JSON.stringify(of)) }));
}
