import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { isSame } from '../../domain/clockKey.ts';
import { certificateOf, recompute, type Certificate } from '../../domain/reckoner/certificate.ts';
import type { Complaint } from '../../domain/complaint.ts';
import type { Rules } from '../../domain/rules.ts';
import { timetableOf, type ProcedureFile } from '../../domain/timetable.ts';
import { checkFolder } from '../../infra/procedureFiles.ts';
import { ownProcedures } from '../../infra/procedures.ts';
import { snapshotOf } from '../../infra/snapshot.ts';
import { answer, type Vectors } from '../../infra/vectors.ts';
import { live, monday, told, type Life } from './life.ts';
import * as people from './people.ts';
import { play } from './played.ts';
import { anyLife } from './throws.ts';

const { administrator, complainant, contact, complaintsManager, handler, manager, rulesSince, secondRevision } = people;

/** As somebody else gets it. */
const sent = (certificate: Certificate): Certificate => JSON.parse(JSON.stringify(certificate)) as Certificate;
const certificatesOf = ({ complaint, rules }: Pick<Life, 'complaint' | 'rules'>) =>
  complaint.clocks
    .filter(({ withoutRule }) => !withoutRule)
    .map((clock) => ({ clock, certificate: sent(certificateOf(complaint, rules, clock)) }));
const ofDecision = (life: Life): Certificate => sent(certificateOf(life.complaint, life.rules, life.clock('decision')));

const tuesday = '2026-11-03T10:00:00.000Z';
const lives: { readonly [what: string]: () => Life } = {
  'just received': told.received,
  'asked, and late with the decision': () =>
    told.investigated().until(tuesday).does(handler, 'ask').byTheHour('2026-12-20T00:00:00.000Z'),
  'asked and answered': () =>
    told
      .investigated()
      .until(tuesday)
      .does(handler, 'ask')
      .until('2026-11-05T12:00:00.000Z')
      .does(complainant, 'addInformation'),
  'more time was taken': () =>
    told
      .investigated({ rules: people.extendedByAnybody })
      .until(tuesday)
      .does(complaintsManager, 'extend')
      .byTheHour('2026-12-20T00:00:00.000Z'),
  'stopped with no end to see': () =>
    told.investigated({ rules: people.pausedForCourt }).until(tuesday).does(handler, 'pause'),
  'settled at first contact': () => told.accepted().does(manager, 'close').wait(400),
  'a holiday was proclaimed': () =>
    told
      .investigated()
      .revised(secondRevision({ proclaimed: ['2026-11-09'] }))
      .wait(3),
  'rejected, and looked at again': () => told.decided().does(complainant, 'reject').wait(40),
};

describe('a certificate is all that it takes to reckon a clock again', () => {
  test.each(Object.keys(lives))('%s', (what) => {
    const all = certificatesOf(lives[what]!());
    expect(all.length).toBeGreaterThan(3);
    for (const { clock, certificate } of all) {
      expect(certificate).toMatchObject({ due: clock.due, state: clock.state });
      expect(certificate.lastDay).toBe(clock.lastDay);
      expect(recompute(certificate)).toMatchObject({ agrees: true, due: clock.due, state: clock.state });
    }
  });

  test('in random lives too, whatever bears on which clock', () => {
    let seen = 0;
    fc.assert(
      fc.property(anyLife, (life) => {
        const played = play(life);
        const { said = [], overAt } = played.complaint;
        for (const { clock, certificate } of certificatesOf(played)) {
          seen += 1;
          expect(certificate.due).toBe(clock.due);
          const isReckoned = !overAt && !said.some((each) => isSame(each, clock));
          expect(certificate.state).toBe(isReckoned ? clock.state : certificate.state);
        }
      }),
      { numRuns: 60 },
    );
    expect(seen).toBeGreaterThan(300);
  });

  test('for the clocks of every published vector', async () => {
    const own = JSON.parse(readFileSync('test/reckoner/vectors.json', 'utf8')) as Vectors;
    const folder = await checkFolder(ownProcedures);
    const procedures: ProcedureFile[] = [...own.procedures, ...folder.procedures];
    const calendars = [...own.calendars, ...folder.calendars];
    let seen = 0;
    for (const vector of own.vectors) {
      const { clock: name, tier = 1, occurrence = 1, extensions = [], tags = [], facts, pauses = [] } = vector;
      const file = procedures.find(({ id, version }) => id === vector.procedure && version === vector.version)!;
      const timetable = timetableOf(vector.calendar ? { ...file, calendar: vector.calendar } : file);
      const rule = timetable.clocks.find((each) => each.name === name);
      // Calendars that change under it are among the lives; no complaint has a clock for its retention.
      if (!rule || rule.fromLast || vector.calendarChanges) continue;
      const used = [timetable.calendar, ...timetable.clocks.flatMap(({ calendar }) => calendar ?? [])];
      const snapshots = calendars.filter(({ id }) => used.includes(id)).map((calendar) => snapshotOf(calendar));
      const complaint = {
        reference: 'C-1',
        procedure: { id: file.id, version: file.version, revision: 1 },
        tags,
        facts,
        pauses,
        extensions: extensions.map((each) => ({ tier, ...each })),
        calendars: snapshots.map(({ calendar: id, revision }) => ({ id, revision, since: monday })),
        lastAt: vector.asOf ?? '2035-01-01T00:00:00.000Z',
      } as unknown as Complaint;
      const rules = { ...timetable, calendars: snapshots } as unknown as Rules;
      const key = { name, tier: ['perTier', 'shared'].includes(rule.armed) ? tier : 1, occurrence };
      const certificate = sent(certificateOf(complaint, rules, key));
      const { due, state } = answer(vector, procedures, calendars);
      expect([vector.name, certificate.due]).toEqual([vector.name, due]);
      const said = vector.asOf ? state : certificate.state;
      expect([vector.name, certificate.state]).toEqual([vector.name, said]);
      seen += 1;
    }
    expect(seen).toBeGreaterThan(150);
  });

  test('what bears on it is there, and nothing else of the procedure', () => {
    const { clock, beside, calendars, inputs } = ofDecision(lives['more time was taken']!());
    expect(clock).toMatchObject({ name: 'decision', extensions: { times: 1 } });
    expect(beside.shortTracks.map(({ name }) => name)).toEqual(
      Object.keys(people.houseRules.relieves).filter((track) =>
        people.houseRules.relieves[track]!.includes('decision'),
      ),
    );
    expect(beside.pauses.every(({ clocks }) => clocks.includes('decision'))).toBe(true);
    expect(calendars.map(({ calendar, revision }) => [calendar, revision])).toEqual([['GB-ENG', 1]]);
    expect(inputs.extensions).toHaveLength(1);
  });

  test('a clock that a word from us meets comes with the clock whose extension was that word', () => {
    const life = lives['more time was taken']!();
    const { beside } = certificateOf(life.complaint, life.rules, life.clock('update'));
    expect(beside.clocks.map(({ name }) => name)).toContain('decision');
  });

  test('what the source of an import says stands beside what is reckoned', () => {
    const life = live({
      channel: 'import',
      by: administrator,
      at: '2024-03-01T10:00:00.000Z',
      complainant: null,
      recordedAt: '2026-11-02T09:00:00.000Z',
      rules: rulesSince('2024-03-01'),
    });
    const answered = '2024-05-20T10:00:00.000Z';
    life.tookOver(administrator, answered, 'propose').tookOver(administrator, answered, 'decide', { timely: true });
    expect(ofDecision(life)).toMatchObject({ state: 'metLate', said: { state: 'met', at: answered } });
    life.tookOver(administrator, answered, 'close', { reason: 'closedElsewhere' });
    expect(ofDecision(life)).toMatchObject({ overAt: answered });
    expect(recompute(ofDecision(life)).agrees).toBe(true);
  });
});

