import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { Clock } from '../../domain/clock.ts';
import type { Day, Instant } from '../../domain/complaint.ts';
import { addDays } from '../../domain/day.ts';
import type { Rules } from '../../domain/rules.ts';
import { openSkippingHouse, type Story } from './skipping.ts';

type House = Awaited<ReturnType<typeof openSkippingHouse>>;

/** For stories that each begin on a Monday at ten in the morning, UTC, with no holiday for two weeks. */
export function storiesFromMondays() {
  let house!: House;
  beforeAll(async () => {
    house = await openSkippingHouse();
  });
  afterAll(() => house.time.teardown());
  beforeEach(async () => {
    let day = addDays((await house.now()).slice(0, 10), 1);
    while (weekdayOf(day) !== 1 || holidays().some((each) => each >= day && each < addDays(day, 14))) {
      day = addDays(day, 1);
    }
    await until(`${day}T10:00:00.000Z`);
  });

  const holidays = (): Day[] => house.rules.calendars[0]!.holidays;
  const until = async (at: Instant): Promise<void> => {
    await house.time.sleep(Date.parse(at) - (await house.time.currentTimeMs()));
  };

  return {
    house: (): House => house,
    until,

    /** So many days later of which work is done by the calendar of the house. */
    workingDaysLater(day: Day, count: number): Day {
      let [at, left] = [day, count];
      while (left > 0) {
        at = addDays(at, 1);
        if (weekdayOf(at) % 6 !== 0 && !holidays().includes(at)) left -= 1;
      }
      return at;
    },

    /** The rules of the house, or others, with another say of one clock. */
    withClock(name: string, change: Partial<Rules['clocks'][number]>, rules = house.rules): Rules {
      return { ...rules, clocks: rules.clocks.map((each) => (each.name === name ? { ...each, ...change } : each)) };
    },
  };
}

/** 0 is Sunday. */
export const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay();

export const decisionOf = async (story: Story): Promise<Clock> =>
  (await story.now()).clocks.findLast((each) => each.name === 'decision')!;
export const entriesOf = ({ steps }: Story) => steps.flatMap(({ entries }) => entries);
export const ranOut = (story: Story, name: string) =>
  entriesOf(story).filter(({ action }) => action.kind === 'runOut' && action.clock === name);
