import { setTimeout as sleep } from 'node:timers/promises';
import { arrive, officeOf } from './latency.ts';
import { latencies, percentile, round } from './figures.ts';
import type { House } from './house.ts';
import type { Answered, Api } from './http.ts';

/** How many come with something each second, while others are told: so many that an office of hundreds is at work. */
const perSecond = 8;
const calendar = '/api/calendars/GB-ENG';

/**
 * What happens to many complaints at once: a holiday that is announced late, which each open one follows. People go on
 * working meanwhile, and wait as long as they say here.
 */
export async function changes(house: House, isQuick: boolean) {
  const [open, seconds] = isQuick ? [500, 10] : [10_000, 60];
  await house.ask({ do: 'open', kind: 'product', count: open, steps: 1, queue: house.queue });
  const api = await house.api();
  const office = officeOf(api);
  await arrive(office, api, perSecond, seconds / 2); // warm
  const idle = await arrive(office, api, perSecond, seconds);

  const since = performance.now();
  const revision = await announce(api);
  const busy: typeof idle = [];
  let told = 0;
  for (let isDone = false; !isDone;) {
    busy.push(...(await arrive(office, api, perSecond, isQuick ? 5 : 20)));
    const { body } = good(await api.get('handler', `${calendar}/revisions/${revision}`));
    ({ done: isDone, told } = body);
  }
  const minutes = (performance.now() - since) / 60_000;
  const faults = office.faults();
  await api.stop();

  const p95 = (all: typeof idle): number => percentile(milliseconds(all), 0.95);
  return {
    ratios: { revisionP95: round(p95(busy) / p95(idle)) },
    changes: {
      open,
      told,
      minutes: round(minutes),
      arrivalsPerSecond: perSecond,
      idle: latencies(milliseconds(idle)),
      meanwhile: latencies(milliseconds(busy)),
      faults,
    },
  };
}

const milliseconds = (taken: { milliseconds: number }[]): number[] => taken.map((each) => each.milliseconds);

/** A working day some weeks from now is a holiday. */
async function announce(api: Api): Promise<number> {
  const { revision, ...document } = good(await api.get('complaints-manager', calendar)).body;
  const day = new Date(Date.now() + 7 * 86_400_000);
  while (day.getUTCDay() % 6 === 0) day.setUTCDate(day.getUTCDate() + 1);
  const holidays = [...document.holidays, { date: day.toISOString().slice(0, 10), name: 'Proclaimed' }];
  good(await api.put('complaints-manager', calendar, { ...document, holidays, basedOn: revision }));
  await sleep(100);
  return revision + 1;
}

function good(answer: Answered): Answered {
  if (answer.status !== 200) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer;
}
