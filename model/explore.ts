import type { Action, Deed, Entry } from '../domain/action.ts';
import { advance, lodge, passTime, type Step } from '../domain/advance.ts';
import type { Complaint, Instant } from '../domain/complaint.ts';
import { addMilliseconds } from '../domain/day.ts';
import { perform } from '../domain/perform.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Rules } from '../domain/rules.ts';
import { bearing, bearingFacts, bearingTags } from './bearing.ts';
import { keyOf } from './key.ts';
import { detours, movesAt } from './moves.ts';
import { isEnd, promises, type Turn } from './promises.ts';

/** How far is looked: so many detours (`moves.ts`) in one life, and so many states in all. */
export type Bounds = { detours: number; states: number };

type Fault = { promise: string; path: string[] };
export type Explored = { states: number; transitions: number; seconds: number; isWhole: boolean; faults: Fault[] };

type Node = { from: number; how: string[]; turned: number; complaint: Complaint | undefined; isEnd: boolean };

const unheld = 'from everywhere an end can be reached';
const refusedItself = 'what a clock does by itself is never refused';

/**
 * Every life that this procedure lets a complaint have within the bounds, breadth first, so that what is found broken is
 * told by one of the shortest lives that break it. The product's own table, rules and clocks decide (`advance`,
 * `passTime`); each promise is reported once.
 */
export function explore(rules: Rules, receipts: readonly Deed<'receive'>[], bounds: Bounds): Explored {
  const since = performance.now();
  const nodes: Node[] = [];
  const known = new Map<string, number>();
  const into: number[][] = [];
  const faults = new Map<string, Fault>();
  let transitions = 0;
  const named = bearing(rules);
  const bears = { clocks: named, facts: bearingFacts(rules, named), tags: bearingTags(rules, named) };

  const pathTo = (index: number): string[] => {
    const path: string[] = [];
    for (let at = index; at >= 0; at = nodes[at]!.from) path.unshift(...nodes[at]!.how);
    return path;
  };
  const broken = (promise: string, from: number, how: string[]): void => {
    if (!faults.has(promise)) faults.set(promise, { promise, path: [...pathTo(from), ...how] });
  };

  const reach = (from: number, complaint: Complaint, how: string[], turned: number): void => {
    transitions += 1;
    const key = `${turned} ${keyOf(complaint, rules, bears)}`;
    const there = known.get(key);
    if (there !== undefined) {
      if (from >= 0) into[there]!.push(from);
      return;
    }
    known.set(key, nodes.length);
    into.push(from >= 0 ? [from] : []);
    nodes.push({ from, how, turned, complaint, isEnd: isEnd(complaint.stage) });
  };

  /** Goes on by this step, once each of its entries keeps every promise. */
  const go = (from: number, before: Complaint, step: Step, turned: number): void => {
    const how = step.entries.map(sentence);
    let at = before;
    for (const [index, entry] of step.entries.entries()) {
      const isLast = index === step.entries.length - 1;
      const after = isLast ? step.complaint : perform(at, entry, rules);
      check({ entry, before: at, after }, from, how.slice(0, index + 1));
      at = after;
    }
    reach(from, step.complaint, how, turned);
  };
  const check = (turn: Turn, from: number, how: string[]): void => {
    for (const [promise, holds] of Object.entries(promises)) if (!holds(turn, rules)) broken(promise, from, how);
  };

  for (const deed of receipts) {
    const { complaint, entries } = lodge('C-1', deed, rules);
    reach(-1, complaint, entries.map(sentence), 0);
  }
  for (let index = 0; index < nodes.length && nodes.length < bounds.states; index++) {
    const node = nodes[index]!;
    const { complaint, turned } = node;
    if (!complaint) continue;
    for (const { by, action } of movesAt(complaint, rules, turned < bounds.detours)) {
      const step = tried(() => advance(complaint, { action, by, at: addMilliseconds(complaint.lastAt, 1) }, rules));
      if (step) go(index, complaint, step, turned + (isDetour(action) ? 1 : 0));
    }
    const due = nextToRunOut(complaint, named);
    if (due) {
      const step = tried(() => passTime(complaint, due > complaint.lastAt ? due : complaint.lastAt, rules));
      if (step) go(index, complaint, step, turned);
      else broken(refusedItself, index, [`the clocks that are due ${due.slice(0, 16)} are dealt with`]);
    }
    node.complaint = undefined; // thousands of them would be too much to hold
  }

  const isWhole = nodes.length < bounds.states;
  if (isWhole) {
    const stuck = whatCannotEnd(nodes, into);
    if (stuck !== undefined) broken(unheld, stuck, []);
  }
  const seconds = (performance.now() - since) / 1_000;
  return { states: nodes.length, transitions, seconds, isWhole, faults: [...faults.values()] };
}

const isDetour = ({ kind }: Action): boolean => detours.some((each) => each === kind);

/** When the next clock that bears on anything runs out; what warns, reminds and tells is done on the way. */
function nextToRunOut({ clocks }: Complaint, named: Set<string>): Instant | undefined {
  return clocks
    .flatMap(({ name, next, due }) => (named.has(name) && next && next.does !== 'remind' && due ? due : []))
    .toSorted()
    .at(0);
}

function tried(attempt: () => Step): Step | undefined {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** The first state found from which no end is reached. */
function whatCannotEnd(nodes: readonly Node[], into: readonly number[][]): number | undefined {
  const ends = nodes.map(({ isEnd: is }) => is);
  const queue = ends.flatMap((is, index) => (is ? index : []));
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    for (const before of into[index]!) {
      if (ends[before]) continue;
      ends[before] = true;
      queue.push(before);
    }
  }
  const first = ends.indexOf(false);
  return first < 0 ? undefined : first;
}

/** One entry, for people who read a path. */
function sentence({ action, by, at }: Entry): string {
  const { kind } = action;
  const day = at.slice(0, 10);
  if (kind === 'runOut') return `${day} the clock ${action.clock} of tier ${action.tier} runs out`;
  if (kind === 'warn' || kind === 'remind') return `${day} the clock ${action.clock} ${kind}s`;
  const more = [
    ...('outcome' in action && action.outcome ? [action.outcome] : []),
    ...('reason' in action && kind === 'close' ? [action.reason] : []),
    ...('redress' in action && Array.isArray(action.redress) && action.redress.length > 0 ? ['with redress'] : []),
  ];
  return `${day} ${by.id}: ${[kind, ...more].join(', ')}`;
}
