import type { Rules } from './rules.ts';

/** By their text, which is the same where they are. */
const known = new Map<string, Rules>();
/** More sets of rules than a worker meets in a day; beyond, it begins anew rather than grow for ever. */
const most = 200;

/**
 * The same rules are held once for all complaints of a worker, and not once for each: they are most of what a complaint
 * would hold. Pure as far as anyone can see: what comes back is equal to what was given.
 */
export function shared(rules: Rules): Rules {
  const text = JSON.stringify(rules);
  const before = known.get(text);
  if (before) return before;
  if (known.size >= most) known.clear();
  known.set(text, rules);
  return rules;
}
