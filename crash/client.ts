import { setTimeout as sleep } from 'node:timers/promises';
import type { Action } from '../domain/action.ts';
import type { Asked, Ledger } from './ledger.ts';
import type { Random } from './random.ts';

/** A user of the API who does as its contract says: the same key again until there is an answer. */
export type Client = ReturnType<typeof openClient>;

export type Answer = { status: number; body: any }; // oxlint-disable-line typescript/no-explicit-any
type Post = { who: Who; path: string; body: { kind?: Action['kind'] }; reference?: string };
/** The public, somebody of the staff, or whoever holds this code. */
export type Who = 'public' | { staff: string } | { code: string };

const patience = 120_000; // for one request, with all its repeats
const oneTry = 20_000; // longer than the API waits for Temporal
const tokenLasts = 1_800_000;

type More = { body?: string; headers?: Record<string, string>; signal?: AbortSignal };
type Parts = {
  url: string;
  ledger: Ledger;
  random: Random;
  /** What the log says about a fault of the API's own. */
  logged: (incident: string) => string;
};

export function openClient({ url, ledger, random, logged }: Parts) {
  const tokens = new Map<string, { token: string; since: number }>();
  let keys = 0;

  async function tokenOf(staff: string): Promise<string> {
    const known = tokens.get(staff);
    if (known && Date.now() - known.since < tokenLasts) return known.token;
    const response = await fetch(`${url}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${staff}:demo`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      signal: AbortSignal.timeout(oneTry),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    tokens.set(staff, { token, since: Date.now() });
    return token;
  }

  const headersOf = async (who: Who): Promise<Record<string, string>> => {
    if (who === 'public') return {};
    return 'code' in who ? { 'tracking-code': who.code } : { authorization: `Bearer ${await tokenOf(who.staff)}` };
  };

  /** One try; undefined where nobody answered. */
  async function once(method: string, path: string, who: Who, more: More = {}): Promise<Answer | undefined> {
    try {
      const headers = { 'content-type': 'application/json', ...(await headersOf(who)), ...more.headers };
      const signal = more.signal ?? AbortSignal.timeout(oneTry);
      const response = await fetch(url + path, { method, ...more, headers, signal });
      const text = await response.text();
      return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text };
    } catch {
      return undefined;
    }
  }

  /** The same until there is an answer: only 503, 429 and silence mean "again". */
  async function insist(what: string, send: () => Promise<Answer | undefined>): Promise<Answer | undefined> {
    for (const giveUp = Date.now() + patience; Date.now() < giveUp; await sleep(random.between(50, 300))) {
      const answer = await send();
      if (!answer || answer.status === 503 || answer.status === 429) continue;
      if (answer.status < 500) return answer;
      const said = JSON.stringify(answer.body);
      const incident = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(said)?.[0];
      ledger.faults.push(`${what} got ${answer.status}: ${incident ? logged(incident) : said.slice(0, 300)}`);
    }
    return undefined;
  }

  return {
    tokenOf,

    /** What is there to read. Throws when nobody answers, or not with 200. */
    async read(path: string, who: Who = { staff: 'complaints-manager' }) {
      const answer = await insist(`GET ${path}`, () => once('GET', path, who));
      if (answer?.status !== 200) throw new Error(`GET ${path}: ${answer?.status ?? 'no answer'}`);
      return answer.body;
    },

    /** Asks for something to be done, once, and keeps account of it. */
    async post({ who, path, body, reference }: Post): Promise<Answer | undefined> {
      keys += 1;
      const key = `crash-${keys}`;
      const caller = who === 'public' ? 'public' : 'code' in who ? 'complainant' : who.staff;
      const asked: Asked = {
        key: `${caller}/${key}`,
        kind: body.kind ?? 'receive',
        ...(reference && { reference }),
        firstSent: Date.now(),
        times: 0,
      };
      ledger.asked.push(asked);
      const post = (signal?: AbortSignal): Promise<Answer | undefined> => {
        asked.times += 1;
        const more = { body: JSON.stringify(body), headers: { 'idempotency-key': key } };
        return once('POST', path, who, signal ? { ...more, signal } : more);
      };
      if (random.chance(0.05)) await post(AbortSignal.timeout(Math.ceil(random.between(1, 40)))); // hung up on
      const both = random.chance(0.05) ? post() : undefined; // two at once
      const answer = await insist(`${asked.kind} ${reference ?? ''}`, () => post());
      const good = answer !== undefined && answer.status < 300;
      Object.assign(asked, {
        became: good ? 'answered' : answer ? 'refused' : 'unanswered',
        answered: Date.now(),
        ...(answer && { status: answer.status }),
        ...(good && !reference && { reference: answer.body.reference }),
      });
      await both;
      if (good && random.chance(0.05)) await this.again(asked, post);
      return answer;
    },

    /** Replaces a document: sent again, what it says is what it is known by. Throws when that is not taken. */
    async put(path: string, body: object, who: Who = { staff: 'complaints-manager' }) {
      const send = () => once('PUT', path, who, { body: JSON.stringify(body) });
      const answer = await insist(`PUT ${path}`, send);
      if (answer?.status !== 200) throw new Error(`PUT ${path}: ${answer?.status ?? 'no answer'}`);
      return answer.body;
    },

    /** A repeat after the answer must be answered as well, as if it were the first. */
    async again({ kind, reference }: Asked, post: () => Promise<Answer | undefined>): Promise<void> {
      const repeat = await insist(`repeat of ${kind}`, post);
      if (repeat && repeat.status < 300) return;
      ledger.faults.push(`the repeat of ${kind} on ${reference} got ${repeat?.status ?? 'no answer'}`);
    },
  };
}
