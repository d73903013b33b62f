import { describe, expect, test } from '@jest/globals';
import type { Deed, Entry } from '../../domain/action.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Complaint } from '../../domain/complaint.ts';
import { fold } from '../../domain/fold.ts';
import { faultsOf, type FaultKind, type Reconciled } from '../../domain/reconcile.ts';
import type { Rules } from '../../domain/rules.ts';
import { enter } from '../../domain/trail.ts';
import { live, told, type Life } from './life.ts';
import * as people from './people.ts';

const { administrator, complainant, contact, handler, rulesSince } = people;

/** As it comes out of the store: another object, and JSON. */
const stored = ({ complaint, entries, rules }: Life): Reconciled => ({
  ...(JSON.parse(JSON.stringify({ complaint, trail: entries })) as Pick<Reconciled, 'complaint' | 'trail'>),
  rules,
  isRunning: true,
  by: complaint.lastAt,
});

/** The deeds as a trail without gaps or breaks, and the facts that it leads to: nothing in it looks altered. */
function rechained(life: Life, keep: (entry: Entry) => boolean): Reconciled {
  const trail: Entry[] = [];
  for (const deed of life.entries.filter(keep)) trail.push(enter(deed, trail.length + 1, trail.at(-1)?.hash ?? null));
  return { ...stored(life), trail, complaint: fold(trail, 'C-1', life.rules).complaint };
}

const notOf = (name: string) => (entry: Entry) => !('clock' in entry.action && entry.action.clock === name);
const withClock = (name: string, change: (clock: Clock) => Clock[]) => (all: Reconciled) => ({
  ...all,
  complaint: {
    ...all.complaint,
    clocks: all.complaint.clocks.flatMap((clock) => (clock.name === name ? change(clock) : clock)),
  },
});
const withFacts = (change: Partial<Complaint>) => (all: Reconciled) => ({
  ...all,
  complaint: { ...all.complaint, ...change },
});
const withTrail = (change: (trail: Entry[]) => Entry[]) => (all: Reconciled) => ({
  ...all,
  trail: change([...all.trail]),
});
const kindsIn = (all: Reconciled) => faultsOf(all).map(({ fault }) => fault);
const ofClocks = (all: Reconciled) =>
  faultsOf(all).map(({ fault, clock, tier, occurrence }) =>
    clock ? `${fault} ${clock}/${tier}/${occurrence}` : fault,
  );

const longAgo = '2024-03-01T10:00:00.000Z';
const answered = '2024-03-20T10:00:00.000Z';
const taken = '2026-11-02T09:00:00.000Z';
const imported = (change: Partial<Rules['clocks'][number]> = {}) => {
  const then = rulesSince('2024-03-01');
  const clocks = then.clocks.map((rule) => (rule.name === 'decision' ? { ...rule, ...change } : rule));
  const rules = { ...then, clocks };
  return live({ channel: 'import', by: administrator, at: longAgo, recordedAt: taken, complainant: null, rules });
};
/** Late with everything: what runs out does, and goes up a tier by itself. */
const unanswered = () => told.received().byTheHour('2026-12-20T12:00:00.000Z');

describe('where nothing is wrong, nothing is found', () => {
  const lives: { readonly [what: string]: () => Life } = {
    'just received': told.received,
    'nobody does anything, for weeks': unanswered,
    'on its way': () => told.investigated().until('2026-11-03T10:00:00.000Z').does(handler, 'ask'),
    'stopped by a court, with no end to see': () =>
      told.investigated({ rules: people.pausedForCourt }).does(handler, 'pause').byTheHour('2027-03-01T00:00:00.000Z'),
    'decided, accepted and forgotten': () =>
      told.accepted([{ kind: 'apology', by: '2026-11-20' }]).byTheHour('2027-03-01T00:00:00.000Z'),
    'withdrawn, and years later': () => told.assessed().does(complainant, 'withdraw').wait(900),
    'beyond the last day that its calendar knows': () =>
      live({
        rules: {
          ...people.houseRules,
          calendars: people.houseRules.calendars.map((each) => ({
            ...each,
            covers: { ...each.covers, to: '2026-11-06' },
          })),
        },
      }),
    'an import that waits for its day of grace': () => imported(),
    'the same, a day later': () => imported().wait(1),
    'the source says of its limit what we would not': () =>
      imported().tookOver(administrator, answered, 'propose').tookOver(administrator, answered, 'decide', {
        timely: false,
      }),
    'the source says it of a clock that no decision ends': () =>
      imported({ metBy: ['remedyCarriedOut'] })
        .tookOver(administrator, answered, 'propose')
        .tookOver(administrator, answered, 'decide', { timely: true })
        .wait(2),
    'closed elsewhere': () => imported().tookOver(administrator, answered, 'close', { reason: 'closedElsewhere' }),
    'a revised calendar': () =>
      told
        .investigated()
        .revised(people.secondRevision({ proclaimed: ['2026-11-09'] }))
        .wait(60),
  };

  test.each(Object.keys(lives))('%s', (what) => {
    expect(faultsOf(stored(lives[what]!()))).toEqual([]);
  });

  test('nothing is to be kept running where nothing is owed any more', () => {
    const life = told.assessed().does(complainant, 'withdraw').wait(900);
    expect(faultsOf({ ...stored(life), isRunning: false })).toEqual([]);
  });
});

