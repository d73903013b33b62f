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

const lodged = (fields: object = {}) =>
  office.lodge('public', { description: 'The clerk shouted.', complainant: { name: 'Rose' }, ...fields });
const read = async (who: string, reference: string) => (await house.as(who).read(reference)).body;

describe('what an office does beside the straight road', () => {
  test('settled at the desk by telephone: within the limit, agreed, done, checked, closed', async () => {
    const { reference } = await office.lodge('contact', { description: 'A parking fine of 40.', channel: 'phone' });
    const settle = (value: string) => ({
      kind: 'settle',
      words: 'We take the fine back.',
      redress: [{ kind: 'refund', amount: { value, currency: 'GBP' } }],
    });
    expect(await house.as('contact').act(reference, settle('50.01'))).toMatchObject({
      status: 403,
      body: { rule: 'withinLimits' },
    });
    expect(await house.as('contact').act(reference, settle('-1'))).toMatchObject({ status: 400 });
    expect(await office.does('contact', reference, settle('40.00'))).toMatchObject({ stage: 'decided', settled: true });
    await office.does('contact', reference, { kind: 'accept', onBehalf: true, channel: 'phone' });
    await office.does('contact', reference, { kind: 'carryOut', redress: 1 });
    await office.does('handler', reference, { kind: 'verify', redress: 1 });
    expect(await office.does('handler', reference, { kind: 'close', reason: 'accepted' })).toMatchObject({
      stage: 'closed',
    });
  });

  test('a conflict is declared: they have it no more, read none of it, and are given it no more', async () => {
    const { reference } = await lodged();
    await office.takeUp(reference, 'handler2');
    expect(await read('handler2', reference)).toMatchObject({ words: { description: 'The clerk shouted.' } });
    await office.does('handler2', reference, { kind: 'declareConflict', reason: 'She is my sister.' });
    const seen = await read('handler2', reference);
    expect([seen.words, seen.complainant, seen.handler, seen.conflicts]).toEqual([
      undefined,
      undefined,
      undefined,
      ['handler2'],
    ]);
    const { body: trail } = await house.as('handler2').get(`/api/complaints/${reference}/trail?limit=200`);
    expect(JSON.stringify(trail)).not.toMatch(/shouted|Rose|sister/);
    const { body } = await house.as('handler2').get('/api/complaints?limit=200');
    const item = (body.items as { reference: string; title?: string }[]).find((each) => each.reference === reference);
    expect([item?.reference, item?.title]).toEqual([reference, undefined]);
    expect(await house.as('manager').act(reference, { kind: 'assign', handler: 'handler2' })).toMatchObject({
      status: 409,
      body: { rule: 'assigneeConflict' },
    });
    await office.does('handler', reference, { kind: 'takeOver' });
    expect(await read('manager', reference)).toMatchObject({ handler: 'handler' });
  });

  test('somebody of the staff turns out to be complained about', async () => {
    const { reference } = await lodged();
    await office.takeUp(reference, 'handler');
    const named = { kind: 'nameSubjects', subjects: [{ staff: 'handler' }, { words: 'the other one' }] };
    expect(
      await house.as('manager').act(reference, { kind: 'nameSubjects', subjects: [{ staff: 'nobody' }] }),
    ).toMatchObject({ status: 422, body: { errors: [{ pointer: '/subjects/0/staff' }] } });
    expect(await office.does('manager', reference, named)).toMatchObject({
      subjects: [{ staff: 'handler' }, { words: 'the other one' }],
    });
    expect((await read('handler', reference)).words).toBeUndefined();
    expect((await read('manager', reference)).handler).toBeUndefined();
  });

  test('where the identity is withheld few learn who complains, in the trail as well', async () => {
    const { reference } = await lodged();
    await office.does('contact', reference, {
      kind: 'mark',
      flag: 'identityWithheld',
      reason: 'She fears for her job.',
    });
    const seen = await read('handler', reference);
    expect(seen).toMatchObject({ flags: ['identityWithheld'], words: { description: 'The clerk shouted.' } });
    expect(seen.complainant).toBeUndefined();
    const { body: trail } = await house.as('handler').get(`/api/complaints/${reference}/trail`);
    expect(JSON.stringify(trail)).toContain('shouted');
    expect(JSON.stringify(trail)).not.toContain('Rose');
    expect(await read('manager', reference)).toMatchObject({ complainant: { name: 'Rose' } });
    expect(
      await house.as('contact').act(reference, { kind: 'unmark', flag: 'identityWithheld', reason: 'x' }),
    ).toMatchObject({
      status: 403,
    });
  });

  test('of a significant one the head is told at once, of an escalated one the next tier', async () => {
    const receivedAt = new Date(Date.now() - 3_600_000).toISOString();
    const { reference } = await office.lodge('contact', { description: 'x', channel: 'letter', receivedAt });
    const told = async () => (await house.as('manager').get(`/api/complaints/${reference}/notices`)).body.items;
    await office.does('contact', reference, { kind: 'mark', flag: 'significant', reason: 'The press has called.' });
    expect(await told()).toMatchObject([
      { clock: 'alert', to: expect.arrayContaining(['head', 'complaints-manager']) },
    ]);
    expect(await house.as('handler').act(reference, { kind: 'escalate' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/reason' }] },
    });
    const escalated = await office.does('handler', reference, { kind: 'escalate', reason: 'Too large for us.' });
    expect(escalated).toMatchObject({ tier: 2, stage: 'underInvestigation' });
    expect((await told()).at(-1)).toMatchObject({
      kind: 'escalated',
      tier: 2,
      to: expect.arrayContaining(['manager']),
    });
  });

  test('the complainant adds something, is asked, answers, and goes on to the next tier', async () => {
    const { reference, trackingCode } = await lodged();
    const tracking = house.tracking(reference, trackingCode);
    await tracking.act({ kind: 'addInformation', words: 'It was on Monday.' });
    await office.takeUp(reference);
    await office.does('handler', reference, { kind: 'ask', words: 'At which desk?' });
    expect((await read('handler', reference)).notNow).not.toContainEqual(
      expect.objectContaining({ kind: 'receiveInformation' }),
    );
    await tracking.act({ kind: 'addInformation', words: 'At desk 3.' });
    expect((await read('handler', reference)).notNow).toContainEqual(
      expect.objectContaining({ kind: 'receiveInformation', rule: 'wasAsked' }),
    );
    await office.answer(reference, 'handler', []);
    const { body } = await tracking.read();
    expect(body.messages.map(({ words }: { words: string }) => words)).toEqual(
      expect.arrayContaining(['It was on Monday.', 'At which desk?', 'At desk 3.']),
    );
    expect(body.canDo.map(({ kind }: { kind: string }) => kind)).toContain('escalate');
    expect(await tracking.act({ kind: 'escalate' })).toMatchObject({ status: 200 });
    expect(await read('manager', reference)).toMatchObject({ tier: 2, earlier: [{ tier: 1, outcome: 'upheld' }] });
  });

  test('an enquiry is closed as one, by its reason and no other', async () => {
    const { reference } = await lodged({ description: 'When are you open?' });
    const close = { kind: 'close', reason: 'notAComplaint' };
    expect(await house.as('handler').act(reference, close)).toMatchObject({ status: 409, body: { rule: 'closable' } });
    await office.does('handler', reference, { kind: 'reclassify', as: 'enquiry', reason: 'They only ask.' });
    expect(await office.does('handler', reference, close)).toMatchObject({
      stage: 'closed',
      classification: 'enquiry',
      closed: { reason: 'notAComplaint' },
    });
  });
});
