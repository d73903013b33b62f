import { setTimeout as sleep } from 'node:timers/promises';
import { latencies, round } from './figures.ts';
import type { House } from './house.ts';
import type { Answered, Api } from './http.ts';
import { acts, receiptBody, updatesInALife } from './life.ts';

type Taken = { what: 'receive' | 'act' | 'list'; milliseconds: number };
type Life = { steps: number; reference: string; code: string };

/**
 * What people wait for. First the rate at which forty who ask without pause are served; then arrivals at half of it, at a
 * constant pace that waits for no answer, each latency counted from when it was due to be sent.
 */
export async function latency(house: House, isQuick: boolean) {
  const api = await house.api();
  const office = officeOf(api);
  await saturate(office, isQuick ? 2 : 5); // warm
  const saturation = await saturate(office, isQuick ? 4 : 12);
  const perSecond = saturation / 2;
  const taken = await arrive(office, api, perSecond, isQuick ? 8 : 40);
  await api.stop();
  const of = (what: Taken['what']) =>
    latencies(taken.flatMap((each) => (each.what === what ? [each.milliseconds] : [])));
  return {
    latency: {
      saturationUpdatesPerSecond: round(saturation, 1),
      updatesPerSecond: round(perSecond, 1),
      act: of('act'),
      receive: of('receive'),
      list: of('list'),
      faults: office.faults(),
    },
  };
}

type Office = ReturnType<typeof officeOf>;

/** Complaints on their way through the API, and who takes the next step of one. */
export function officeOf(api: Api) {
  const idle: Life[] = [];
  let faults = 0;
  const step = async (life: Life): Promise<void> => {
    const answer = await (life.steps === 0 ? lodge(life) : act(life));
    if (answer.status >= 300) faults += 1;
    life.steps += 1;
    if (answer.status < 300 && life.steps < updatesInALife) idle.push(life);
  };
  const lodge = async (life: Life): Promise<Answered> => {
    const answer = await api.post(undefined, '/api/complaints', receiptBody);
    Object.assign(life, { reference: answer.body.reference, code: answer.body.trackingCode });
    return answer;
  };
  const act = async ({ steps, reference, code }: Life): Promise<Answered> => {
    const { by, body } = acts[steps - 1]!;
    if (by !== 'complainant') return api.post(by, `/api/complaints/${reference}/actions`, body);
    return api.post(undefined, `/api/tracking/${reference}/actions`, body, { 'tracking-code': code });
  };
  return {
    step,
    faults: () => faults,
    /** Every twelfth is a new one, as lives end; else the one that has waited longest. */
    next: (turn: number): Life =>
      (turn % updatesInALife === 0 ? undefined : idle.shift()) ?? { steps: 0, reference: '', code: '' },
  };
}

async function saturate(office: Office, seconds: number): Promise<number> {
  const since = performance.now();
  let turn = 0;
  let done = 0;
  await Promise.all(
    Array.from({ length: 40 }, async () => {
      while (performance.now() - since < seconds * 1_000) {
        await office.step(office.next((turn += 1)));
        done += 1;
      }
    }),
  );
  return (done * 1_000) / (performance.now() - since);
}

export async function arrive(office: Office, api: Api, perSecond: number, seconds: number): Promise<Taken[]> {
  const taken: Taken[] = [];
  const pending: Promise<void>[] = [];
  const since = performance.now();
  const count = Math.floor(perSecond * seconds);
  for (let turn = 0; turn < count; turn += 1) {
    const due = since + (turn * 1_000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    const life = office.next(turn);
    const what = life.steps === 0 ? 'receive' : 'act';
    const counted = (kind: Taken['what']) => () =>
      void taken.push({ what: kind, milliseconds: performance.now() - due });
    pending.push(office.step(life).then(counted(what)));
    if (turn % 5 === 0) pending.push(api.get('handler', '/api/complaints?handler=me').then(counted('list')));
  }
  await Promise.all(pending);
  return taken;
}
