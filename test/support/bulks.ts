import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { BulkAnswer } from '../../api/bulkAnswers.ts';
import { EntryModel } from '../../store/schemas.ts';
import type { House } from './house.ts';
import { officeOf } from './office.ts';

/** Begins bulks in a house, and looks at what becomes of them. */
export function bulksOf(house: House) {
  const office = officeOf(house);

  const until = async (who: string, path: string, holds: (bulk: BulkAnswer) => boolean): Promise<BulkAnswer> => {
    for (;;) {
      const { status, body } = await house.as(who).get(`${path}?limit=200`);
      expect(status).toBe(200);
      if (holds(body)) return body;
      await sleep(50);
    }
  };
  const ended = (who: string, path: string) => until(who, path, ({ state }) => state === 'done');

  const begun = async (who: string, body: object, key?: string): Promise<string> => {
    const { status, headers, body: answer } = await house.as(who).post('/api/bulk', body, key);
    expect({ status, answer }).toMatchObject({ status: 202, answer: { total: expect.any(Number) } });
    expect(headers.get('location')).toBe(`/api/bulk/${answer.id}`);
    return `/api/bulk/${answer.id}`;
  };

  return {
    office,
    until,
    ended,
    /** Begins a bulk, and gives its address. */
    begun,
    done: async (who: string, body: object, key?: string) => ended(who, await begun(who, body, key)),

    /** Complaints that somebody has lodged, some at a time. */
    async lodged(count: number, fields: object = {}): Promise<string[]> {
      const references: string[] = [];
      while (references.length < count) {
        const some = Array.from({ length: Math.min(10, count - references.length) }, () =>
          office.lodge('public', { description: 'The bus never came.', ...fields }),
        );
        references.push(...(await Promise.all(some)).map(({ reference }) => reference));
      }
      return references;
    },

    /** How often each was told something: nothing but once is right. */
    async timesInformed(references: string[]): Promise<number[]> {
      const found = await EntryModel.find({ reference: { $in: references }, 'entry.action.kind': 'inform' }).lean();
      return references.map((reference) => found.filter((entry) => entry.reference === reference).length);
    },
  };
}

export const inform = { kind: 'inform', words: 'The strike is over.' };
