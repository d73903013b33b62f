import { expect } from '@jest/globals';
import { addDays } from '../../domain/day.ts';
import { dayIn } from '../../infra/zone.ts';
import type { House } from './house.ts';

/** So many days from today on, in the zone of the organisation. */
export const inDays = (count: number): string => addDays(dayIn('Europe/London', new Date().toISOString()), count);

export const pounds = (value: string) => ({ value, currency: 'GBP' });

/** A record as somebody would send it. */
export const recordOf = (id: string, fields: object = {}) => ({
  id,
  name: `Name of ${id}`,
  units: ['*'],
  roles: [{ role: 'handler', from: inDays(-10) }],
  absences: [],
  competences: [],
  ...fields,
});

/** Staff records on their way to the API and back. */
export function recordsOf(house: House, who = 'administrator') {
  const read = async (id: string) => (await house.as(who).get(`/api/staff/${id}`)).body;

  /** The record as it stands, with these fields, as a PUT wants it. */
  const changed = async (id: string, fields: object) => {
    const { version, changedBy: _by, changedAt: _at, ...record } = await read(id);
    return { ...record, basedOn: version, ...fields };
  };

  return {
    read,
    changed,
    begin: async (id: string, fields: object = {}) => {
      const answer = await house.as(who).post('/api/staff', recordOf(id, fields));
      expect(answer).toMatchObject({ status: 201 });
      return answer.body;
    },
    async change(id: string, fields: object) {
      const answer = await house.as(who).put(`/api/staff/${id}`, await changed(id, fields));
      expect(answer).toMatchObject({ status: 200 });
      return answer.body;
    },
  };
}
