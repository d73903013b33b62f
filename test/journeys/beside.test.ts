import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openHouse, type House } from '../support/house.ts';
import { officeOf } from '../support/office.ts';

let house: House;
let office: ReturnType<typeof officeOf>;
beforeAll(async () => {
  house = await openHouse();
  office = officeOf(house);
});
afterAll(() => house.close());

const lodged = async (fields: object = {}) =>
  (await office.lodge('contact', { description: 'The lift is broken.', channel: 'phone', ...fields })).reference;
const read = async (who: string, reference: string) => (await house.as(who).read(reference)).body;
const refused = (who: string, reference: string, action: object) => house.as(who).act(reference, action);
const told = (reference: string) => `/api/complaints/${reference}/notices`;

describe('what is not ours, or belongs to another unit', () => {
  test('is passed on to a unit, which is told, and sends it back or takes it', async () => {
    const reference = await lodged({ unit: 'general' });
    const transfer = { kind: 'transfer', to: 'housing', reason: 'They keep the lifts.' };
    expect(await refused('handler', reference, { ...transfer, to: 'nowhere' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/to' }] },
    });
    expect(await refused('handler', reference, { ...transfer, to: 'general' })).toMatchObject({ status: 422 });
    expect(await refused('handler', reference, { ...transfer, reason: ' ' })).toMatchObject({ status: 400 });
    const passed = await office.does('handler', reference, transfer);
    expect(passed).toMatchObject({ unit: 'housing', transfer: { from: 'general', to: 'housing', by: 'handler' } });
    expect(passed.owed).toContainEqual({ what: 'acceptTransfer' });
    const { body } = await house.as('manager').get(told(reference));
    expect(body.items.at(-1)).toMatchObject({ kind: 'transferred', unit: 'housing' });
    await office.does('handler2', reference, { kind: 'refuseTransfer', reason: 'Not our house.' });
    expect(await read('handler', reference)).toMatchObject({ unit: 'general' });
    await office.does('handler', reference, transfer);
    expect(await refused('handler', reference, { kind: 'acceptTransfer' })).toMatchObject({
      status: 403,
      body: { rule: 'notOwnTransfer' },
    });
    const taken = await office.does('handler2', reference, { kind: 'acceptTransfer' });
    expect([taken.unit, taken.transfer, taken.stage]).toEqual(['housing', undefined, 'received']);
    const { body: list } = await house.as('handler').get('/api/complaints?unit=housing');
    expect(list.items.map((each: { reference: string }) => each.reference)).toContain(reference);
  });

  test('goes to another organisation, and is closed only when that has taken it', async () => {
    const reference = await lodged();
    await office.does('handler', reference, { kind: 'transfer', to: 'water-company', reason: 'It is their pipe.' });
    expect(await refused('handler', reference, { kind: 'close', reason: 'transferred' })).toMatchObject({
      status: 409,
      body: { rule: 'closable' },
    });
    const closed = await office.does('handler', reference, { kind: 'acceptTransfer', words: 'By letter of Monday.' });
    expect(closed).toMatchObject({ stage: 'closed', closed: { reason: 'transferred' } });
    const { body } = await house.as('handler').get(`/api/complaints/${reference}/letters`);
    expect(body.items.map(({ kind }: { kind: string }) => kind)).toContain('transfer');
  });
});

describe('complaints that belong together', () => {
  test('say so of each other, not of themselves, not of strangers, not in a circle', async () => {
    const [first, second, third] = [await lodged(), await lodged(), await lodged()];
    const about = (reference: string) => ({ kind: 'link', reference, as: 'aboutHandling' });
    await office.does('contact', first, { kind: 'acknowledge' });
    await office.takeUp(first, 'handler');
    for (const [reference, why] of [
      [second, 'the same complaint'],
      ['C-0000-0000-0000-0', 'no such complaint'],
      ['anything', 'no such complaint'],
    ] as const) {
      expect(await refused('manager', second, about(reference))).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/reference', detail: expect.stringContaining(why) }] },
      });
    }
    const linked = await office.does('manager', second, about(first));
    expect(linked).toMatchObject({
      links: [{ reference: first, as: 'aboutHandling' }],
      subjects: [{ staff: 'handler' }],
    });
    expect(await refused('handler', second, { kind: 'takeOver' })).toMatchObject({ body: { rule: 'notSubject' } });
    await office.does('manager', third, about(second));
    expect(await refused('manager', first, about(third))).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/reference', detail: expect.stringContaining('about the handling of this one') }] },
    });
    await office.does('manager', second, { kind: 'unlink', reference: first, reason: 'It is about another one.' });
    expect((await read('manager', second)).links).toBeUndefined();
  });

  test('duplicates are answered with the first one, and none is left without an answer', async () => {
    const [first, second, third] = [await lodged(), await lodged(), await lodged()];
    const same = (of: string) => ({ kind: 'markDuplicate', of });
    await office.does('handler', second, same(first));
    expect(await refused('handler', third, same(second))).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/of', detail: expect.stringContaining('a duplicate itself') }] },
    });
    expect(await refused('handler', first, same(third))).toMatchObject({
      status: 409,
      body: { rule: 'hasDuplicates' },
    });
    const close = { kind: 'close', reason: 'duplicate', words: 'The lift is mended, and you get 20 back.' };
    expect(await refused('handler', second, close)).toMatchObject({ status: 409, body: { rule: 'originalOpen' } });
    await office.does('contact', first, { kind: 'acknowledge' });
    await office.takeUp(first);
    await office.answer(first, 'handler', []);
    expect(await office.does('handler', second, close)).toMatchObject({ closed: { reason: 'duplicate' } });
    const { body } = await house.as('handler').get(`/api/complaints/${second}/letters`);
    expect(body.items.map(({ kind }: { kind: string }) => kind)).toContain('closing');
  });

  test('are grouped under a problem, and held while there is a dispute', async () => {
    const reference = await lodged();
    expect(await office.does('handler', reference, { kind: 'group', problem: 'broken-lifts' })).toMatchObject({
      problem: 'broken-lifts',
    });
    const hold = { kind: 'hold', reason: 'There is a lawsuit.' };
    expect(await refused('handler', reference, hold)).toMatchObject({ status: 403 });
    expect(await office.does('administrator', reference, hold)).toMatchObject({ heldSince: expect.any(String) });
    await office.does('complaints-manager', reference, { kind: 'release', reason: 'It is over.' });
    expect((await read('handler', reference)).heldSince).toBeUndefined();
  });

  test('are tagged with what the procedure knows, and with nothing that follows from something else', async () => {
    const reference = await lodged();
    const tag = (add: string) => refused('handler', reference, { kind: 'tag', add: [add], reason: 'So it is.' });
    expect(await tag('unheard-of')).toMatchObject({
      status: 422,
      body: { errors: [{ detail: expect.stringContaining('does not know this tag') }] },
    });
    expect(await tag('safety')).toMatchObject({
      status: 422,
      body: { errors: [{ detail: expect.stringContaining('does not know this tag') }] },
    });
    expect(await refused('handler', reference, { kind: 'tag', reason: 'x' })).toMatchObject({
      status: 422,
      body: { errors: [{ detail: expect.stringContaining('Name a tag') }] },
    });
  });
});

