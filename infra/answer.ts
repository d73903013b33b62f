import { WorkflowNotFoundError, WorkflowUpdateFailedError, type Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { z } from 'zod';
import { Refusal, type RefusalCode } from '../domain/refusal.ts';

/** The Temporal client has no deadline of its own. Longer than a task that a killed worker held (10 s). */
export const patience = 15_000;

type Answered = { digest: string };

/**
 * Asks a complaint's workflow, and is content with the answer to this very request: by its digest, whatever asked. Of one
 * that has ended, `stored` knows whether it was answered before. Throws the complaint's Refusal.
 */
export async function answeredBy(
  client: Client,
  digest: string,
  ask: () => Promise<Answered>,
  stored?: () => Promise<Answered | undefined>,
): Promise<void> {
  const answer = await client.withDeadline(Date.now() + patience, ask).catch(async (error: unknown) => {
    if (stored && error instanceof WorkflowNotFoundError) return (await stored()) ?? closedForGood();
    throw refusalIn(error) ?? error;
  });
  if (answer.digest !== digest) throw new Refusal('repeated-key', 'repeatedKey');
}

function closedForGood(): never {
  throw new Refusal('not-now', 'closedForGood');
}

/** The Refusal that an error is, or that came with it from a workflow. */
export function refusalIn(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  if (!(cause instanceof ApplicationFailure) || cause.type !== 'Refusal') return undefined;
  const [code, rule, particulars] = cause.details ?? [];
  const known = codes.find((each) => each === code);
  return known && typeof rule === 'string' ? new Refusal(known, rule, plain.safeParse(particulars).data) : undefined;
}

const plain = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]));

const codes: readonly RefusalCode[] = [
  'not-now',
  'not-yours',
  'impossible',
  'incomplete-letter',
  'repeated-key',
  'unknown',
];
