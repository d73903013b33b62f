import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openRulebook } from '../../api/rulebook.ts';
import { versionOf } from '../../infra/procedures.ts';
import { openHouse, type House } from '../support/house.ts';
import { rulesOf, yaml, type Document } from '../support/rules.ts';

let house: House;
let rules: ReturnType<typeof rulesOf>;
let own: Document;
beforeAll(async () => {
  house = await openHouse();
  rules = rulesOf(house);
  own = (await rules.read('/api/procedures/recourse-default/2024-01-01')).document;
});
afterAll(() => house.close());

const path = '/api/procedures';

const itemsOf = async (id: string) =>
  (await house.as('auditor').get(`${path}?limit=200`)).body.items.filter((item: Document) => item.id === id);

describe('what is in force', () => {
  test('is listed for all staff, page by page', async () => {
    const whole = (await house.as('handler').get(`${path}?limit=200`)).body;
    expect(whole.items.length).toBeGreaterThan(20);
    expect(whole.next).toBeUndefined();
    expect(await itemsOf('uk-fca-disp')).toEqual([
      expect.objectContaining({ version: '2016-06-30', state: 'ended', revision: 1, jurisdiction: 'GB' }),
      expect.objectContaining({ version: '2026-06-01', state: 'inForce' }),
    ]);
    const items: object[] = [];
    let next = '';
    do {
      const page = (await house.as('handler').get(`${path}?limit=10${next && `&cursor=${next}`}`)).body;
      items.push(...page.items);
      next = page.next ?? '';
    } while (next);
    expect(items).toEqual(whole.items);
  });

  test('can be read as JSON and as YAML, and both say the same', async () => {
    const asYaml = await rules.read(`${path}/uk-nhs/2009-04-01`, 'auditor', yaml);
    expect(asYaml.type).toBe('application/yaml; charset=utf-8');
    const asJson = await rules.read(`${path}/uk-nhs/2009-04-01`);
    expect(asJson.document).toMatchObject({ format: 'recourse-procedure/1', id: 'uk-nhs' });
    expect(asYaml.document).toEqual(asJson.document);
  });

  test.each([
    ['the public', 'public', '', 401],
    ['nobody in particular', 'handler', '/recourse-default/1999-01-01', 404],
    ['a revision that is not there', 'handler', '/recourse-default/2024-01-01?revision=9', 404],
    ['a cursor of somebody else', 'handler', '?cursor=abc', 400],
    ['an unknown parameter', 'handler', '/recourse-default/2024-01-01?colour=red', 400],
  ])('is not read by or as %s', async (_, who, rest, status) => {
    expect(await house.as(who).get(`${path}${rest}`)).toMatchObject({ status });
  });

  test('is shown to the public, our words in their language', async () => {
    const { status, body, headers } = await house.request('GET', `${path}/recourse-default/2024-01-01/public`, {});
    expect(status).toBe(200);
    expect(headers.get('content-language')).toBe('en');
    expect(body).toMatchObject({ title: own.title, summary: own.summary });
    const promise = (name: string) => body.promises.find(({ clock }: Document) => clock === name);
    expect(promise('decision')).toEqual({
      clock: 'decision',
      title: 'Decide and answer with reasons',
      words: 'within 20 working days',
    });
    expect(promise('update').words).toBe('at least once in 10 working days');
    expect(promise('remedy').words).toBe('by the day that is agreed with you, otherwise within 20 working days');
    expect(promise('answer')).toBeUndefined(); // the complainant's own
    expect(promise('acknowledgement-electronic').for).toHaveLength(1);
    expect(body.reviews.map(({ tier }: Document) => tier)).toEqual([2, 3]);
    expect(body.outside).toEqual([
      {
        body: 'External body',
        contact: expect.any(String),
        words: expect.stringContaining('within 12 months'),
      },
    ]);
    for (const language of ['ar', 'fa', 'ur']) {
      const other = (
        await house.request('GET', `${path}/recourse-default/2024-01-01/public`, { 'accept-language': language })
      ).body;
      expect(other.title).toBe(own.title);
      expect(other.steps[0].words).toMatch(/\p{Script=Arabic}/u);
      expect(other.promises[1].words).toMatch(/\p{Script=Arabic}/u);
      expect(JSON.stringify(other.promises.map(({ words }: Document) => words))).not.toMatch(/[A-Za-z]{2}/);
    }
  });

  test('is shown to the public for every procedure of the product', async () => {
    const { items } = (await house.as('handler').get(`${path}?limit=200`)).body;
    for (const { id, version: day } of items) {
      const { status, body } = await house.request('GET', `${path}/${id}/${day}/public`, {});
      expect({ id, status }).toEqual({ id, status: 200 });
      expect({ id, promises: body.promises.length > 0 }).toEqual({ id, promises: true });
    }
  });
});

