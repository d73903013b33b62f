import type { Instant } from '../domain/complaint.ts';
import type { Listing, Sorting } from './list.ts';
import type { Way } from './schemas.ts';
import { stepFor, stretchesOf, type Stretch } from './stretches.ts';

type Order = 'due' | 'receivedAt';
type Conditions = Record<string, unknown>;

/**
 * One query of a list. `narrow` has a fact, or a unit with a stage, or none, and one span, in that order the beginning of
 * an index, so that every database that we know reads just that of it; `rest` is asked of what that finds.
 */
export type Query = { narrow: Conditions; rest: Conditions };

/** What is known of the store: about how many complaints it holds, and where its ascending orders begin. */
export type Store = { now: number; count: number; first: { [O in Order]?: number } };

export const sortings = {
  due: { field: 'due', direction: 1 },
  received: { field: 'receivedAt', direction: 1 },
  '-received': { field: 'receivedAt', direction: -1 },
} as const satisfies Record<Sorting, { field: Order; direction: 1 | -1 }>;

const endOfTime = Date.parse('9999-12-31T00:00:00.000Z');
/** Where a complaint stands whose clocks are all over: after every due instant that there is, what ended last first. */
export const afterAll = (lastAt: Instant): Date => new Date(endOfTime - Date.parse(lastAt));

/** Which part of all complaints one value of a fact likely has: where steps begin, not where they end. */
const likelyShare = { handler: 1 / 100, category: 1 / 20, stage: 1 / 10, unit: 1 / 10 } as const satisfies Record<
  Way,
  number
>;

/** A span of receipt that is narrower than any order. */
const fortnight = 14 * 86_400_000;

/** The queries that give a list, one after the other; those of one moment side by side. */
export function* queriesOf(listing: Listing, { now, count, first }: Store): Generator<Query[]> {
  const { references, sort, after } = listing;
  const { field, direction } = sortings[sort];
  const bounds = boundsOf(listing);
  const { from, to } = bounds.receivedAt;
  const isBrief = field === 'due' && from !== undefined && to !== undefined && to - from <= fortnight;
  const { entrances, rest, share } = narrowed(listing, field === 'due' && !isBrief);
  const inHand = (narrow: Conditions, spans: Conditions): Query => ({
    narrow,
    rest: { ...rest, ...spans, ...beyond(listing) },
  });
  if (references) {
    const spans = { ...span('due', bounds.due), ...span('receivedAt', bounds.receivedAt) };
    yield entrances.map((entrance) => inHand({ _id: { $in: references } }, { ...entrance, ...spans }));
    return;
  }
  if (isBrief) {
    yield entrances.map((entrance) =>
      inHand({ ...entrance, ...span('receivedAt', bounds.receivedAt) }, span('due', bounds.due)),
    );
    return;
  }
  const other = field === 'due' ? 'receivedAt' : 'due';
  const read = (narrow: Conditions): Query[] =>
    entrances.map((entrance) => ({
      narrow: { ...entrance, ...narrow },
      rest: { ...rest, ...span(other, bounds[other]) },
    }));
  if (after) yield read({ [field]: new Date(after.value), _id: { [towards(listing)]: after.reference } });
  const begin = first[field];
  const crowds =
    field === 'due'
      ? [now, endOfTime - now, ...(begin === undefined ? [] : [begin])]
      : [direction === 1 ? (begin ?? now) : now];
  // Of a thousand some hundred are open: to read them all costs less than to ask a dozen times.
  const isShort = field === 'due' && count * share <= 1_000;
  const [ends, step] = isShort ? [[(now + endOfTime) / 2], Infinity] : [crowds, stepFor(count * share)];
  for (const stretch of stretchesOf(left(bounds[field], listing), ends, direction, step)) {
    yield read(span(field, stretch));
  }
}

/**
 * The facts by which an index is entered, likely the rarest of those asked for, and the others. Who sees two or three
 * units enters by each of them.
 */
function narrowed({ marks, units }: Listing, isByDue: boolean) {
  const facts = new Map(marks.flatMap((mark) => (mark.includes(':') ? [split(mark)] : [])));
  // What belongs to no unit is everybody's to see.
  const visible = units && !units.includes(facts.get('unit') ?? '') ? [...new Set(units), null] : undefined;
  const few = visible && visible.length <= 4 ? visible : undefined;
  const its = facts.has('unit') ? [facts.get('unit')] : few;
  const by = waysIn(facts, { hasUnits: its !== undefined, isByDue });
  const entrances = (by.includes('unit') && its ? its : [undefined]).map((unit): Conditions =>
    Object.fromEntries(by.map((way) => [`complaint.${way}`, way === 'unit' ? unit : facts.get(way)])),
  );
  const rest: Conditions =
    marks.includes('open') && !facts.has('stage') ? { 'complaint.stage': { $ne: 'closed' } } : {};
  for (const [name, value] of facts) {
    if (!by.some((way) => way === name)) rest[`complaint.${name}`] = name === 'tier' ? Number(value) : value;
  }
  if (visible && !(by.includes('unit') && its === few)) rest['$or'] = [{ 'complaint.unit': { $in: visible } }];
  return { entrances, rest, share: by.reduce((share, way) => share * likelyShare[way], 1) };
}

function waysIn(
  facts: ReadonlyMap<string, unknown>,
  { hasUnits, isByDue }: { hasUnits: boolean; isByDue: boolean },
): Way[] {
  const rare = (['handler', 'category'] as const).find((way) => facts.has(way));
  if (rare) return [rare];
  const stage = facts.get('stage');
  if (stage && hasUnits && isByDue) return ['unit', 'stage'];
  if (stage && !(stage === 'closed' && facts.has('unit'))) return ['stage'];
  return hasUnits ? ['unit'] : [];
}

/** `handler:none` asks for those that nobody has: the field is absent there, which is what null finds. */
const split = (mark: string): [string, string | null] => {
  const colon = mark.indexOf(':');
  return [mark.slice(0, colon), mark === 'handler:none' ? null : mark.slice(colon + 1)];
};

function boundsOf({ dueBefore, receivedFrom, receivedBefore }: Listing): Record<Order, Stretch> {
  return {
    due: dueBefore ? { to: Date.parse(dueBefore) } : {},
    receivedAt: {
      ...(receivedFrom && { from: Date.parse(receivedFrom) }),
      ...(receivedBefore && { to: Date.parse(receivedBefore) }),
    },
  };
}

/** What is left of the span after the instant at which the last page ended. */
function left(bounds: Stretch, { sort, after }: Listing): Stretch {
  if (!after) return bounds;
  const value = Date.parse(after.value);
  return sortings[sort].direction === 1 ? { ...bounds, from: value + 1 } : { ...bounds, to: value };
}

/** After the place where the last page ended. */
function beyond(listing: Listing): Conditions {
  const { sort, after } = listing;
  if (!after) return {};
  const { field } = sortings[sort];
  const value = new Date(after.value);
  const later = [
    { [field]: { [towards(listing)]: value } },
    { [field]: value, _id: { [towards(listing)]: after.reference } },
  ];
  return { $and: [{ $or: later }] };
}

const towards = ({ sort }: Listing): '$gt' | '$lt' => (sortings[sort].direction === 1 ? '$gt' : '$lt');

function span(field: Order, { from, to }: Stretch): Conditions {
  if (from === undefined && to === undefined) return {};
  return {
    [field]: { ...(from !== undefined && { $gte: new Date(from) }), ...(to !== undefined && { $lt: new Date(to) }) },
  };
}
