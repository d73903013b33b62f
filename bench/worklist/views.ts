import { categories, handlersOf, units } from './fill.ts';
import { pick } from './random.ts';

/** Who asks and for what. Each time another unit, person, category or day, as no two people look at the same list. */
export type View = { name: string; ask: (random: () => number) => { who: string; path: string } };

const base = '/api/complaints';
const day = (daysAgo: number): string => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
const stages = ['acknowledged', 'assessed', 'underInvestigation', 'proposed', 'decided', 'accepted', 'referred'];
const all = 'complaints-manager';

const simple = (name: string, query: (random: () => number) => string): View => ({
  name,
  ask: (random) => ({ who: all, path: `${base}?${query(random)}` }),
});
/** As somebody who sees one unit alone. */
const ofUnit = (name: string, query: (unit: string) => string): View => ({
  name,
  ask: (random) => {
    const unit = pick(units, random);
    return { who: pick(handlersOf(unit), random), path: `${base}?${query(unit)}` };
  },
});
/** A page from somewhere in the middle: the cursor says no more than where the page before it ended. */
const deep = (name: string, sort: string, at: (random: () => number) => string): View =>
  simple(name, (random) => {
    const cursor = Buffer.from(JSON.stringify([at(random), 'C-8000-0000-0000-8'])).toString('base64url');
    return `sort=${sort}&cursor=${cursor}`;
  });

export const views: View[] = [
  ofUnit('mine, by due', () => 'handler=me'),
  ofUnit('all of my unit, by due', () => 'sort=due'),
  ofUnit('my unit, overdue', () => 'overdue=true'),
  simple('a unit, by due', (random) => `unit=${pick(units, random)}`),
  simple('everything, by due', () => 'sort=due'),
  simple('overdue', () => 'overdue=true'),
  simple('a stage, by due', (random) => `stage=${pick(stages, random)}`),
  simple('a unit and a stage, by due', (random) => `unit=${pick(units, random)}&stage=${pick(stages, random)}`),
  simple('a category, by due', (random) => `category=${pick(categories, random)}`),
  simple('newest', () => 'sort=-received'),
  simple('a unit, closed, newest', (random) => `unit=${pick(units, random)}&stage=closed&sort=-received`),
  simple('received in a week, newest', (random) => {
    const ago = Math.floor(random() * 700);
    return `receivedFrom=${day(ago + 6)}&receivedTo=${day(ago)}&sort=-received`;
  }),
  deep('deep page, newest', '-received', (random) =>
    new Date(Date.now() - random() * 1_000 * 86_400_000).toISOString(),
  ),
  deep('deep page, by due', 'due', (random) => `${day(-Math.floor(random() * 40))}T00:00:00.000Z`),
];
