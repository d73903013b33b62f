import type { Deed, Entry } from './action.ts';
import type { Rules } from './rules.ts';
import { begin, go, type Step } from './step.ts';

/**
 * What a trail leads to, worked out anew from its deeds alone and in their order, those of clocks included: the facts,
 * the letters owed, and the entries as they must read. A trail that was altered, cut or filled differs from these in
 * its hashes. Throws a Refusal where a deed is not possible after those before it.
 */
export function fold(trail: readonly Entry[], reference: string, rules: Rules): Step {
  const [first, ...others] = trail;
  if (!first || !isReceipt(first)) throw new RangeError('A trail begins with a receipt.');
  const step = begin(reference, first, rules);
  for (const deed of others) go(step, deed, rules);
  return step;
}

const isReceipt = (deed: Deed): deed is Deed<'receive'> => deed.action.kind === 'receive';
