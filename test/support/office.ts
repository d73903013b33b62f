import { expect } from '@jest/globals';
import type { House } from './house.ts';

// What people of the demo organisation do, in the words of a story. Each step expects to be accepted.

export const assessment = {
  kind: 'assess',
  severity: 'medium',
  safety: false,
  complexity: 'simple',
  impact: { actual: 'one', possible: 'several' },
  immediateAction: { needed: false, possible: false },
  compensationLikely: true,
};

const letter = { reasons: 'The driver stopped at the wrong stand.' };

export function officeOf(house: House) {
  /** Lodges a complaint and expects it to be taken. */
  const lodge = async (who: string, body: object) => {
    const answer = await house.as(who).lodge(body);
    expect(answer).toMatchObject({ status: 201 });
    return answer.body as { reference: string; trackingCode: string };
  };

  const does = async (who: string, reference: string, action: object) => {
    const answer = await house.as(who).act(reference, action);
    expect({ action, problem: answer.status === 200 ? undefined : answer.body, status: answer.status }).toMatchObject({
      status: 200,
    });
    return answer.body;
  };

  return {
    lodge,
    does,

    /** From acknowledged to under investigation at the first tier. */
    async takeUp(reference: string, handler = 'handler') {
      await does(handler, reference, assessment);
      await does(handler, reference, { kind: 'assign', handler });
      return does(handler, reference, { kind: 'investigate', plan: 'Ask the depot.' });
    },

    /** Finds on the one allegation, proposes and decides; `approver` where it is needed. */
    async answer(reference: string, handler: string, redress: object[], approver?: string) {
      await does(handler, reference, {
        kind: 'find',
        allegation: 1,
        outcome: 'upheld',
        cause: 'process',
        words: 'So it was.',
      });
      const sameForOthers = { answer: false, reason: 'Nobody else was on that bus.' };
      await does(handler, reference, { kind: 'propose', redress, letter, sameForOthers });
      if (approver) await does(approver, reference, { kind: 'approve' });
      return does(handler, reference, { kind: 'decide', outcome: 'upheld', channel: 'email' });
    },

    async trailOf(reference: string): Promise<{ sequence: number; action: { kind: string }; by: { id: string } }[]> {
      const { body } = await house.as('auditor').get(`/api/complaints/${reference}/trail?limit=200`);
      return body.items;
    },
  };
}
