import { at, problem } from './spot.ts';
import type { Path, Problem, Spot } from './spot.ts';

/** What a revision has to be a revision of: what is in force, and the highest number that was given out. */
export type Before = { document?: object; revision: number };

/** What a revision may add or correct wherever it stands; suspensions are looked at apart (FORMAT.md 1). */
const free = ['revision', 'suspensions', 'sources', 'notes', 'note', 'title'];

/** A revision that changes more than it may, or whose number is taken. */
export function revisionProblems(root: Spot, { document, revision }: Before): Problem[] {
  const number = at(root, 'revision');
  const taken =
    typeof number.value === 'number' && number.value <= revision
      ? [problem(number, `revision ${revision} of this version is there already: give it a higher number`)]
      : [];
  if (!document) return taken;
  const before: Spot = { path: [], value: document };
  return [
    ...taken,
    ...[...changed(before, root)].map((path) => ({
      path,
      reason: 'figures never change inside a version: leave this as it is in force, or publish a new version',
    })),
    ...suspensionsGone(before, root),
  ];
}

/** Suspensions are added, and those that are there stand. */
function suspensionsGone(before: Spot, after: Spot): Problem[] {
  const later = suspensions(after);
  return suspensions(before).flatMap((suspension): Problem[] => {
    const id = at(suspension, 'id').value;
    const same = later.find((each) => at(each, 'id').value === id);
    if (!same) return [problem(at(after, 'suspensions'), `the suspension ${String(id)} is in force and must stay`)];
    return [...changed(suspension, same)].map((path) => ({
      path,
      reason: `the suspension ${String(id)} is in force and stays as it is: add another one`,
    }));
  });
}

function suspensions(root: Spot): Spot[] {
  const { value } = at(root, 'suspensions');
  return Array.isArray(value) ? value.map((_, index) => at(root, 'suspensions', index)) : [];
}

/** Where two documents differ in what a revision may not change. */
function* changed(before: Spot, after: Spot): Iterable<Path> {
  const [one, other] = [before.value, after.value];
  const areLists = Array.isArray(one) && Array.isArray(other);
  if (areLists ? one.length !== other.length : !isObject(one) || !isObject(other)) {
    if (one !== other) yield after.path;
    return;
  }
  for (const key of new Set([...keysOf(one), ...keysOf(other)])) {
    if (typeof key === 'string' && free.includes(key)) continue;
    yield* changed(at(before, key), at(after, key));
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const keysOf = (value: unknown): (string | number)[] =>
  Array.isArray(value) ? [...value.keys()] : isObject(value) ? Object.keys(value) : [];
