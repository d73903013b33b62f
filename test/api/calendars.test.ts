import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { findComplaint } from '../../store/read.ts';
import { CalendarModel } from '../../store/schemas.ts';
import { openBeside } from '../support/beside.ts';
import { openHouse, type House } from '../support/house.ts';
import { gbEng, rulesOf, weekdays, yaml } from '../support/rules.ts';

let house: House;
let rules: ReturnType<typeof rulesOf>;
beforeAll(async () => {
  house = await openHouse();
  rules = rulesOf(house);
});
afterAll(() => house.close());

/** Expects that answer, and that nothing was written. */
async function refused(ask: () => Promise<{ status: number; body: unknown }>, expected: object) {
  const before = await CalendarModel.countDocuments();
  const { status, body } = await ask();
  expect({ status, body }).toMatchObject(expected);
  expect(await CalendarModel.countDocuments()).toBe(before);
}

test('it is read as JSON and as YAML, and both say the same', async () => {
  const asJson = await rules.read(gbEng);
  const asYaml = await rules.read(gbEng, 'auditor', yaml);
  expect(asJson.document).toMatchObject({ id: 'GB-ENG', revision: 1, zone: 'Europe/London' });
  expect(asYaml.type).toBe('application/yaml; charset=utf-8');
  expect(asYaml.document).toEqual(asJson.document);
  expect(await rules.read('/api/calendars/MOON')).toMatchObject({ status: 404 });
  expect(await rules.read(`${gbEng}?revision=7`)).toMatchObject({ status: 404 });
  expect(await house.as('public').get(gbEng)).toMatchObject({ status: 401 });
});

test('it is refused to those who may not, and to whoever starts from an older one', async () => {
  const document = await rules.withHolidays(...weekdays(1));
  for (const [who, status] of [
    ['handler', 403],
    ['head', 403],
    ['administrator', 403],
    ['public', 401],
  ] as const) {
    await refused(() => rules.put(document, who), { status });
    await refused(() => rules.previewMoves(document, who), { status });
  }
  const old = { ...document, basedOn: document.basedOn - 1 };
  const stale = { status: 409, body: { type: '/problems/not-now', rule: 'stale' } };
  await refused(() => rules.put(old), stale);
  await refused(() => rules.previewMoves(old), stale);
  await refused(() => rules.put({ ...document, basedOn: 99 }), stale);
  await refused(() => rules.previewMoves(document, 'complaints-manager', '?cursor=abc'), { status: 400 });
});

test('it is refused with every fault, each in its place and line', async () => {
  const { basedOn, ...document } = await rules.withHolidays();
  const sent = stringify(
    {
      ...document,
      zone: 'Europe/Londn',
      basedOn,
      weeks: document.weeks.map((week: object) => ({ ...week, weekend: ['funday'] })),
    },
    { defaultStringType: 'QUOTE_DOUBLE' },
  );
  const line = sent.slice(0, sent.indexOf('Europe/Londn')).split('\n').length;
  await refused(() => rules.put(sent, 'complaints-manager', { 'content-type': yaml }), {
    status: 422,
    body: {
      errors: expect.arrayContaining([
        expect.objectContaining({ pointer: '/zone', line }),
        expect.objectContaining({ pointer: expect.stringMatching(/^\/weeks\/0\/weekend/) }),
      ]),
    },
  });
  const errors = (pointer: string) => ({ status: 422, body: { errors: [{ pointer }] } });
  await refused(() => rules.put({ ...document }), errors('/basedOn'));
  await refused(() => rules.put({ ...document, basedOn: 'x' }), errors('/basedOn'));
  await refused(() => rules.put({ ...document, basedOn, revision: 3 }), errors('/revision'));
  await refused(() => rules.put({ ...document, basedOn, id: 'GB-SCT' }), errors('/id'));
  await refused(() => rules.put({ ...document, basedOn, colour: 'red' }), errors('/colour'));
  await refused(() => rules.put('[1]', 'complaints-manager', { 'content-type': yaml }), { status: 422 });
  await refused(() => rules.put('{"id":'), { status: 400 });
  await refused(() => rules.put('x', 'complaints-manager', { 'content-type': 'text/plain' }), { status: 415 });
  await refused(() => rules.put(`# ${'x'.repeat(66_000)}`, 'complaints-manager', { 'content-type': yaml }), {
    status: 413,
  });
});

test('of two who revise at once one is told to start anew, and the same sent again is no second revision', async () => {
  const [one, other] = [await rules.withHolidays(...weekdays(1, 2)), await rules.withHolidays(...weekdays(1, 9))];
  const answers = await Promise.all([rules.put(one), rules.put(other)]);
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409]);
  const winner = answers[0]?.status === 200 ? one : other;
  const again = await rules.put(winner);
  expect(again.status).toBe(200);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again.body.revision).toBe(winner.basedOn + 1);
  expect((await rules.read(gbEng)).document.revision).toBe(winner.basedOn + 1);
});

test('a calendar that is new begins at nothing, and as YAML', async () => {
  const { basedOn: _basedOn, ...document } = await rules.withHolidays();
  const sent = stringify({ ...document, id: 'OURS', basedOn: 0 }, { defaultStringType: 'QUOTE_DOUBLE' });
  const answer = await rules.send('PUT', 'complaints-manager', '/api/calendars/OURS', sent, { 'content-type': yaml });
  expect(answer).toMatchObject({ status: 200, body: { id: 'OURS', revision: 1 } });
  expect((await rules.read('/api/calendars/OURS')).document).toEqual({ ...document, id: 'OURS', revision: 1 });
});

test('what another API revises is known here at once where a complaint knows it', async () => {
  const beside = await openBeside(house);
  try {
    const document = await rules.withHolidays(...weekdays(1, 12));
    const revision = document.basedOn + 1;
    expect((await beside.ask('PUT', gbEng, 'complaints-manager', document)).status).toBe(200);
    const body = { description: 'x', channel: 'phone' };
    const lodged = await beside.ask('POST', '/api/complaints', 'complaints-manager', body);
    const { reference } = (await lodged.json()) as { reference: string };
    expect((await findComplaint(reference))?.calendars).toMatchObject([{ id: 'GB-ENG', revision }]);
    expect(await house.as('handler').read(reference)).toMatchObject({ status: 200 });
  } finally {
    beside.close();
  }
});
