import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { StaffModel } from '../../store/staffSchemas.ts';
import { openBeside } from '../support/beside.ts';
import { openHouse, type House } from '../support/house.ts';
import { inDays, pounds, recordOf, recordsOf } from '../support/staff.ts';

let house: House;
let records: ReturnType<typeof recordsOf>;
beforeAll(async () => {
  house = await openHouse({ others: ['newcomer', 'leaver'] });
  records = recordsOf(house);
});
afterAll(() => house.close());

const everything = async () => JSON.stringify(await StaffModel.find().sort({ _id: 1 }).lean());

/** Expects that answer, and that nothing was written. */
async function refused(ask: () => Promise<{ status: number; body: unknown }>, expected: object) {
  const before = await everything();
  const { status, body } = await ask();
  expect({ status, body }).toMatchObject(expected);
  expect(await everything()).toBe(before);
}

const impossible = (rule: string, pointer: string) => ({ status: 422, body: { rule, errors: [{ pointer }] } });

test('the first staff are those of the organisation, kept once, and are listed by id, page by page', async () => {
  const { status, body } = await house.as('auditor').get('/api/staff?limit=5');
  expect(status).toBe(200);
  expect(body.items.map(({ id }: { id: string }) => id)).toEqual([
    'administrator',
    'auditor',
    'complaints-manager',
    'contact',
    'handler',
  ]);
  expect(body.items[4]).toMatchObject({
    name: 'handler',
    units: ['*'],
    roles: [{ role: 'handler', from: '2000-01-01' }],
    absences: [],
    competences: [],
    authority: pounds('200.00'),
    version: 1,
  });
  const { body: rest } = await house.as('complaints-manager').get(`/api/staff?limit=5&cursor=${body.next}`);
  expect(rest.items.map(({ id }: { id: string }) => id)).toEqual(['handler2', 'head', 'manager']);
  expect(rest.next).toBeUndefined();
});

test('they are for administrators and complaints managers; auditors read, others learn nothing', async () => {
  const record = recordOf('nobody');
  for (const who of ['handler', 'manager', 'head', 'contact']) {
    await refused(() => house.as(who).get('/api/staff'), { status: 403, body: { rule: 'staffRecords' } });
    await refused(() => house.as(who).get('/api/staff/handler'), { status: 403 });
    await refused(() => house.as(who).post('/api/staff', record), { status: 403 });
  }
  await refused(() => house.as('auditor').post('/api/staff', record), { status: 403 });
  await refused(() => house.as('auditor').put('/api/staff/handler', { ...record, id: 'handler', basedOn: 1 }), {
    status: 403,
  });
  await refused(() => house.as('public').get('/api/staff'), { status: 401 });
  await refused(() => house.as('auditor').get('/api/staff/nobody'), { status: 404 });
});

test('a record is begun once per key, and the name is nowhere in the store', async () => {
  const record = recordOf('ada', { name: 'Ada Zanzibar', competences: [{ code: 'arabic', until: inDays(90) }] });
  const key = randomUUID();
  const first = await house.as('complaints-manager').post('/api/staff', record, key);
  expect(first).toMatchObject({ status: 201, body: { ...record, version: 1, changedBy: 'complaints-manager' } });
  expect(first.headers.get('location')).toBe('/api/staff/ada');
  const again = await house.as('complaints-manager').post('/api/staff', record, key);
  expect([again.status, again.headers.get('idempotent-replayed'), again.body]).toEqual([201, 'true', first.body]);
  await refused(() => house.as('complaints-manager').post('/api/staff', { ...record, name: 'Eve' }, key), {
    status: 409,
    body: { type: '/problems/repeated-key' },
  });
  await refused(() => house.as('administrator').post('/api/staff', record), {
    status: 409,
    body: { rule: 'staffExists' },
  });
  expect(await everything()).not.toContain('Zanzibar');
  expect(await records.read('ada')).toEqual(first.body);
});

test('of two who change one record at once one is told to start anew, and every version is kept', async () => {
  await records.begin('bea');
  const [one, other] = [
    await records.changed('bea', { units: ['housing'] }),
    await records.changed('bea', { units: [] }),
  ];
  const answers = await Promise.all([
    house.as('administrator').put('/api/staff/bea', one),
    house.as('complaints-manager').put('/api/staff/bea', other),
  ]);
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ rule: 'staleRecord' });
  const [who, winner] = answers[0].status === 200 ? ['administrator', one] : ['complaints-manager', other];
  const again = await house.as(who).put('/api/staff/bea', winner);
  expect([again.status, again.headers.get('idempotent-replayed'), again.body.version]).toEqual([200, 'true', 2]);
  await records.change('bea', { units: ['parking'] });
  const versions = await Promise.all([1, 2, 3, 4].map((n) => house.as('auditor').get(`/api/staff/bea?version=${n}`)));
  expect(versions.map(({ status, body }) => [status, body.units, body.changedBy])).toEqual([
    [200, ['*'], 'administrator'],
    [200, winner.units, who],
    [200, ['parking'], 'administrator'],
    [404, undefined, undefined],
  ]);
});

