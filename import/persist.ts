import { isNativeError } from 'node:util/types';

/** Recourse gave no answer for as long as we had patience. The request may be sent again with its key. */
export class NoAnswer extends Error {}

/** What makes going on pointless: the wrong address, a sign-in that is refused. */
export class Hopeless extends Error {}

/** `replayed`: the key had been used, and this request changed nothing. */
export type Answer = { status: number; body: unknown; replayed: boolean };

/** How long to try, and how to wait in between: both are told, so that tests need no time. */
export type Patience = {
  /** Milliseconds from the first try to giving up. */
  limit: number;
  /** Resolves after that time, or at once when nobody wants to go on. */
  pause(milliseconds: number): Promise<void>;
  /** True when the run is to end: what waits for another try gives up. */
  ending(): boolean;
};

/** One try. Recourse answers within 15 s, or says that it cannot. */
const tryFor = 30_000;
const firstPause = 250;
const longestPause = 15_000;
/** Something is away, or busy; 500 too: with a key, a try more does no harm. */
const passing: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);
/** A fault that comes back is not waited for: the row is told, the rest goes on. */
const mostFaults = 3;

/** Sends until there is an answer to keep. Throws NoAnswer after the patience, naming what was heard last. */
export async function persist(patience: Patience, send: (signal: AbortSignal) => Promise<Response>): Promise<Answer> {
  const began = performance.now();
  let faults = 0;
  for (let tries = 1; ; tries += 1) {
    const { answer, heard, after } = await attempt(send);
    if (answer?.status === 500) faults += 1;
    if (answer && (!passing.has(answer.status) || faults === mostFaults)) return answer;

    const pause = after ?? Math.min(firstPause * 2 ** (tries - 1), longestPause);
    if (patience.ending()) throw new NoAnswer(heard);
    if (performance.now() - began + pause > patience.limit) throw new NoAnswer(heard);
    await patience.pause(pause);
    if (patience.ending()) throw new NoAnswer(heard);
  }
}

type Attempt = { answer?: Answer; heard: string; after?: number | undefined };

async function attempt(send: (signal: AbortSignal) => Promise<Response>): Promise<Attempt> {
  try {
    const response = await send(AbortSignal.timeout(tryFor));
    const text = await response.text();
    const replayed = response.headers.get('idempotent-replayed') === 'true';
    const answer = { status: response.status, body: asJson(text), replayed };
    return { answer, heard: `it answered ${response.status}`, after: retryAfter(response.headers.get('retry-after')) };
  } catch (error) {
    // fetch rejects for what the network does; everything else about the request was checked before.
    return { heard: heardIn(error) };
  }
}

function heardIn(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  const cause = isNativeError(error.cause) ? error.cause : error;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}

/** Seconds or a date, as RFC 9110 has it; in milliseconds. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const wait = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // not from Recourse; whoever reads it checks its shape
  }
}
