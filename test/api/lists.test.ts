import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openHouse, type House } from '../support/house.ts';
import { officeOf } from '../support/office.ts';

let house: House;
const lodged: string[] = [];
let mine = '';
let fresh = '';

beforeAll(async () => {
  house = await openHouse();
  const office = officeOf(house);
  for (let days = 1; days <= 9; days += 1) {
    const receivedAt = `2026-10-0${days}T12:00:00Z`;
    const { reference } = await office.lodge('contact', {
      description: `Number ${days} about a rhododendron`,
      channel: 'letter',
      unit: days % 2 ? 'housing' : 'parking',
      category: 'service-delay',
      receivedAt,
    });
    lodged.push(reference);
  }
  ({ reference: fresh } = await office.lodge('public', { description: 'Fresh, about a dandelion', unit: 'general' }));
  ({ reference: mine } = await office.lodge('public', {
    description: 'Mine, in الشارع الكبير',
    unit: 'general',
    confidential: true,
  }));
  await office.takeUp(mine, 'handler2');
});
afterAll(() => house.close());

const list = async (query: string, who = 'complaints-manager') => {
  const { status, body } = await house.as(who).get(`/api/complaints?${query}`);
  expect(status).toBe(200);
  return body as {
    items: { reference: string; title?: string; next?: { due: string }; stage: string }[];
    next?: string;
  };
};
const references = async (query: string, who?: string) =>
  (await list(query, who)).items.map(({ reference }) => reference);

/** What came on Friday, Saturday and Sunday is to be acknowledged by one and the same Tuesday. */
const byDue = () => [...lodged.slice(0, 1), ...lodged.slice(1, 4).toSorted(), ...lodged.slice(4)];

describe('the worklist', () => {
  test('is ordered by time left, the most overdue first', async () => {
    const { items } = await list('limit=200');
    expect(items).toHaveLength(11);
    expect(items.slice(0, 9).map(({ reference }) => reference)).toEqual(byDue());
    expect(items.map(({ title }) => title?.slice(0, 8))).toContain('Number 1');
  });

  test('pages without a gap or a repeat, whatever the order', async () => {
    for (const sort of ['due', 'received', '-received']) {
      const whole = await references(`limit=200&sort=${sort}`);
      const paged: string[] = [];
      let cursor = '';
      for (;;) {
        const { items, next } = await list(`limit=4&sort=${sort}${cursor}`);
        paged.push(...items.map(({ reference }) => reference));
        if (!next) break;
        cursor = `&cursor=${next}`;
      }
      expect(paged).toEqual(whole);
    }
  });

  test('is narrowed by each filter, and by several at once', async () => {
    expect(await references('unit=housing')).toEqual(lodged.filter((_, index) => index % 2 === 0));
    expect(await references('handler=me', 'handler2')).toEqual([mine]);
    expect(await references('handler=handler2&stage=underInvestigation&tier=1&unit=general')).toEqual([mine]);
    expect(await references('handler=none&unit=general')).toEqual([fresh]);
    expect(await references('category=service-delay&unit=parking')).toHaveLength(4);
    expect(await references('overdue=true')).toEqual(byDue());
    expect(await references('stage=closed')).toEqual([]);
    expect(await references('receivedFrom=2026-10-03&receivedTo=2026-10-05&sort=received')).toEqual(lodged.slice(2, 5));
    expect(await references('dueBefore=2026-10-06T00:00:00Z')).toEqual([lodged[0]]);
  });

  test('finds by reference, however it is typed, and by words in any script', async () => {
    expect(await references(`text=${fresh.toLowerCase()}`)).toEqual([fresh]);
    expect(await references('text=Dandelion')).toEqual([fresh]);
    expect(await references('text=about+RHODODENDRON+7')).toEqual([lodged[6]]);
    expect(await references(`text=${encodeURIComponent('الشّارع')}`)).toEqual([mine]);
    expect(await references('text=nowhere')).toEqual([]);
  });
});