test('what cannot be is refused in its place, and nothing is half written', async () => {
  await records.begin('cleo');
  const tries: [object, object][] = [
    [{ units: ['*', 'moon'] }, impossible('unknownUnit', '/units/1')],
    [{ roles: [{ role: 'handler', from: inDays(2), to: inDays(1) }] }, impossible('wrongOrder', '/roles/0/to')],
    [{ roles: [{ role: 'boss', from: inDays(2) }] }, { status: 400, body: { errors: [{ pointer: '/roles/0/role' }] } }],
    [{ absences: [{ from: inDays(2), to: inDays(1) }] }, impossible('wrongOrder', '/absences/0/to')],
    [{ absences: [{ from: inDays(1), to: inDays(2), deputy: 'x' }] }, impossible('unknownStaff', '/absences/0/deputy')],
    [
      {
        absences: [
          { from: inDays(1), to: inDays(3) },
          { from: inDays(3), to: inDays(4) },
        ],
      },
      impossible('overlappingAbsences', '/absences/1/from'),
    ],
    [
      { absences: [{ from: inDays(1), to: inDays(3), deputy: 'cleo' }] },
      impossible('deputyCircle', '/absences/0/deputy'),
    ],
    [{ authority: { value: '1.00', currency: 'EUR' } }, impossible('otherCurrency', '/authority/currency')],
    [
      { authority: { value: '1.001', currency: 'GBP' } },
      { status: 400, body: { errors: [{ pointer: '/authority/value' }] } },
    ],
    [{ absences: [{ from: '2026-02-30', to: '2026-03-01' }] }, { status: 422 }],
    [{ id: 'handler' }, impossible('otherStaff', '/id')],
    [{ colour: 'red' }, { status: 400 }],
    [{ basedOn: 99 }, { status: 409, body: { rule: 'staleRecord' } }],
  ];
  for (const [fields, expected] of tries) {
    const sent = await records.changed('cleo', fields);
    await refused(() => house.as('administrator').put('/api/staff/cleo', sent), expected);
  }
  await refused(() => house.as('administrator').post('/api/staff', recordOf('clock')), impossible('reservedId', '/id'));
  await refused(() => house.as('administrator').put('/api/staff/nobody', { ...recordOf('nobody'), basedOn: 1 }), {
    status: 404,
  });
});

test('deputies who stand in for each other are refused only on days on which both are away', async () => {
  await records.begin('dora');
  await records.begin('edna', { absences: [{ from: inDays(5), to: inDays(9), deputy: 'dora' }] });
  const away = (from: number, to: number) => ({ absences: [{ from: inDays(from), to: inDays(to), deputy: 'edna' }] });
  const circle = await records.changed('dora', away(9, 12));
  await refused(
    () => house.as('administrator').put('/api/staff/dora', circle),
    impossible('deputyCircle', '/absences/0/deputy'),
  );
  await records.change('dora', away(10, 12));
});

test('the last administrator and the last complaints manager keep their role, also of two who both go at once', async () => {
  const lost = { status: 409, body: { rule: 'lastOfRole', errors: [{ pointer: '/roles' }] } };
  for (const who of ['administrator', 'complaints-manager']) {
    const ended = await records.changed(who, { roles: [{ role: who, from: '2000-01-01', to: inDays(30) }] });
    await refused(() => house.as('administrator').put(`/api/staff/${who}`, ended), lost);
  }
  const ends = { roles: [{ role: 'complaints-manager', from: '2000-01-01', to: inDays(30) }] };
  await records.begin('fay', { roles: [{ role: 'complaints-manager', from: inDays(-5) }] });
  const both = await Promise.all(['fay', 'complaints-manager'].map((id) => records.changed(id, ends)));
  const answers = await Promise.all(both.map((each) => house.as('administrator').put(`/api/staff/${each.id}`, each)));
  expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409]);
});

test('whoever has no role today is not let in, and with one they are at once', async () => {
  const me = () => house.as('newcomer').get('/api/complaints');
  expect(await me()).toMatchObject({ status: 403, body: { rule: 'notStaff' } });
  await records.begin('newcomer', { roles: [{ role: 'handler', from: inDays(1) }] });
  expect(await me()).toMatchObject({ status: 403, body: { rule: 'notStaff' } });
  await records.change('newcomer', { roles: [{ role: 'handler', from: inDays(0), to: inDays(0) }] });
  expect(await me()).toMatchObject({ status: 200 });
  await records.change('newcomer', { roles: [{ role: 'handler', from: inDays(-5), to: inDays(-1) }] });
  expect(await me()).toMatchObject({ status: 403, body: { rule: 'notStaff' } });
});

test('what another API enters holds here: who is new at once, what changed after some seconds at most', async () => {
  const beside = await openBeside(house);
  try {
    expect(await house.as('leaver').get('/api/complaints')).toMatchObject({ status: 403 });
    const begun = await beside.ask('POST', '/api/staff', 'administrator', recordOf('leaver', { units: ['housing'] }));
    expect(begun.status).toBe(201);
    expect(await house.as('leaver').get('/api/complaints')).toMatchObject({ status: 200 });
    const { reference } = (await house.as('public').lodge({ description: 'x', unit: 'parking' })).body;
    expect(await house.as('leaver').read(reference)).toMatchObject({ status: 404 });
    const moved = await records.changed('leaver', { units: ['parking'] });
    expect((await beside.ask('PUT', '/api/staff/leaver', 'administrator', moved)).status).toBe(200);
    let status = 404;
    for (; status === 404; { status } = await house.as('leaver').read(reference)) await sleep(200);
    expect(status).toBe(200);
  } finally {
    beside.close();
  }
});
