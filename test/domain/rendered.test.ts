import { describe, expect, it, test } from '@jest/globals';
import type { Entry } from '../../domain/action.ts';
import type { Complaint } from '../../domain/complaint.ts';
import { toBeWritten } from '../../domain/letter.ts';
import { hasTemplate, templates } from '../../domain/templates.ts';
import { ownProcedures } from '../../infra/procedures.ts';
import { readRulebook, rulesFor } from '../../infra/rulebook.ts';
import { catalogues, languages, messageFor, partsOf, type Language } from '../../letters/catalogue.ts';
import type { Moment } from '../../letters/facts.ts';
import { render, subjectOf } from '../../letters/render.ts';
import { actionOf, live, monday, reviewed, told } from './life.ts';
import { clock, complainant, extendedByAnybody, handler, houseRules, manager, manager2, pounds } from './people.ts';

const rulebook = await readRulebook(ownProcedures);
const shipped = [...rulebook.procedures.values()].flat();
const house = shipped.find(({ id }) => id === 'recourse-default')!;
const sender = { organisation: 'Recourse demo', contact: 'office@example.org', address: 'https://example.org/track' };
const dayOf = (at: string): string => at.slice(0, 10);

/** Where everything is known that a letter may tell. */
function fullMoment(terms: (typeof shipped)[number], last: Entry['action']): Moment {
  const rules = rulesFor(terms, '2026-11-02', rulebook);
  const life = live({ rules, description: 'The bell is broken.', desiredOutcome: 'A new bell.' });
  const running = rules.clocks.map((rule, index) => ({
    name: rule.name,
    kind: rule.kind,
    tier: 1,
    occurrence: 1,
    state: index === 0 ? ('paused' as const) : ('running' as const),
    armedAt: monday,
    due: '2026-12-25T00:00:00.000Z',
    lastDay: '2026-12-24',
  }));
  const complaint: Complaint = {
    ...life.complaint,
    outcome: 'partly',
    allegations: [{ number: 1, said: 1, finding: { outcome: 'upheld', found: 2 } }],
    redress: [{ number: 1, kind: 'refund', amount: pounds('3.20'), by: '2026-12-20', owner: 'contact' }],
    closed: { reason: 'accepted', at: monday },
    referral: { body: terms.external?.[0]?.body ?? 'The ombudsman', at: monday },
    outside: (terms.external ?? [{ body: 'The ombudsman' }]).map(({ body }) => ({ body, since: monday })),
    clocks: running,
  };
  const entry: Entry = { action: last, by: handler, at: monday, sequence: 9, previous: '', hash: '' };
  return { complaint, trail: [...life.entries, entry], rules, terms, sender, handlerRole: 'handler', dayOf };
}

/** What is said by the entry that makes such a letter owed. */
const saying = (kind: string): Entry['action'] => {
  if (kind === 'information-request') return actionOf('ask', { words: 'Which bus was it?' });
  if (kind === 'settlement-confirmation') return actionOf('settle', { words: 'We take the fine back.' });
  if (kind === 'reopening') return actionOf('reopen', { reason: 'It broke again.' });
  if (kind === 'update') return actionOf('inform', { words: 'The depot has been asked.' });
  return actionOf('extend', { reason: 'The witness is away.' });
};

