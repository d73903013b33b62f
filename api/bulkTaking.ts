import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { keyOfBulk } from '../domain/bulk.ts';
import type { PersonalKind } from '../domain/fields.ts';
import type { Staff } from '../domain/organisation.ts';
import { bulkIdFor } from '../domain/reference.ts';
import { Refusal } from '../domain/refusal.ts';
import { canonical } from '../domain/trail.ts';
import {
  beginBulk,
  countItems,
  findBriefs,
  keepBulk,
  keepItems,
  type Brief,
  type Bulk,
  type Item,
} from '../store/bulk.ts';
import { findKeys } from '../store/keys.ts';
import type { bulkWorkflow } from '../workflows/bulk.ts';
import { bulkWorkflowId } from '../workflows/messages.ts';
import type { NewBulk } from './bulkSchemas.ts';
import { asking } from './completed.ts';
import type { Desk, Parts } from './desk.ts';
import { maySee } from './person.ts';
import { plain, sealsOf } from '../infra/words.ts';

type Rooms = { desk: Pick<Desk, 'rulesOf' | 'circumstancesOf'>; parts: Parts };

/** What names an entry or a number, which is another thing in each complaint. */
const ofOneComplaint: readonly PersonalKind[] = ['correct', 'find', 'carryOut', 'verify'];
/** Of one action, as of one that is sent alone; of all together, each sealed with its complaint's own key. */
const most = { one: 512 * 1_024, all: 100_000_000 };
const page = 250;
const patience = 5_000;

/**
 * Takes a bulk, once per caller and key. What each complaint is asked is kept first, then the workflow begins: where that
 * was cut off there is no such bulk, and whoever sends it again goes on. Throws a Refusal, and then there is none.
 */
export async function takeBulk(
  request: NewBulk,
  person: Staff,
  key: string,
  rooms: Rooms,
): Promise<{ bulk: Bulk; isRepeat: boolean }> {
  const { keyring, secret } = rooms.parts;
  checkBulk(request);
  const id = bulkIdFor(person.id, key, secret);
  const fresh = keyring.newKey(id);
  const asked = canonical(plain(request));
  const bulk = await keepBulk({
    id,
    by: person.id,
    kind: request.action.kind,
    dryRun: request.dryRun ?? false,
    total: request.references.length,
    wrapped: fresh.wrapped,
    digest: keyring.digest(fresh.dataKey, asked),
  });
  const digest = keyring.digest(keyring.unwrap(id, bulk.wrapped), asked);
  if (bulk.digest !== digest) throw new Refusal('repeated-key', 'repeatedKey');
  if (bulk.state) return { bulk, isRepeat: true };
  for (let first = 0; first < bulk.total; first += page) {
    const references = request.references.slice(first, first + page);
    await keepItems(id, await itemsOf({ id, request, references, first, person }, rooms));
  }
  if ((await countItems(id)) !== bulk.total) throw new Error(`The bulk ${id} was not kept whole.`);
  await begin(bulk, rooms.parts);
  await beginBulk(id);
  return { bulk, isRepeat: false };
}

function checkBulk({ action, references }: NewBulk): void {
  const { kind } = action;
  if (ofOneComplaint.includes(kind)) {
    throw new Refusal('impossible', 'oneComplaintOnly', { pointer: '/action/kind', action: kind });
  }
  const size = Buffer.byteLength(JSON.stringify(plain(action)));
  if (size > most.one || size * references.length > most.all) {
    throw new Refusal('impossible', 'bulkTooLong', { pointer: '/action' });
  }
}

type Page = { id: string; request: NewBulk; references: string[]; first: number; person: Staff };

/** What each of these complaints is asked, or why not; of what this person may not know of there is no trace. */
async function itemsOf({ id, request, references, first, person }: Page, { desk, parts }: Rooms): Promise<Item[]> {
  const { keyring } = parts;
  const [briefs, keys] = [await findBriefs(references), await findKeys(references)];
  const updateId = `${person.id}/${keyOfBulk(id)}`;
  const ask = async (complaint: Brief | undefined, reference: string): Promise<Item['is']> => {
    const key = keys.get(reference);
    if (!complaint || !key || !maySee(person, complaint)) return new Refusal('unknown', 'unknownComplaint');
    const seals = sealsOf(keyring, reference, keyring.unwrap(reference, key.wrapped));
    const opened = { complaint, seals, rules: await desk.rulesOf(complaint) };
    const circumstances = await desk.circumstancesOf(complaint);
    return asking(request.action, { ...circumstances, opened, person, updateId }).catch(unlessRefused);
  };
  return Promise.all(
    references.map(async (reference, index) => ({
      number: first + index + 1,
      reference,
      is: await ask(briefs.get(reference), reference),
    })),
  );
}

function unlessRefused(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}

/** Safe to repeat: then the same one goes on, or is over. */
async function begin({ id, total, kind, dryRun }: Bulk, { client, taskQueue }: Parts): Promise<void> {
  await client
    .withDeadline(Date.now() + patience, () =>
      client.workflow.start<typeof bulkWorkflow>('bulkWorkflow', {
        workflowId: bulkWorkflowId(id),
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        taskQueue,
        args: [{ bulk: id, total, next: 1, left: [], isStopped: false, marks: 0 }],
        staticSummary: `${kind}, ${total} complaints${dryRun ? ', a dry run' : ''}`,
      }),
    )
    .catch((error: unknown) => {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    });
}
