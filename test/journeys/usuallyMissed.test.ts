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

const pounds = (value: string) => ({ value, currency: 'GBP' });
const act = (who: string, reference: string, action: object) => house.as(who).act(reference, action);
const kinds = (list: { kind: string }[]) => list.map(({ kind }) => kind);

/** A complaint by the public, decided at the first tier. */
async function decided(redress: object[] = []) {
  const { reference, trackingCode } = await office.lodge('public', {
    description: 'The bus did not stop.',
    complainant: { name: 'Rose' },
  });
  await office.takeUp(reference);
  await office.answer(reference, 'handler', redress);
  return { reference, tracking: house.tracking(reference, trackingCode) };
}

// `iso-10002.md`, section 9, as far as it is about clause 7; by its numbers.
describe('what systems usually miss', () => {
  test('1. a rejected decision keeps the complaint open until the last tier has answered and the outside way is named', async () => {
    const { reference, tracking } = await decided();
    for (const [tier, reviewer, approver] of [
      [2, 'manager', 'head'],
      [3, 'complaints-manager', 'head'],
    ] as const) {
      expect(await tracking.act({ kind: 'reject' })).toMatchObject({ status: 200 });
      expect((await house.as('manager').read(reference)).body).toMatchObject({ tier, stage: 'underInvestigation' });
      for (const reason of ['accepted', 'exhausted', 'unanswered']) {
        expect(await act('head', reference, { kind: 'close', reason })).toMatchObject({ status: 409 });
      }
      await office.answer(reference, reviewer, [], approver);
    }
    expect(await tracking.act({ kind: 'reject' })).toMatchObject({ status: 200 });
    const { body } = await house.as('manager').read(reference);
    expect(body).toMatchObject({ stage: 'referred', tier: 3 });
    const { body: list } = await house.as('manager').get(`/api/complaints/${reference}/letters`);
    expect(kinds(list.items)).toContain('further-options');
  });

  test('2. carried out and verified are two steps, by two people, both before closing', async () => {
    const { reference, tracking } = await decided([{ kind: 'refund', amount: pounds('20.00') }]);
    await tracking.act({ kind: 'accept' });
    const close = { kind: 'close', reason: 'accepted' };
    expect(await act('manager', reference, close)).toMatchObject({ status: 409 });
    await office.does('handler', reference, { kind: 'carryOut', redress: 1 });
    expect(await act('manager', reference, close)).toMatchObject({ status: 409 });
    expect(await act('handler', reference, { kind: 'verify', redress: 1 })).toMatchObject({
      status: 403,
      body: { rule: 'ownRemedy' },
    });
    await office.does('handler2', reference, { kind: 'verify', redress: 1 });
    expect(await office.does('manager', reference, close)).toMatchObject({ stage: 'closed' });
  });

  test('3. the complainant’s answer closes, not the office’s opinion, and on their word it is opened again', async () => {
    const { reference, tracking } = await decided();
    for (const reason of ['accepted', 'unanswered', 'exhausted', 'notAComplaint', 'withdrawn']) {
      expect(await act('head', reference, { kind: 'close', reason })).toMatchObject({ status: 409 });
    }
    expect(await act('head', reference, { kind: 'accept' })).toMatchObject({
      status: 403,
      body: { rule: 'complainantsWord' },
    });
    await tracking.act({ kind: 'accept' });
    await office.does('handler', reference, { kind: 'close', reason: 'accepted' });
    expect(await tracking.act({ kind: 'reopen', reason: 'The bus still does not stop.' })).toMatchObject({
      status: 200,
    });
    expect((await house.as('handler').read(reference)).body).toMatchObject({ stage: 'underInvestigation' });
  });

  test('4. process and outcome are rated apart', async () => {
    const { reference, tracking } = await decided();
    expect(await tracking.act({ kind: 'rate', process: 5 })).toMatchObject({ status: 400 });
    expect(await tracking.act({ kind: 'rate', process: 5, outcome: 1 })).toMatchObject({ status: 200 });
    expect((await house.as('handler').read(reference)).body.ratings).toMatchObject([{ process: 5, outcome: 1 }]);
  });

  test('5. the same remedy for others is considered, and a no is on record', async () => {
    const { reference } = await office.lodge('contact', { description: 'x', channel: 'phone' });
    await office.does('contact', reference, { kind: 'acknowledge' });
    await office.takeUp(reference);
    await office.does('handler', reference, { kind: 'find', allegation: 1, outcome: 'upheld', words: 'So it was.' });
    const propose = { kind: 'propose', redress: [{ kind: 'refund' }], letter: { reasons: 'It broke.' } };
    expect(await act('handler', reference, propose)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/sameForOthers' }] },
    });
    const others = { answer: false, reason: 'Only this bus was late.' };
    await office.does('handler', reference, { ...propose, sameForOthers: others });
    const trail = await office.trailOf(reference);
    expect(trail.at(-1)?.action).toMatchObject({ kind: 'propose', sameForOthers: others });
  });

  test('7. an acknowledgement by telephone counts and leaves a record, and news may be that there is none', async () => {
    const { reference } = await office.lodge('contact', { description: 'x', channel: 'phone' });
    await office.does('contact', reference, { kind: 'acknowledge', channel: 'phone', words: 'I called her at ten.' });
    const { clocks } = await office.does('handler', reference, { kind: 'inform', words: 'Nothing new yet.' });
    const state = (name: string) => clocks.findLast((each: { name: string }) => each.name === name)?.state;
    expect([state('acknowledgement'), state('update')]).toEqual(['met', 'running']);
  });

  test('8. the due day is set at receipt and is the one that the complainant is shown', async () => {
    const { reference, trackingCode } = await office.lodge('public', { description: 'x' });
    const { clocks } = (await house.as('handler').read(reference)).body;
    const { body } = await house.tracking(reference, trackingCode).read();
    const day = clocks.find((each: { name: string }) => each.name === 'decision').lastDay;
    expect(body.promised.map((each: { day: string }) => each.day)).toContain(day);
  });

  test('9. a complaint about the handling is a complaint, linked, and for somebody else', async () => {
    const { reference: first } = await decided();
    const { reference } = await office.lodge('public', { description: 'The clerk was rude about my complaint.' });
    await office.does('contact', reference, { kind: 'link', reference: first, as: 'aboutHandling' });
    expect(await act('handler', reference, { kind: 'investigate' })).toMatchObject({ status: 403 });
    expect(await act('manager', reference, { kind: 'assign', handler: 'handler' })).toMatchObject({
      status: 409,
      body: { rule: 'assigneeIsSubject' },
    });
    await office.takeUp(reference, 'handler2');
  });

  test('10. only an enquiry is an entry of the trail; not ours is a transfer, and no closing', async () => {
    const { reference } = await office.lodge('public', { description: 'When do you open?' });
    expect(await act('handler', reference, { kind: 'reclassify', as: 'enquiry', reason: '' })).toMatchObject({
      status: 400,
    });
    await office.does('handler', reference, { kind: 'reclassify', as: 'enquiry', reason: 'They only ask.' });
    expect(kinds((await office.trailOf(reference)).map(({ action }) => action))).toContain('reclassify');
    const { reference: other } = await office.lodge('public', { description: 'The water is brown.' });
    expect(await act('handler', other, { kind: 'close', reason: 'transferred' })).toMatchObject({ status: 409 });
  });

  test('11. authority binds the sum of all remedies', async () => {
    const { reference } = await office.lodge('public', { description: 'x' });
    await office.takeUp(reference);
    await office.does('handler', reference, { kind: 'find', allegation: 1, outcome: 'upheld', words: 'So it was.' });
    const half = { kind: 'refund', amount: pounds('100.01') };
    const sameForOthers = { answer: false, reason: 'x' };
    await office.does('handler', reference, {
      kind: 'propose',
      redress: [half, half],
      letter: { reasons: 'x' },
      sameForOthers,
    });
    expect(await act('handler', reference, { kind: 'decide' })).toMatchObject({
      status: 409,
      body: { rule: 'approvalGiven' },
    });
    await office.does('manager', reference, { kind: 'approve' });
  });

  test('13. a small complaint takes four steps and has a full record', async () => {
    const { reference } = await office.lodge('contact', { description: 'A fine of 20.', channel: 'phone' });
    await office.does('contact', reference, { kind: 'settle', words: 'Taken back.' });
    await office.does('contact', reference, { kind: 'accept', onBehalf: true, channel: 'phone' });
    const closed = await act('handler', reference, { kind: 'close', reason: 'accepted' });
    expect(closed).toMatchObject({ status: 200, body: { stage: 'closed' } });
    const trail = await office.trailOf(reference);
    expect(trail.filter(({ by }) => by.id !== 'clock').map(({ action, by }) => `${action.kind} by ${by.id}`)).toEqual([
      'receive by contact',
      'settle by contact',
      'accept by contact',
      'close by handler',
    ]);
  });
});
