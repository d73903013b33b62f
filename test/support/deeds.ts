import type { Action } from '../../domain/action.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Story } from './skipping.ts';

// Deeds as the workflow gets them, words already sealed.

export const handler: Actor = { id: 'handler', role: 'handler' };

const assess: Action = {
  kind: 'assess',
  severity: 'low',
  safety: false,
  complexity: 'simple',
  impact: { actual: 'one', possible: 'one' },
  immediateAction: { needed: false, possible: false },
  compensationLikely: false,
};

/** From acknowledged to decided at the first tier, against the complainant. */
export async function decideIt({ does }: Story): Promise<void> {
  await does(handler, assess);
  await does(handler, { kind: 'investigate' });
  await does(handler, { kind: 'find', allegation: 1, outcome: 'notUpheld', words: 'sealed.1.x' });
  await does(handler, { kind: 'propose', redress: [], letter: { reasons: 'sealed.1.x' } });
  await does(handler, { kind: 'decide' });
}
