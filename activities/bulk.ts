import { cancellationSignal, heartbeat, log } from '@temporalio/activity';
import { advance, owesNothing } from '../domain/advance.ts';
import { keyOfBulk } from '../domain/bulk.ts';
import { addMilliseconds } from '../domain/day.ts';
import { Refusal } from '../domain/refusal.ts';
import { refusalIn } from '../infra/answer.ts';
import { findBulk, findWaiting, keepResult, type Waiting } from '../store/bulk.ts';
import { findComplaint } from '../store/read.ts';
import { readJudging } from './judging.ts';

/** Asks a complaint, once per key. Throws its Refusal; any other error says nothing about what became of it. */
type Ask = (item: Waiting, key: string, signal: AbortSignal) => Promise<void>;

type Hands = {
  ask: Ask;
  /** A worker that is to end serves no complaint any more: whoever is asked by then is asked again by the next one. */
  isLeaving: () => boolean;
};

/** How many complaints are asked side by side. */
const together = 4;
/** After so many in a row that could not be asked it is no fault of theirs. */
const hopeless = 10;
const pulse = 1_000;

/** Does what a bulk asks of the complaints with these numbers, in this order, or says what would come of it. */
export const applyAll =
  ({ ask, isLeaving }: Hands) =>
  async (id: string, numbers: readonly number[]): Promise<number[]> => {
    const bulk = await there(id);
    const items = await findWaiting(id, numbers);
    const left = new Set(items.map(({ number }) => number));
    const failed: number[] = [];
    const { signal, release } = leaving(isLeaving);
    const asked = bulk.dryRun ? await foresee() : (item: Waiting) => ask(item, `${bulk.by}/${keyOfBulk(id)}`, signal);
    let inARow = 0;
    const queue = items.values();
    const hand = async (): Promise<void> => {
      for (const item of queue) {
        if (signal.aborted || inARow >= hopeless || (await there(id)).state === 'stopped') return;
        try {
          await keepResult(id, item.number, await refusalOf(asked(item)));
          left.delete(item.number);
          inARow = 0;
        } catch (error) {
          if (signal.aborted) return;
          inARow += 1;
          left.delete(item.number);
          failed.push(item.number);
          const { name } = error instanceof Error ? error : { name: typeof error };
          log.warn('a complaint of a bulk is asked again', { bulk: id, number: item.number, fault: name });
        }
      }
    };
    try {
      await Promise.all(Array.from({ length: together }, hand));
    } finally {
      release();
    }
    return [...left, ...failed]; // next time those come first whom nobody has tried
  };

async function there(id: string) {
  const bulk = await findBulk(id);
  if (!bulk) throw new Error(`The bulk ${id} was begun and is not there.`);
  return bulk;
}

const refusalOf = (asking: Promise<void>): Promise<Refusal | undefined> =>
  asking.then(
    () => undefined,
    (error: unknown) => refusalIn(error) ?? Promise.reject(error),
  );

/** Tells Temporal that it is at work, until released; the signal is given when the worker is to end. */
function leaving(isLeaving: () => boolean) {
  const own = new AbortController();
  const beat = setInterval(() => {
    heartbeat();
    if (isLeaving()) own.abort();
  }, pulse);
  return { signal: AbortSignal.any([own.signal, cancellationSignal()]), release: () => clearInterval(beat) };
}

/** Judges as the complaint's workflow would, by the facts that are stored. */
async function foresee(): Promise<(item: Waiting) => Promise<void>> {
  const rulesOf = await readJudging();
  return async ({ reference, action, by, at }) => {
    const complaint = await findComplaint(reference);
    if (!complaint) throw new Error(`The complaint ${reference} was there and is not.`);
    if (owesNothing(complaint)) throw new Refusal('not-now', 'closedForGood');
    const now = new Date().toISOString();
    const next = addMilliseconds(complaint.lastAt, 1);
    const recordedAt = now > next ? now : next;
    advance(complaint, at ? { action, by, at, recordedAt } : { action, by, at: recordedAt }, rulesOf(complaint));
  };
}