describe('somebody who acts for the complainant', () => {
  const behalf = { onBehalf: true, channel: 'phone', speaker: 'representative' };

  test('speaks until their authority ends', async () => {
    const representative = { name: 'Ann Advocate', authority: 'Letter of 1 May', until: '2025-01-31' };
    const lodging = { description: 'x', channel: 'phone', representative };
    expect(await house.as('contact').lodge(lodging)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/representative/until', detail: expect.stringContaining('over already') }] },
    });
    const valid = { ...representative, until: '2099-01-31' };
    const reference = await lodged({ representative: valid });
    expect(await read('handler', reference)).toMatchObject({ representative: valid });
    await office.does('contact', reference, { kind: 'acknowledge' });
    await office.takeUp(reference);
    await office.answer(reference, 'handler', []);
    await office.does('contact', reference, { kind: 'endRepresentation', onBehalf: true, channel: 'phone' });
    expect(await refused('contact', reference, { kind: 'accept', ...behalf })).toMatchObject({
      status: 409,
      body: { rule: 'represented' },
    });
    const named = { kind: 'nameRepresentative', representative: { name: 'Bea' }, onBehalf: true, channel: 'phone' };
    expect(await office.does('contact', reference, named)).toMatchObject({ representative: { name: 'Bea' } });
    expect(await office.does('contact', reference, { kind: 'accept', ...behalf })).toMatchObject({ stage: 'accepted' });
  });

  test('is named by the complainant, who also says who may know them', async () => {
    const { reference, trackingCode } = await office.lodge('public', {
      description: 'The water is brown.',
      complainant: { name: 'Rose' },
    });
    const tracking = house.tracking(reference, trackingCode);
    await office.does('handler', reference, { kind: 'mark', flag: 'identityWithheld', reason: 'She asks for it.' });
    const transfer = { kind: 'transfer', to: 'water-company', reason: 'Their water.' };
    expect(await refused('handler', reference, transfer)).toMatchObject({
      status: 409,
      body: { rule: 'consentGiven' },
    });
    expect(await tracking.act({ kind: 'consent', to: 'water-company', given: true })).toMatchObject({ status: 200 });
    expect(await tracking.act({ kind: 'nameRepresentative', representative: { name: 'Bea' } })).toMatchObject({
      status: 200,
    });
    expect((await tracking.read()).body.canDo.map(({ kind }: { kind: string }) => kind)).toContain('endRepresentation');
    expect(await office.does('handler', reference, transfer)).toMatchObject({ consents: ['water-company'] });
    expect((await read('handler', reference)).representative).toBeUndefined(); // withheld as well
    expect(await read('manager', reference)).toMatchObject({ representative: { name: 'Bea' } });
  });
});

