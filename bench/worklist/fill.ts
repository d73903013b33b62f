import type { Complaint } from '../../domain/complaint.ts';
import { isoDay, numberOf } from './days.ts';
import type { Keyring } from '../../infra/keyring.ts';
import { rowOf } from '../../store/record.ts';
import { ComplaintModel, KeyModel } from '../../store/schemas.ts';
import type { Rules } from '../../domain/rules.ts';
import { pick, randomOf } from './random.ts';
import { placeholders, shapeDay, shapeOf } from './shapes.ts';

export const units = Array.from({ length: 40 }, (_, index) => `unit-${String(index + 1).padStart(2, '0')}`);
/** Five to a unit. */
const handlers = new Map(units.map((unit) => [unit, [1, 2, 3, 4, 5].map((number) => `${unit}-h${number}`)]));
export const handlersOf = (unit: string): string[] => handlers.get(unit) ?? [];
export const categories = Array.from({ length: 48 }, (_, index) => `category-${String(index + 1).padStart(2, '0')}`);

const years = 5;
/** Older than this, a complaint has ended and owes nothing. */
const openFor = 400;
const batch = 1_000;
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

type Filling = {
  count: number;
  seed: number;
  today: string;
  rules: Rules;
  keyring: Keyring;
  each?: (done: number) => void;
};

/** Puts so many complaints into the store, of five years up to today, as `recordStep` would have left them. */
export async function fill({ count, seed, today, rules, keyring, each }: Filling): Promise<void> {
  const random = randomOf(seed);
  const shapes = shapesBy(rules);
  let writing: Promise<unknown> = Promise.resolve(); // one batch is written while the next is made
  for (let done = 0; done < count; done += batch) {
    const made = Array.from({ length: Math.min(batch, count - done) }, () =>
      make(random, shapes, numberOf(today), keyring),
    );
    await writing;
    if (done > 0 && done % 100_000 === 0) each?.(done);
    writing = Promise.all([
      ComplaintModel.collection.insertMany(made.map(({ row }) => row) as never[], { ordered: false }),
      KeyModel.collection.insertMany(made.map(({ key }) => key) as never[], { ordered: false }),
    ]);
  }
  await writing;
}

/** A complaint's JSON, cut where two of the same shape differ: at what `placeholders` stand for, and at each day. */
type Shape = { parts: string[]; gaps: (keyof typeof placeholders | number)[] };

/** By age in days: a few for each day while most are open, for each tenth while their last clocks run, then for ever. */
function shapesBy(rules: Rules): Shape[][] {
  const made = new Map<number, Shape[]>();
  const of = (age: number, count: number): Shape[] => {
    const known = made.get(age);
    if (known) return known;
    const lives = Array.from({ length: count }, (_, seed) => shapeOf(age, seed, rules));
    const shapes = lives
      .filter(({ stage }) => age < openFor || stage === 'closed')
      .map((life) => shapeIn(JSON.stringify(life)));
    made.set(age, shapes);
    return shapes;
  };
  return Array.from({ length: openFor + 1 }, (_, age) =>
    age === openFor ? of(500, 60) : of(age < 80 ? age : age - (age % 10), 6),
  );
}

const names = Object.keys(placeholders) as (keyof typeof placeholders)[];
const gap = new RegExp(`(${Object.values(placeholders).join('|')}|\\d{4}-\\d{2}-\\d{2}(?=T\\d{2}:))`);

function shapeIn(text: string): Shape {
  const pieces = text.split(gap);
  const gapOf = (piece: string): Shape['gaps'][number] =>
    names.find((name) => placeholders[name] === piece) ?? numberOf(piece) - numberOf(shapeDay);
  return {
    parts: pieces.filter((_, index) => index % 2 === 0),
    gaps: pieces.filter((_, index) => index % 2 === 1).map(gapOf),
  };
}

function make(random: () => number, shapes: Shape[][], today: number, keyring: Keyring) {
  // More of them lately than five years ago.
  const age = Math.floor(years * 365 * (1 - Math.sqrt(1 - random() * 0.999)));
  const { parts, gaps } = pick(shapes[Math.min(age, openFor)] ?? [], random);
  const unit = units[Math.floor(units.length * random() ** 2)]!;
  const given = {
    reference: referenceOf(random),
    unit,
    category: categories[Math.floor(categories.length * random() ** 3)]!,
    handler: pick(handlersOf(unit), random),
  };
  let text = parts[0] ?? '';
  for (const [index, each] of gaps.entries()) {
    text += typeof each === 'number' ? isoDay(today + each - age) : given[each];
    text += parts[index + 1];
  }
  const complaint = JSON.parse(text) as Complaint;
  const { reference } = complaint;
  const { dataKey, wrapped } = keyring.newKey(reference);
  const title = keyring.seal(dataKey, reference, '"The bus never came, and nobody knew why."');
  return {
    row: { _id: reference, ...rowOf(complaint), title, complaint },
    key: { _id: reference, wrapped, trackingHash: 'none', tokens: [] },
  };
}

function referenceOf(random: () => number): string {
  let text = 'C';
  for (let index = 0; index < 13; index += 1) {
    if (index % 4 === 0) text += '-';
    text += alphabet[Math.floor(random() * 32)];
  }
  return text;
}