describe('a certificate that was changed does not agree', () => {
  const whole = ofDecision(lives['asked and answered']!());
  const changes: { readonly [what: string]: Partial<Certificate> } = {
    'a fact': {
      inputs: {
        ...whole.inputs,
        facts: whole.inputs.facts.map((fact) =>
          fact.fact === 'informationReceived' ? { fact: fact.fact, at: '2026-11-09T12:00:00.000Z' } : fact,
        ),
      },
    },
    'a fact less': {
      inputs: { ...whole.inputs, facts: whole.inputs.facts.filter(({ fact }) => fact !== 'informationReceived') },
    },
    'a day off': {
      calendars: whole.calendars.map((each) => ({ ...each, holidays: [...each.holidays, '2026-11-16'].toSorted() })),
    },
    'its rule': { clock: { ...whole.clock, limit: { count: 19, unit: 'workingDays' } } },
    'what may stop it': { beside: { ...whole.beside, pauses: [] } },
    due: { due: '2026-12-04T00:00:00.000Z' },
    'its last day': { lastDay: '2026-12-03' },
    state: { state: 'met' },
    'a step of its reckoning': { steps: whole.steps.slice(1) },
    'when it is asked for': { asOf: '2027-01-01T00:00:00.000Z' },
  };

  test.each(Object.keys(changes))('%s', (what) => {
    expect(recompute(whole).agrees).toBe(true);
    expect(recompute({ ...whole, ...changes[what] }).agrees).toBe(false);
  });

  test('and what is no certificate is none', () => {
    expect(() => recompute({ ...whole, format: 'recourse-certificate/2' as never })).toThrow('recourse-certificate/1');
    expect(() => recompute({ ...whole, calendars: [] })).toThrow('calendar');
  });
});

test('nothing is in it but codes, numbers, days and instants; nobody, and no word of anybody', () => {
  const texts = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value === 'string') texts.add(value);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, each] of Object.entries(value)) {
        texts.add(name);
        walk(each);
      }
    }
  };
  const somebody = live({ by: { ...contact, id: 'u-4711' }, unit: 'u-unit', category: 'u-category' })
    .does({ ...contact, id: 'u-4712' }, 'acknowledge')
    .does({ ...handler, id: 'u-4713' }, 'assess')
    .does({ ...handler, id: 'u-4713' }, 'ask');
  const all = [somebody, ...Object.values(lives).map((life) => life())];
  for (const life of all) for (const { certificate } of certificatesOf(life)) walk(certificate);
  expect(texts.size).toBeGreaterThan(100);
  for (const text of texts) {
    expect(text).toMatch(/^[\w./:+-]+$/);
    expect(text).not.toMatch(/^u-|sealed/);
  }
});