describe('what would be due if', () => {
  const preview = (body: object, who = 'handler', rest = 'recourse-default/2024-01-01?revision=1', headers = {}) =>
    rules.send('POST', who, `${path}/${rest}/preview`.replace(/(\?[^/]*)\/preview/, '/preview$1'), body, headers);
  const received = { fact: 'received', at: '2026-03-27T09:15:00Z' };
  const clock = (body: Document, name: string, tier = 1) =>
    body.clocks.find((each: Document) => each.name === name && each.tier === tier);

  test('is said for all clocks, short tracks and retention included, step by step', async () => {
    const facts = [received, { fact: 'closed', on: '2026-04-20' }];
    const { status, body } = await preview({ facts });
    expect(status).toBe(200);
    expect(clock(body, 'decision')).toMatchObject({
      state: 'cancelled',
      due: '2026-04-28T23:00:00.000Z', // 20 working days, over Good Friday and Easter Monday
      lastDay: '2026-04-28',
      occurrence: 1,
      warnings: expect.arrayContaining([expect.stringMatching(/^2026-04-/)]),
    });
    const words = clock(body, 'decision').explanation.map((step: Document) => step.words);
    expect(words).toContain('The time allowed is 20 working days.');
    expect(words.join(' ')).toContain('holiday, not counted');
    expect(clock(body, 'settled-at-first-contact')).toMatchObject({ lastDay: '2026-04-01' });
    expect(clock(body, 'records')).toMatchObject({ lastDay: '2029-04-20' });
    expect(clock(body, 'reopening')).toMatchObject({ lastDay: '2026-10-20' });
    const persian = await preview({ facts }, 'auditor', undefined, { 'accept-language': 'fa' });
    expect(clock(persian.body, 'decision').explanation[0].words).toMatch(/\p{Script=Arabic}/u);
  });

  test('heeds tags, pauses, extensions and another calendar', async () => {
    const facts = [received];
    const safety = await preview({ facts, tags: ['safety', 'electronic'] });
    expect(clock(safety.body, 'alert').due).toBe('2026-03-27T09:30:00.000Z');
    const longer = await preview({
      facts,
      extensions: [
        { clock: 'decision', at: '2026-04-20T09:00:00Z', ground: 'complex' },
        { clock: 'decision', at: '2026-04-21T09:00:00Z', ground: 'complex' },
      ],
    });
    expect(clock(longer.body, 'decision').lastDay).toBe('2026-05-13');
    expect(longer.body.refused).toEqual([
      { pointer: '/extensions/1', detail: expect.stringContaining('as often as the procedure allows') },
    ]);
    const question = [...facts, { fact: 'informationRequested', at: '2026-04-01T09:00:00Z' }];
    expect(clock((await preview({ facts: question })).body, 'decision').lastDay).not.toBe('2026-04-28');
    const paused = await preview({ facts, pauses: [{ reason: 'tired', from: '2026-04-01T09:00:00Z', to: null }] });
    expect(paused.body.refused).toEqual([{ pointer: '/pauses/0', detail: expect.any(String) }]);
    const plain = await preview({ facts, calendar: 'EU-plain' });
    expect(clock(plain.body, 'decision').lastDay).not.toBe('2026-04-28');
  });

  test.each(['1971-01-01', '2150-01-01'])('is not guessed where the calendar does not reach: %s', async (day) => {
    const { status, body } = await preview({ facts: [{ ...received, at: `${day}T09:00:00Z` }] });
    expect(status).toBe(200);
    expect(clock(body, 'decision')).toMatchObject({ due: null, beyond: expect.any(String), state: 'running' });
    expect(clock(body, 'decision').explanation.at(-1).step).toBe('beyond');
  });

  test('can be asked of what is only proposed, and of every procedure of the product', async () => {
    const { items } = (await house.as('handler').get(`${path}?limit=200`)).body;
    for (const { id, version: day, revision } of items) {
      const { status, body } = await preview(
        { facts: [received, { fact: 'sentToCompany', at: received.at }] },
        'handler',
        `${id}/${day}?revision=${revision}`,
      );
      expect({ id, status, some: body.clocks?.length > 0 }).toEqual({ id, status: 200, some: true });
    }
  });

  test.each([
    ['a fact that no clock knows', { facts: [received, { fact: 'tierEntered', on: '2026-03-27' }] }, '/facts/1/fact'],
    ['a fact at no time', { facts: [received, { fact: 'closed' }] }, '/facts/1'],
    ['a fact at two times', { facts: [{ ...received, on: '2026-03-27' }] }, '/facts/0'],
    ['a day that does not exist', { facts: [{ fact: 'received', on: '2026-02-30' }] }, '/facts/0/on'],
    ['a time that nobody reckons with', { facts: [{ fact: 'received', on: '0000-01-01' }] }, '/facts/0/on'],
    ['nothing received', { facts: [{ fact: 'closed', on: '2026-03-27' }] }, '/facts'],
    ['a tag that the procedure does not know', { facts: [received], tags: ['blue'] }, '/tags/0'],
    ['an unknown calendar', { facts: [received], calendar: 'MOON' }, '/calendar'],
    [
      'an extension of no clock',
      { facts: [received], extensions: [{ clock: 'nap', at: received.at }] },
      '/extensions/0/clock',
    ],
  ])('is not said for %s', async (_, body, pointer) => {
    expect(await preview(body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  test.each([
    ['an unknown field', { facts: [received], colour: 'red' }, 'handler', undefined, 400],
    ['an instant in another form', { facts: [{ fact: 'received', at: 'noon' }] }, 'handler', undefined, 400],
    ['the public', { facts: [received] }, 'public', undefined, 401],
    ['a procedure that is not there', { facts: [received] }, 'handler', 'nobodys/2024-01-01', 404],
  ])('is not said for %s either', async (_, body, who, rest, status) => {
    expect(await preview(body, who, rest)).toMatchObject({ status });
  });
});

test('what a later release brings changes nothing under a number that is in force, and takes nothing away', async () => {
  const { procedures, calendars } = structuredClone(house.rulebook);
  const nhs = versionOf(procedures, 'uk-nhs', '2009-04-01')!;
  nhs.clocks[0]!.limit = { count: 999, unit: 'days' };
  const spso = versionOf(procedures, 'uk-spso', '2021-04-01')!;
  procedures.set('uk-spso', [{ ...spso, revision: 2, title: 'Another title' }]);
  procedures.delete('us-reg-e');
  calendars.delete('SA');
  const told: object[] = [];
  const warn = (about: object) => void told.push(about);
  const book = await openRulebook({ procedures, calendars }, { warn }).current();
  expect(told).toEqual([{ file: 'uk-nhs/2009-04-01/1' }]);
  const before = house.rulebook.procedures;
  expect(versionOf(book.procedures, 'uk-nhs', '2009-04-01')).toEqual(versionOf(before, 'uk-nhs', '2009-04-01'));
  expect(versionOf(book.procedures, 'uk-spso', '2021-04-01')).toMatchObject({ revision: 2, title: 'Another title' });
  expect(book.procedures.get('us-reg-e')).toEqual(before.get('us-reg-e'));
  expect(book.calendars.get('SA')).toEqual(house.rulebook.calendars.get('SA'));
});