test('those of the staff whom it is about have a part of their own, with its own readers', async () => {
  const { reference, trackingCode } = await office.lodge('public', {
    description: 'He took a bribe at desk 3.',
    complainant: { name: 'Rose' },
  });
  await office.does('manager', reference, { kind: 'nameSubjects', subjects: [{ staff: 'handler2' }] });
  await office.takeUp(reference, 'handler');
  const interview = { kind: 'interview', with: 'staff', staff: 'handler2', words: 'He denies the bribe.' };
  expect(await refused('handler', reference, interview)).toMatchObject({ status: 409, body: { rule: 'toldFirst' } });
  expect(await refused('handler', reference, { ...interview, staff: 'nobody' })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/staff' }] },
  });
  await office.does('handler', reference, { kind: 'tellSubject', staff: 'handler2', words: 'You are said to have.' });
  await office.does('handler2', reference, { kind: 'explain', words: 'I was on leave then.' });
  await office.does('handler', reference, interview);
  await office.does('handler', reference, { kind: 'addEvidence', words: 'The roster of May.' });

  const trail = async (who: string) =>
    JSON.stringify((await house.as(who).get(`/api/complaints/${reference}/trail?limit=200`)).body);
  expect(await trail('handler2')).toMatch(/You are said to have.*on leave then.*denies/);
  expect(await trail('handler2')).not.toMatch(/desk 3|Rose|roster/);
  expect(await trail('handler')).toMatch(/desk 3.*You are said.*on leave.*denies.*roster/);
  expect(await trail('manager')).toMatch(/on leave/);
  for (const outsider of ['contact', 'auditor', 'head']) {
    expect(await trail(outsider)).toMatch(/desk 3.*roster/);
    expect(await trail(outsider)).not.toMatch(/You are said|on leave|denies/);
  }
  const { body } = await house.tracking(reference, trackingCode).read();
  expect(JSON.stringify(body)).not.toMatch(/You are said|on leave|denies|roster/);
  expect(await read('manager', reference)).toMatchObject({ heard: [{ staff: 'handler2' }] });
});
