import type { Action, Deed } from '../domain/action.ts';
import { advance, lodge, passTime, type Step } from '../domain/advance.ts';
import type { Complaint, Instant } from '../domain/complaint.ts';
import { addMilliseconds } from '../domain/day.ts';
import { perform } from '../domain/perform.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Rules } from '../domain/rules.ts';
import { bearingOf, type Bearing } from './bearing.ts';
import { isReopenable, keyOf, waiting } from './key.ts';
import { detours, movesAt } from './moves.ts';
import { promises, type Turn } from './promises.ts';
import { sentence } from './sentence.ts';

/** How far is looked: so many detours (`moves.ts`) in one life, and so many states in all; and whether to the first fault. */
export type Bounds = { detours: number; states: number; first?: boolean };

type Fault = { promise: string; path: string[] };
export type Explored = { states: number; transitions: number; seconds: number; isWhole: boolean; faults: Fault[] };

/** `before`: the state that was there first, and what was done. `on`: where it leads, but by giving up. */
type Node = {
  from: number;
  how: string[];
  turned: number;
  complaint: Complaint | undefined;
  isEnd: boolean;
  into: number[];
};

const unheld = 'from everywhere an end can be reached without the complainant giving up';
const refusedItself = 'what a clock does by itself is never refused';
/** Later than anything that a procedure lets run. */
const farAway: Instant = '2058-01-01T00:00:00.000Z';

/**
 * Every life that this procedure lets a complaint have within the bounds, breadth first, so that what is found broken is
 * told by one of the shortest lives that break it. The product's own table, rules and clocks decide (`advance`,
 * `passTime`); each promise is reported once.
 */
export function explore(rules: Rules, receipts: readonly Deed<'receive'>[], bounds: Bounds): Explored {
  const traces = Error.stackTraceLimit;
  Error.stackTraceLimit = 0; // refusals are errors, and here there are many
  try {
    return new Exploration(rules, bounds).run(receipts);
  } finally {
    Error.stackTraceLimit = traces;
  }
}

class Exploration {
  readonly #rules: Rules;
  readonly #bounds: Bounds;
  readonly #bearing: Bearing;
  readonly #nodes: Node[] = [];
  readonly #known = new Map<string, number>();
  readonly #faults = new Map<string, Fault>();
  #transitions = 0;

  constructor(rules: Rules, bounds: Bounds) {
    this.#rules = rules;
    this.#bounds = bounds;
    this.#bearing = bearingOf(rules);
  }

  run(receipts: readonly Deed<'receive'>[]): Explored {
    const since = performance.now();
    for (const deed of receipts) {
      const { complaint, entries } = lodge('C-1', deed, this.#rules);
      // One who may not act is side way enough: else too few would be left of so small an office.
      this.#reach(-1, complaint, entries.map(sentence), deed.action.subjects ? 1 : 0);
    }
    const isDone = (): boolean => this.#bounds.first === true && this.#faults.size > 0;
    let index = 0;
    for (; index < this.#nodes.length && this.#nodes.length < this.#bounds.states && !isDone(); index++)
      this.#leave(index);
    const isWhole = index === this.#nodes.length;
    const stuck = isWhole ? whatCannotEnd(this.#nodes) : undefined;
    if (stuck !== undefined) this.#broken(unheld, stuck, []);
    const seconds = (performance.now() - since) / 1_000;
    const faults = [...this.#faults.values()];
    return { states: this.#nodes.length, transitions: this.#transitions, seconds, isWhole, faults };
  }

  /** All that can come next. */
  #leave(index: number): void {
    const node = this.#nodes[index]!;
    const { complaint, turned } = node;
    if (!complaint) return;
    const rules = this.#rules;
    const mayTurn = turned < this.#bounds.detours;
    for (const { by, action } of movesAt(complaint, rules, this.#bearing, mayTurn)) {
      const step = tried(() => advance(complaint, { action, by, at: addMilliseconds(complaint.lastAt, 1) }, rules));
      if (step) this.#go(index, complaint, step, action);
    }
    const due = this.#nextAt(complaint, mayTurn);
    if (due) {
      const step = tried(() => passTime(complaint, due > complaint.lastAt ? due : complaint.lastAt, rules));
      if (step) this.#go(index, complaint, step);
      else this.#broken(refusedItself, index, [`the clocks that are due ${due.slice(0, 16)} are dealt with`]);
    }
    node.complaint = undefined; // thousands of them would be too much to hold
  }

  /** When the next clock that bears on anything runs out; what is over for good runs to the very end. */
  #nextAt(complaint: Complaint, mayTurn: boolean): Instant | undefined {
    if (complaint.stage === 'closed' && !(mayTurn && isReopenable(complaint, this.#rules))) {
      return complaint.clocks.some(({ next }) => next) ? farAway : undefined;
    }
    return waiting(complaint, this.#rules, this.#bearing)
      .flatMap(({ due }) => due ?? [])
      .at(0);
  }

  /** Goes on by this step, once each of its entries keeps every promise. */
  #go(from: number, before: Complaint, { entries, complaint }: Step, action?: Action): void {
    const how = entries.map(sentence);
    let at = before;
    for (const [index, entry] of entries.entries()) {
      const after = index === entries.length - 1 ? complaint : perform(at, entry, this.#rules);
      this.#check({ entry, before: at, after }, from, how.slice(0, index + 1));
      at = after;
    }
    const { turned } = this.#nodes[from]!;
    this.#reach(from, complaint, how, turned + (action && isDetour(action) ? 1 : 0), action?.kind === 'withdraw');
  }

  #reach(from: number, complaint: Complaint, how: string[], turned: number, isGivenUp = false): void {
    this.#transitions += 1;
    const key = `${turned} ${keyOf(complaint, this.#rules, this.#bearing, turned < this.#bounds.detours)}`;
    const known = this.#known.get(key);
    const there = known ?? this.#nodes.length;
    if (known === undefined) {
      this.#known.set(key, there);
      this.#nodes.push({ from, how, turned, complaint, isEnd: complaint.stage === 'closed', into: [] });
    }
    if (from >= 0 && !isGivenUp) this.#nodes[there]!.into.push(from);
  }

  #check(turn: Turn, from: number, how: string[]): void {
    for (const [promise, holds] of Object.entries(promises)) {
      if (!this.#faults.has(promise) && !holds(turn, this.#rules)) this.#broken(promise, from, how);
    }
  }

  #broken(promise: string, from: number, how: string[]): void {
    if (this.#faults.has(promise)) return;
    const path = [...how];
    for (let at = from; at >= 0; at = this.#nodes[at]!.from) path.unshift(...this.#nodes[at]!.how);
    this.#faults.set(promise, { promise, path });
  }
}

const isDetour = ({ kind }: Action): boolean => detours.some((each) => each === kind);

function tried(attempt: () => Step): Step | undefined {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** The first state found from which no end is reached. */
function whatCannotEnd(nodes: readonly Node[]): number | undefined {
  const ends = nodes.map(({ isEnd }) => isEnd);
  const queue = ends.flatMap((is, index) => (is ? index : []));
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    for (const before of nodes[index]!.into) {
      if (ends[before]) continue;
      ends[before] = true;
      queue.push(before);
    }
  }
  const first = ends.indexOf(false);
  return first < 0 ? undefined : first;
}