describe('what somebody may not see', () => {
  test('the words of a confidential complaint are for its handler and those above, in lists and in searches too', async () => {
    const titled = async (who: string) => (await list('unit=general&stage=underInvestigation', who)).items[0]?.title;
    expect(await titled('handler2')).toContain('Mine');
    expect(await titled('manager')).toContain('Mine');
    expect(await titled('handler')).toBeUndefined();
    expect(await references(`text=${encodeURIComponent('الشارع')}`, 'handler')).toEqual([]);
    const { body } = await house.as('handler').read(mine);
    expect(body).not.toHaveProperty('words');
    expect(body.complainant ?? null).toBeNull();
    expect(body).toMatchObject({ stage: 'underInvestigation', handler: 'handler2' });
  });

  test('an administrator runs the house and reads no words', async () => {
    const { body } = await house.as('administrator').read(fresh);
    expect(body).not.toHaveProperty('words');
    expect(await references('text=dandelion', 'administrator')).toEqual([]);
  });

  test('whoever a complaint is about sees neither its words nor a way to deal with it', async () => {
    const { reference } = await officeOf(house).lodge('public', {
      description: 'He shouted.',
      subjects: [{ staff: 'handler' }],
    });
    const { body } = await house.as('handler').read(reference);
    expect(body).not.toHaveProperty('words');
    expect(body.notNow.map(({ kind, rule }: { kind: string; rule: string }) => `${kind} ${rule}`)).toContain(
      'assess notSubject',
    );
    expect(await house.as('manager').act(reference, { kind: 'assign', handler: 'handler' })).toMatchObject({
      status: 409,
      body: { rule: 'assigneeIsSubject' },
    });
  });

  test('the history of a workflow is for auditors', async () => {
    expect(await house.as('handler').get(`/api/complaints/${fresh}/history`)).toMatchObject({ status: 403 });
    const { body } = await house.as('auditor').get(`/api/complaints/${fresh}/history`);
    expect(body).toMatchObject({ archived: false, runs: [{ history: { events: expect.any(Array) } }] });
    expect(JSON.stringify(body)).not.toContain('dandelion');
  });
});

describe('what belongs to one complaint', () => {
  test('its trail pages, and each entry is chained to the one before', async () => {
    const path = `/api/complaints/${mine}/trail`;
    const first = (await house.as('auditor').get(`${path}?limit=3`)).body;
    const rest = (await house.as('auditor').get(`${path}?limit=200&cursor=${first.next}`)).body;
    const items = [...first.items, ...rest.items];
    expect(items.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    expect(items.map(({ previous }) => previous)).toEqual([null, ...items.slice(0, -1).map(({ hash }) => hash)]);
  });

  test('a clock explains its due instant in the language asked for', async () => {
    const path = `/api/complaints/${fresh}/clocks/decision`;
    const { body } = await house.as('handler').get(path);
    expect(body).toMatchObject({ name: 'decision', state: 'running', tier: 1, occurrence: 1 });
    expect(body.explanation.length).toBeGreaterThanOrEqual(3);
    const headers = { authorization: `Bearer ${await house.tokenOf('handler')}`, 'accept-language': 'ur' };
    expect((await house.request('GET', path, headers)).body.explanation[0].words).toMatch(/[\u0600-\u06FF]/);
    expect(await house.as('handler').get(`/api/complaints/${fresh}/clocks/nothing`)).toMatchObject({ status: 404 });
  });

  test('its letters are what is owed, each once', async () => {
    const { body } = await house.as('handler').get(`/api/complaints/${fresh}/letters`);
    expect(body.items).toMatchObject([{ kind: 'acknowledgement', channel: 'portal', language: 'en' }]);
  });

  test('a correction shows the right words and keeps the old ones in the trail', async () => {
    const office = officeOf(house);
    const { reference } = await office.lodge('contact', {
      description: 'No hot watr.',
      channel: 'phone',
      unit: 'housing',
    });
    expect(await house.as('handler').act(reference, { kind: 'correct', sequence: 1, description: 'x' })).toMatchObject({
      status: 403,
    });
    const right = { kind: 'correct', sequence: 1, description: 'No hot water.', category: 'quality-defective' };
    expect(await office.does('contact', reference, right)).toMatchObject({
      category: 'quality-defective',
      words: { description: 'No hot water.' },
    });
    const [receipt] = (await house.as('contact').get(`/api/complaints/${reference}/trail`)).body.items;
    expect(receipt.action.description).toBe('No hot watr.');
  });
});
