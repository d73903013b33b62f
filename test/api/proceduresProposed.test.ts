import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { dayIn } from '../../infra/zone.ts';
import { ProcedureModel } from '../../store/schemas.ts';
import { openHouse, type House } from '../support/house.ts';
import { rulesOf, suspension, yaml, type Document } from '../support/rules.ts';

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
const today = () => dayIn('Europe/London', new Date().toISOString());

/** The house procedure, changed, as a version of its own. */
function version(day: string, change: (document: Document) => void = () => undefined, id = 'recourse-default') {
  const document = structuredClone(own);
  Object.assign(document, { id, version: day, effectiveFrom: day });
  change(document);
  return document;
}
const clockOf = (document: Document, name: string) => document.clocks.find((each: Document) => each.name === name);

const propose = (document: unknown, who = 'complaints-manager', headers = {}) =>
  rules.send('POST', who, path, document, headers);
const approve = (id: string, day: string, who = 'head', body?: object) =>
  rules.send('POST', who, `${path}/${id}/${day}/approval`, body ?? '');
const itemsOf = async (id: string) =>
  (await house.as('auditor').get(`${path}?limit=200`)).body.items.filter((item: Document) => item.id === id);

/** Expects that answer, and that nothing was proposed or approved. */
async function refused(ask: () => Promise<{ status: number; body: unknown }>, expected: object) {
  const count = async () => [
    await ProcedureModel.countDocuments(),
    await ProcedureModel.countDocuments({ approvedAt: { $exists: true } }),
  ];
  const before = await count();
  const { status, body } = await ask();
  expect({ status, body }).toMatchObject(expected);
  expect(await count()).toEqual(before);
}