describe('a fault that was planted is found', () => {
  const faults: [string, (all: Reconciled) => Reconciled, FaultKind[]][] = [
    [
      'an entry was changed',
      withTrail((trail) =>
        trail.map((each, index) => (index === 0 ? { ...each, at: '2026-11-02T08:59:00.000Z' } : each)),
      ),
      ['altered', 'otherFacts'],
    ],
    ['an entry is gone', withTrail((trail) => trail.toSpliced(1, 1)), ['altered', 'otherFacts']],
    ['the last entry is gone', withTrail((trail) => trail.slice(0, -1)), ['altered', 'otherFacts']],
    ['all entries are gone', withTrail(() => []), ['untold', 'altered', 'ranOutUnseen']],
    ['the head is another', withFacts({ head: 'f'.repeat(64) }), ['altered', 'otherFacts']],
    ['a fact was changed', withFacts({ tier: 1 }), ['otherFacts']],
    ['a fact of its clocks is gone', withFacts({ facts: [] }), ['otherFacts']],
    ['its workflow was stopped', (all) => ({ ...all, isRunning: false }), ['notRunning']],
    [
      'a revision of its calendar is nowhere',
      (all) => ({ ...all, rules: { ...all.rules, calendars: [] } }),
      ['untold'],
    ],
  ];

  test.each(faults)('%s', (_, plant, kinds) => {
    const all = stored(unanswered());
    expect(kindsIn(all)).toEqual([]);
    expect([...new Set(kindsIn(plant(all)))]).toEqual(kinds);
  });

  const ofOne: [string, (all: Reconciled) => Reconciled, string[]][] = [
    [
      'a due is later than it was',
      withClock('update', (clock) => [{ ...clock, due: '2026-11-18T00:00:00.000Z' }]),
      ['otherFacts', 'otherDue update/1/1'],
    ],
    [
      'a due was taken away',
      withClock('update', (clock) => [{ ...clock, due: null }]),
      ['otherFacts', 'otherDue update/1/1'],
    ],
    ['a clock was taken away', withClock('assessment', () => []), ['otherFacts', 'lostClock assessment/1/1']],
    [
      'a clock was put in',
      withClock('assessment', (clock) => [clock, { ...clock, occurrence: 2 }]),
      ['otherFacts', 'strangeClock assessment/1/2'],
    ],
    [
      'nothing will happen when it runs out',
      withClock('assessment', ({ next: _next, ...clock }) => [clock]),
      ['otherFacts', 'nothingComing assessment/1/1'],
    ],
  ];

  test.each(ofOne)('%s', (_, plant, found) => {
    expect(ofClocks(plant(stored(told.received())))).toEqual(found);
  });

  test('what was to happen by now has not', () => {
    const all = stored(told.received());
    const [next] = all.complaint.clocks.flatMap(({ next, name }) => (next ? [{ ...next, name }] : []));
    expect(ofClocks({ ...all, by: next!.at })).toEqual([]);
    expect(faultsOf({ ...all, by: '2026-11-05T00:00:00.000Z' })).toMatchObject([
      { fault: 'missed', clock: 'acknowledgement', detail: 'to warn at 2026-11-03T09:00:00.000Z' },
      { fault: 'missed', clock: 'assessment', detail: 'to warn at 2026-11-04T09:00:00.000Z' },
    ]);
  });

  test.each(['acknowledgement', 'update', 'settled-at-first-contact', 'decision'])(
    'the clock %s ran out in silence: nobody wrote it down, and the facts are those of what was written',
    (name) => {
      const life = unanswered();
      life.does(contact, 'inform');
      const all = rechained(life, (entry) => notOf(name)(entry) && entry.by.role !== 'clock');
      expect(kindsIn(all)).not.toContain('otherFacts');
      expect(ofClocks(all)).toContain(`ranOutUnseen ${name}/1/1`);
      if (name === 'decision') return; // what followed from it could not have been done
      expect(ofClocks(rechained(life, notOf(name)))).toContain(`ranOutUnseen ${name}/1/1`);
    },
  );

  test('so did those of an import, once its day of grace was over', () => {
    const life = imported().wait(2).does(handler, 'inform');
    const silent = rechained(life, ({ by }) => by.role !== 'clock');
    expect(ofClocks(silent)).toContain('ranOutUnseen decision/1/1');
    const inTime = imported().meanwhile('2026-11-02T10:00:00.000Z').does(handler, 'inform');
    expect(faultsOf(stored(inTime))).toEqual([]);
  });

  test('one ran out twice', () => {
    const all = stored(unanswered());
    const ran = all.trail.find(({ action }) => action.kind === 'runOut') as Deed;
    const last = all.trail.at(-1)!;
    const trail = [...all.trail, enter({ ...ran, at: last.at }, last.sequence + 1, last.hash)];
    const twice = { ...all, trail, complaint: { ...all.complaint, head: trail.at(-1)!.hash } };
    expect(ofClocks(twice)).toEqual(['untold', `ranOutTwice ${clockOf(ran)}`]);
  });
});

const clockOf = ({ action }: Deed): string =>
  action.kind === 'runOut' ? `${action.clock}/${action.tier}/${action.occurrence}` : '';
