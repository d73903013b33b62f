import { setTimeout as sleep } from 'node:timers/promises';
import type { ComplaintAnswer } from '../api/answers.ts';
import type { Client, Who } from './client.ts';
import { hasty } from './house.ts';
import { nextMove } from './moves.ts';
import type { Random } from './random.ts';

type World = { client: Client; random: Random; isOver: () => boolean };

/** Complaints one after the other, each from lodging to its end, until it is over. */
export async function live({ client, random, isOver }: World): Promise<void> {
  while (!isOver()) await liveOnce({ client, random, isOver });
}

async function liveOnce({ client, random, isOver }: World): Promise<void> {
  const { who, body } = beginning(random);
  const lodged = await client.post({ who, path: '/api/complaints', body });
  if (lodged?.status !== 201) return;
  const { reference, trackingCode } = lodged.body as { reference: string; trackingCode: string };
  for (let steps = 0; steps < 45 && !isOver(); steps += 1) {
    await sleep(random.between(0, 250));
    const complaint: ComplaintAnswer = await client.read(`/api/complaints/${reference}`);
    const next = nextMove(complaint, random);
    if (!next) return;
    const byCode = next.who === 'complainant';
    await client.post({
      who: byCode ? { code: trackingCode } : { staff: next.who },
      path: byCode ? `/api/tracking/${reference}/actions` : `/api/complaints/${reference}/actions`,
      body: next.action,
      reference,
    });
  }
}

const day = 86_400_000;

/** How a complaint comes in: by the public or by staff, named or not, today or (so that clocks have run out) long ago. */
function beginning(random: Random): { who: Who; body: object } {
  const body = {
    description: 'The lift has not worked since Monday.',
    desiredOutcome: 'That it works.',
    unit: random.pick(['general', 'animal-services', 'housing', 'parking']),
    category: 'service-poor',
    complainant: random.chance(0.8) ? { name: 'A. Complainant', email: 'a@example.org', language: 'en' } : null,
    ...(random.chance(0.3) && { procedure: hasty }),
  };
  if (random.chance(0.4)) return { who: 'public', body };
  const staff = random.pick(['contact', 'handler', 'handler2']);
  const channel = random.pick(['phone', 'letter', 'email', 'inPerson']);
  const receivedAt = new Date(Date.now() - random.between(1, 60) * day).toISOString();
  return { who: { staff }, body: { ...body, channel, ...(random.chance(0.2) && { receivedAt }) } };
}