describe('a proposed version', () => {
  const later = '2099-01-01';

  test('is used for no complaint before somebody else has approved it, and for the next one after that', async () => {
    const day = today();
    const document = version(day, (each) => (clockOf(each, 'decision').limit.count = 7));
    const proposed = await propose(document);
    expect(proposed).toMatchObject({
      status: 202,
      body: { id: 'recourse-default', version: day, state: 'proposed', proposedBy: 'complaints-manager' },
    });
    expect(proposed.headers.get('location')).toBe(`${path}/recourse-default/${day}?revision=1`);
    expect((await rules.read(`${path}/recourse-default/${day}`)).document).toEqual(document);
    expect(await house.request('GET', `${path}/recourse-default/${day}/public`, {})).toMatchObject({ status: 404 });
    const lodge = async (body: object, who = 'public') => (await house.as(who).lodge(body)).body;
    const early = await lodge({ description: 'x' });
    expect(early.procedure).toEqual({ id: 'recourse-default', version: '2024-01-01', revision: 1 });

    await refused(() => approve('recourse-default', day, 'complaints-manager'), {
      status: 403,
      body: { type: '/problems/not-yours', rule: 'ownProposition' },
    });
    expect(await approve('recourse-default', day)).toMatchObject({
      status: 200,
      body: { state: 'inForce', revision: 1, proposedBy: 'complaints-manager', approvedBy: 'head' },
    });
    // The same once more is no second approval, and no fault.
    expect(await approve('recourse-default', day)).toMatchObject({ status: 200, body: { approvedBy: 'head' } });
    const next = await lodge({ description: 'x' });
    expect(next.procedure).toEqual({ id: 'recourse-default', version: day, revision: 1 });
    const explained = await house.as('handler').get(`/api/complaints/${next.reference}/clocks/decision`);
    expect(JSON.stringify(explained.body.explanation)).toContain('7 working days');
    // What came in before that day runs under the version of its own day, and the first complaint under its own.
    const backdated = await lodge(
      { description: 'x', channel: 'letter', receivedAt: new Date(Date.now() - 3 * 86_400_000).toISOString() },
      'handler',
    );
    expect(backdated.procedure.version).toBe('2024-01-01');
    expect((await house.as('handler').read(early.reference)).body.procedure.version).toBe('2024-01-01');
    expect((await itemsOf('recourse-default')).map(({ state }: Document) => state)).toEqual(['ended', 'inForce']);
  });

  test('that begins later is in force later', async () => {
    await propose(version(later));
    await approve('recourse-default', later);
    expect((await itemsOf('recourse-default')).at(-1)).toMatchObject({ version: later, state: 'future' });
    const { body } = await house.as('public').lodge({ description: 'x' });
    expect(body.procedure.version).toBe(today());
  });

  test('comes as YAML and goes as JSON', async () => {
    const document = version('2024-01-01', () => undefined, 'from-yaml');
    const sent = stringify(document, { defaultStringType: 'QUOTE_DOUBLE' });
    expect(await propose(sent, 'complaints-manager', { 'content-type': yaml })).toMatchObject({ status: 202 });
    expect((await rules.read(`${path}/from-yaml/2024-01-01`)).document).toEqual(document);
    const back = await rules.read(`${path}/from-yaml/2024-01-01`, 'head', yaml);
    const again = await propose(back.text, 'complaints-manager', { 'content-type': yaml });
    expect(again).toMatchObject({ status: 202 });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  test('is one proposal however often it is sent, and one key is one document', async () => {
    const document = version('2024-01-01', () => undefined, 'twice');
    const key = { 'idempotency-key': 'once' };
    const answers = await Promise.all([1, 2, 3].map(() => propose(document, 'complaints-manager', key)));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(await ProcedureModel.countDocuments({ procedure: 'twice' })).toBe(1);
    await refused(
      () =>
        propose(
          version('2024-01-01', () => undefined, 'thrice'),
          'complaints-manager',
          key,
        ),
      {
        status: 409,
        body: { type: '/problems/repeated-key' },
      },
    );
  });

  test.each([
    ['by a handler', 'handler', 403],
    ['by the head, who may only approve', 'head', 403],
    ['by the public', 'public', 401],
  ])('is refused %s', async (_, who, status) => {
    await refused(() => propose(version('2030-01-01'), who), { status });
  });

  test('is approved by nobody else than those who may', async () => {
    await propose(version('2031-01-01'));
    for (const who of ['handler', 'manager', 'auditor', 'administrator']) {
      await refused(() => approve('recourse-default', '2031-01-01', who), { status: 403 });
    }
    await refused(() => approve('recourse-default', '2031-01-01', 'public'), { status: 401 });
    await refused(() => approve('recourse-default', '2032-01-01'), { status: 404 });
    await refused(() => approve('recourse-default', '2024-01-01'), { status: 404 }); // it came with the product
    await refused(() => approve('recourse-default', '2031-01-01', 'head', { revision: 2 }), { status: 404 });
    await refused(() => approve('recourse-default', '2031-01-01', 'head', { colour: 'red' }), { status: 400 });
  });

  test('is refused with every fault, each in its place and line', async () => {
    const document = version('2024-01-01', () => undefined, 'faulty');
    delete clockOf(document, 'decision').metBy;
    document.calendar = 'NOWHERE';
    document.colour = 'red';
    const sent = JSON.stringify(document, null, 1);
    const lineOf = (text: string) => sent.slice(0, sent.indexOf(text)).split('\n').length;
    const index = document.clocks.indexOf(clockOf(document, 'decision'));
    await refused(() => propose(sent), {
      status: 422,
      body: {
        type: '/problems/impossible',
        errors: expect.arrayContaining([
          expect.objectContaining({ pointer: '/calendar', line: lineOf('"NOWHERE"') }),
          expect.objectContaining({ pointer: '/colour' }),
          expect.objectContaining({ pointer: expect.stringMatching(`^/clocks/${index}`) }),
        ]),
      },
    });
  });

  test.each([
    ['broken JSON', '{"id": ', 'application/json', 400],
    ['a list', '[]', 'application/json', 400],
    ['broken YAML', 'id: [', yaml, 422],
    ['a bomb', `a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]`, yaml, 422],
    ['what is nested without end', '['.repeat(20_000), yaml, 422],
    ['nothing', '', yaml, 422],
    ['64 KiB', `# ${'x'.repeat(66_000)}`, yaml, 413],
    ['another type', 'x', 'text/plain', 415],
    ['another charset', 'x', 'application/yaml; charset=utf-16', 415],
  ])('is refused as %s', async (_, body, type, status) => {
    await refused(() => propose(body, 'complaints-manager', { 'content-type': type }), { status });
  });

  test('that runs into another one is refused', async () => {
    await refused(() => propose(version('2023-06-01', (each) => (each.effectiveTo = '2024-06-01'))), {
      status: 422,
      body: { errors: [{ pointer: '/effectiveTo' }] },
    });
  });
});

describe('a revision of a version', () => {
  const revised = (revision: number, change: (document: Document) => void) =>
    version('2024-01-01', (document) => {
      document.revision = revision;
      change(document);
    });

  test('changes no figure', async () => {
    const change = (document: Document) => {
      clockOf(document, 'decision').limit.count = 21;
      clockOf(document, 'update').title = 'Another title, which it may have';
      document.suspensions = [suspension];
    };
    const index = own.clocks.indexOf(clockOf(own, 'decision'));
    await refused(() => propose(revised(2, change)), {
      status: 422,
      body: { errors: [{ pointer: `/clocks/${index}/limit/count`, line: 1 }] },
    });
    await refused(() => propose(revised(2, (document) => document.tags.pop())), {
      status: 422,
      body: { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/tags' })]) }, // and what names it
    });
    await refused(() => propose(revised(1, (document) => (document.title = 'Other'))), {
      status: 422,
      body: { errors: [{ pointer: '/revision' }] },
    });
  });

  test('may add a suspension, which then stays', async () => {
    const add = (document: Document) => (document.suspensions = [suspension]);
    const receivedAt = new Date(Date.now() - 3 * 86_400_000).toISOString();
    const lodged = () => house.as('contact').lodge({ description: 'x', channel: 'letter', receivedAt });
    const { body: before } = await lodged();
    expect(before.procedure).toMatchObject({ version: '2024-01-01', revision: 1 });
    expect(await propose(revised(2, add))).toMatchObject({ status: 202, body: { revision: 2, state: 'proposed' } });
    // In force is what was; the proposal is read by its number.
    expect((await rules.read(`${path}/recourse-default/2024-01-01`)).document.revision).toBe(1);
    const read = await rules.read(`${path}/recourse-default/2024-01-01?revision=2`);
    expect(read.document.suspensions).toEqual([suspension]);
    expect(await approve('recourse-default', '2024-01-01')).toMatchObject({ status: 200, body: { revision: 2 } });
    expect((await rules.read(`${path}/recourse-default/2024-01-01`)).document.revision).toBe(2);
    expect((await rules.read(`${path}/recourse-default/2024-01-01?revision=1`)).document).toEqual(own);
    await refused(() => propose(revised(3, (document) => (document.suspensions = []))), {
      status: 422,
      body: { errors: [{ pointer: '/suspensions' }] },
    });
    // Who took the first revision keeps it, and learns of the suspension when it is told (test/journeys/revision);
    // who comes now takes the second.
    expect((await house.as('handler').read(before.reference)).body.procedure).toMatchObject({ revision: 1 });
    const { body: after } = await lodged();
    expect(after.procedure).toMatchObject({ version: '2024-01-01', revision: 2 });
    const explained = await house.as('handler').get(`/api/complaints/${after.reference}/clocks/decision`);
    expect(JSON.stringify(explained.body.explanation)).toContain('strike');
  });
});