describe('every letter of every procedure that comes with the product', () => {
  const letters = shipped.flatMap((terms) =>
    (terms.letters ?? []).map((rule) => ({ terms, rule, name: `${terms.id} ${terms.version}: ${rule.kind}` })),
  );

  it('is there', () => {
    expect(letters.length).toBeGreaterThan(250);
  });

  it.each(letters)('$name says all that it must, or which of it a person writes', ({ terms, rule }) => {
    const [owedBy = ''] = rule.owedBy;
    const moment = fullMoment(terms, saying(rule.kind));
    const { text, lacks } = render({ kind: rule.kind, owedBy, language: 'en', at: monday }, moment);
    const subject = subjectOf({ kind: rule.kind, reference: 'C-1', language: 'en' });
    const elements = rule.contents.map(({ element }) => element);
    expect(lacks).toEqual(elements.filter((element) => !hasTemplate(rule.kind, element)));
    expect(text.match(/\[To be written/g) ?? []).toHaveLength(lacks.length);
    const ours = text.replaceAll(/\[To be written.*\]/g, '');
    expect(ours).not.toMatch(/\uFFFC|\{|\}|undefined|\bnone\b|NaN| {2}|\.\.| \./);
    expect(subject).toMatch(/^Complaint C-1: [a-z]/);
  });

  it.each(letters)('$name is made though hardly anything is known', ({ terms, rule }) => {
    const rules = rulesFor(terms, '2026-11-02', rulebook);
    const { complaint, entries } = live({ rules, complainant: null });
    const bare = { ...complaint, clocks: [], outside: [] };
    const moment = { complaint: bare, trail: entries.slice(0, 1), rules, terms: { title: 'Rules' }, dayOf };
    const words = {
      ...moment,
      terms: { ...moment.terms, letters: terms.letters ?? [] },
      sender: { organisation: 'X' },
    };
    const { text } = render({ kind: rule.kind, owedBy: rule.owedBy[0] ?? '', language: 'xx', at: monday }, words);
    expect(text).toContain('Dear Sir or Madam,');
    expect(text).not.toMatch(/\uFFFC|undefined/);
  });
});

describe('a letter tells what was so when it became owed', () => {
  const moment = (life: ReturnType<typeof live>): Moment => ({
    complaint: life.complaint,
    trail: life.entries,
    rules: houseRules,
    terms: house,
    sender,
    handlerRole: 'handler',
    dayOf,
  });
  const letter = (kind: string, owedBy: string) => ({ kind, owedBy, language: 'en', at: monday });

  test('the acknowledgement: reference, how it was understood, the day of the decision, the ways', () => {
    const life = live({ description: 'The bell is broken.', complainant: { name: 'Ada Okafor' } });
    const { text, lacks } = render(letter('acknowledgement', 'fact:received'), moment(life));
    expect(lacks).toEqual([]);
    for (const part of [
      'Dear Ada Okafor,',
      'Monday, 2 November 2026',
      'The reference of your complaint is C-1.',
      'https://example.org/track',
      'The bell is broken.',
      'It is dealt with by: a handler of complaints.',
      'We will decide by Monday, 30 November 2026.',
      'you can have it reviewed by: a manager',
      'External body',
      'Complaining is free',
    ]) {
      expect(text).toContain(part);
    }
  });

  test('the decision: the given words, the findings, what is offered, until when to answer, what silence means', () => {
    const redress = [{ kind: 'refund', amount: pounds('3.20'), by: '2026-12-01' }];
    const life = told.found().does(handler, 'propose', {
      redress,
      letter: { reasons: 'The driver did not stop.', prevention: 'New drivers are shown the stand.' },
    });
    const { text, lacks } = render(
      letter('decision', 'fact:decisionCommunicated'),
      moment(life.does(handler, 'decide')),
    );
    expect(lacks).toEqual([]);
    for (const part of [
      'Point 1: your complaint is right',
      'The driver did not stop.',
      'a refund of 3.20 GBP, by Tuesday, 1 December 2026',
      'New drivers are shown the stand.',
      /You can accept or reject this decision, until .* 2026\./,
      'we close the complaint. We do not take that as agreement.',
      'you can have it reviewed by: a manager',
      'External body: Replace',
    ]) {
      expect(text).toMatch(part);
    }
  });

  test('the last tier has spoken: nobody is left', () => {
    const life = told.decided().does(complainant, 'reject');
    reviewed(life, manager, manager2).does(complainant, 'reject');
    const head = { id: 'head', role: 'head' as const };
    reviewed(life, head, { id: 'complaints-manager', role: 'complaints-manager' });
    const { text } = render(letter('decision', 'fact:decisionCommunicated'), moment(life));
    expect(text).toContain('nobody is left to look at it again');
  });

  test('a letter that needs words which nobody gave is not whole, and says what is missing', () => {
    const life = told
      .assessed({ rules: extendedByAnybody })
      .does(handler, 'extend', { reason: 'The witness is away.' });
    const whole = render(letter('extension', 'extension:decision'), moment(life));
    expect([whole.lacks, whole.text.includes('The witness is away.')]).toEqual([[], true]);
    const said = life.entries.at(-1)!;
    const { reason: _reason, ...wordless } = said.action as { reason: string };
    const trail = [...life.entries.slice(0, -1), { ...said, action: wordless as Entry['action'] }];
    const { text, lacks } = render(letter('extension', 'extension:decision'), { ...moment(life), trail });
    expect(lacks).toEqual(['reason']);
    expect(text).toContain('[To be written before this letter is sent: reason. Why the answer takes longer');
  });

  test('what is withheld is withheld: no name where the identity is', () => {
    const life = live({ complainant: { name: 'Ada Okafor' } }).does(handler, 'mark', { flag: 'identityWithheld' });
    expect(render(letter('update', 'fact:progressReported'), moment(life)).text).not.toContain('Okafor');
  });

  test('the representative is written to, where there is one', () => {
    const life = live({ complainant: { name: 'Ada Okafor' }, representative: { name: 'Bo Lind' } });
    expect(render(letter('update', 'fact:progressReported'), moment(life)).text).toContain('Dear Bo Lind,');
  });

  test('a limit that was missed gives no day that has passed', () => {
    const life = told.assessed().wait(400);
    expect(life.entries.some(({ by }) => by === clock)).toBe(true);
    const { text } = render(letter('delay', 'breach:decision'), moment(life));
    expect(text).toContain('We have not kept our time limit.');
    expect(text).not.toContain('30 November 2026');
  });

  test('what a letter says in braces or tags is not read as a form', () => {
    const life = live({ description: 'It said {name} and <b>10</b> {x, plural, other {y}}.' });
    const { text } = render(letter('acknowledgement', 'fact:received'), moment(life));
    expect(text).toContain('It said {name} and <b>10</b> {x, plural, other {y}}.');
  });
});

describe('the catalogues', () => {
  const keys = [...catalogues.en.keys()];

  test('have a text for each element that the domain counts on, and no other', () => {
    const texts = Object.entries(templates).flatMap(([kind, elements]) =>
      elements.map((element) => (kind === 'any' ? `elements.${element}` : `kinds.${kind}.${element}`)),
    );
    expect(keys.filter((key) => /^(?:elements|kinds)\./.test(key)).toSorted()).toEqual(texts.toSorted());
  });

  test.each(languages)(
    'each text of %s can be read, and is filled with what the English one is',
    (language: Language) => {
      for (const key of keys) {
        const [theirs, ours] = [messageFor(language, key), messageFor('en', key)].map((message) => {
          const { named, chosenBy } = partsOf(message!);
          return { named: named.toSorted(), chosenBy: [...new Set(chosenBy)].toSorted() };
        });
        expect({ key, ...theirs }).toEqual({ key, ...ours });
      }
    },
  );
});

test('what a person must write is what the product has no words for', () => {
  expect(toBeWritten(houseRules)).toEqual(['reasons']);
  const fca = rulesFor(rulebook.procedures.get('uk-fca-disp')![0]!, '2026-11-02', rulebook);
  expect(toBeWritten(fca)).toEqual(['reasons', 'time-limit-waiver', 'leaflet']);
});
