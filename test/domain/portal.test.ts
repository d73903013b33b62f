import { describe, expect, test } from '@jest/globals';
import { receiversOf } from '../../domain/notice.ts';
import type { Staff } from '../../domain/organisation.ts';
import { ownProcedures, versionOf } from '../../infra/procedures.ts';
import { readRulebook, rulesFor } from '../../infra/rulebook.ts';
import { live } from './life.ts';

const rulebook = await readRulebook(ownProcedures);
const portal = versionOf(rulebook.procedures, 'pk-citizens-portal', '2018-10-28')!;
const rules = rulesFor(portal, '2026-09-01', rulebook);
const received = '2026-09-01T05:00:00.000Z'; // ten in the morning in Karachi

const person = (id: string, role: Staff['roles'][number], absences: Staff['absences'] = []): Staff => ({
  id,
  roles: [role],
  units: ['*'],
  absences,
});
const autumn = [{ from: '2026-09-01', to: '2026-12-31' }];

describe('a national portal: from officer to head by itself', () => {
  const life = live({ rules, at: received, procedure: { id: portal.id, version: portal.version, revision: 1 } });
  life.until('2026-10-13T05:00:00.000Z');
  const escalations = life.entries.filter(({ action }) => action.kind === 'escalate');

  test('on day 21 to the next tier, on day 41 to the head, each by the clock that says so', () => {
    expect(
      escalations.map(({ action }) => [('clock' in action && action.clock) || '', 'to' in action && action.to]),
    ).toEqual([
      ['decision-twenty', 2],
      ['decision', 3],
    ]);
    expect(life.complaint.tier).toBe(3);
    expect(life.complaint.clocks.find(({ name }) => name === 'decision')).toMatchObject({
      due: '2026-10-11T19:00:00.000Z', // day 41 begins when 11 October ends
      lastDay: '2026-10-11',
      state: 'breached',
    });
  });

  test('a manager who is away is left to the others of the role, and nobody to the complaints manager', () => {
    const notices = life.notices.filter(({ kind }) => kind === 'escalated');
    const [toSecond, toHead] = notices;
    const staff = [
      person('manager', 'manager', autumn),
      person('manager2', 'manager'),
      person('cm', 'complaints-manager'),
    ];
    expect(receiversOf(toSecond!, staff, '2026-09-22')).toEqual(['manager2']);
    const alone = [person('manager', 'manager', autumn), person('cm', 'complaints-manager')];
    expect(receiversOf(toSecond!, alone, '2026-09-22')).toEqual(['cm']);
    expect(receiversOf(toSecond!, alone, '2027-01-01')).toEqual(['manager']);
    expect(receiversOf(toHead!, [...staff, person('head', 'head')], '2026-10-12')).toContain('head');
    expect(
      receiversOf(toHead!, [person('head', 'head', autumn), person('cm', 'complaints-manager', autumn)], '2026-10-12'),
    ).not.toEqual([]);
  });
});
