import { setTimeout as sleep } from 'node:timers/promises';
import type { Calendar } from '../domain/reckoner/calendar.ts';
import type { Client } from './client.ts';
import type { Random } from './random.ts';

type World = { client: Client; random: Random; isOver: () => boolean };

const path = '/api/calendars/GB-ENG';
const day = 86_400_000;

/** Proclaims holidays at random moments, until it is over: each open complaint follows, whatever is killed meanwhile. */
export async function proclaim({ client, random, isOver }: World): Promise<void> {
  while (!isOver()) {
    await sleep(random.between(1_000, 5_000));
    const { revision, ...document }: Calendar = await client.read(path);
    const date = new Date(Date.now() + Math.floor(random.between(2, 60)) * day).toISOString().slice(0, 10);
    if (document.holidays?.some((each) => each.date === date)) continue;
    const holidays = [...(document.holidays ?? []), { date, name: 'Proclaimed' }];
    await client.put(path, { ...document, holidays, basedOn: revision });
  }
}

/** Every revision that was made, once all who follow have been told. */
export async function allRevisions(client: Client): Promise<Calendar[]> {
  const { revision: last }: Calendar = await client.read(path);
  const numbers = Array.from({ length: last - 1 }, (_, index) => index + 2);
  const revisions: Calendar[] = [];
  for (const number of numbers) {
    revisions.push(await client.read(`${path}?revision=${number}`));
    for (let isDone = false; !isDone; await sleep(200)) {
      ({ done: isDone } = await client.read(`${path}/revisions/${number}`));
    }
  }
  return revisions;
}
