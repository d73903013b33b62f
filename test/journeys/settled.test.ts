import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openHouse, type House } from '../support/house.ts';
import { assessment, officeOf } from '../support/office.ts';

let house: House;
let office: ReturnType<typeof officeOf>;
beforeAll(async () => {
  house = await openHouse();
  office = officeOf(house);
});
afterAll(() => house.close());

describe('the journeys of a complaint', () => {
  test('settled without fuss: acknowledged by itself, upheld, accepted, put right by one person and checked by another', async () => {
    const { reference, trackingCode } = await office.lodge('public', {
      description: 'The bus never came.',
      desiredOutcome: 'My fare back.',
      category: 'service-delay',
      unit: 'general',
      complainant: { name: 'Ada Okafor', email: 'ada@example.org', language: 'en' },
    });
    expect((await house.as('handler').read(reference)).body).toMatchObject({ stage: 'acknowledged', version: 2 });
    await office.takeUp(reference);
    await office.does('handler', reference, { kind: 'inform', words: 'We asked the depot.' });
    const refund = { kind: 'refund', amount: { value: '3.20', currency: 'GBP' }, owner: 'contact' };
    await office.answer(reference, 'handler', [refund]);

    const tracking = house.tracking(reference, trackingCode);
    const seen = (await tracking.read()).body;
    expect(seen).toMatchObject({ turn: 'complainant', decision: { outcome: 'upheld' } });
    expect(seen.canDo.map(({ kind }: { kind: string }) => kind)).toEqual(
      'accept reject escalate withdraw rate addInformation consent nameRepresentative'.split(' '),
    );
    expect(await tracking.act({ kind: 'accept', words: 'Thank you.' })).toMatchObject({ status: 200 });

    await office.does('contact', reference, { kind: 'carryOut', redress: 1 });
    expect(await house.as('contact').act(reference, { kind: 'verify', redress: 1 })).toMatchObject({
      status: 403,
      body: { rule: 'ownRemedy' },
    });
    await office.does('handler', reference, { kind: 'verify', redress: 1, words: 'Seen on the statement.' });
    const closed = await office.does('handler', reference, { kind: 'close', reason: 'accepted' });
    expect(closed).toMatchObject({ stage: 'closed', outcome: 'upheld', procedureOutcome: 'upheld' });
    expect(await tracking.act({ kind: 'rate', process: 5, outcome: 4 })).toMatchObject({ status: 200 });

    const states = Object.fromEntries(
      closed.clocks.map(({ name, state }: { name: string; state: string }) => [name, state]),
    );
    expect(states).toEqual({
      'acknowledgement-electronic': 'met',
      assessment: 'met',
      update: 'met',
      decision: 'met',
      answer: 'met',
      'remind-answer': 'met',
      remedy: 'met',
      verification: 'met',
      'settled-at-first-contact': 'running',
      external: 'running',
      'follow-up': 'running',
      reopening: 'running',
    });
  });

  test('rejected at tier 1, decided at tier 2 by another person with an approval, and accepted', async () => {
    const { reference, trackingCode } = await office.lodge('public', {
      description: 'The lift is broken.',
      unit: 'housing',
    });
    await office.takeUp(reference);
    await office.answer(reference, 'handler', []);
    const tracking = house.tracking(reference, trackingCode);
    expect(await tracking.act({ kind: 'reject', words: 'It is still broken.' })).toMatchObject({ status: 200 });

    const reviewed = (await house.as('manager').read(reference)).body;
    expect(reviewed).toMatchObject({ stage: 'underInvestigation', tier: 2, earlier: [{ tier: 1, outcome: 'upheld' }] });
    expect(reviewed.handler).toBeUndefined();
    expect(reviewed.allegations).toEqual([{ number: 1, words: 'The lift is broken.' }]);
    expect(
      await house.as('handler').act(reference, { kind: 'find', allegation: 1, outcome: 'upheld', words: 'x' }),
    ).toMatchObject({
      status: 403,
    });
    expect(await house.as('manager').act(reference, { kind: 'assign', handler: 'handler' })).toMatchObject({
      status: 409,
      body: { rule: 'assigneeDealtEarlier' },
    });

    await office.does('manager', reference, { kind: 'assign', handler: 'manager' });
    await office.does('manager', reference, { kind: 'acknowledge', channel: 'phone' });
    await office.does('manager', reference, { kind: 'find', allegation: 1, outcome: 'upheld', words: 'It was.' });
    await office.does('manager', reference, {
      kind: 'propose',
      redress: [{ kind: 'repair' }],
      letter: { reasons: 'Worn out.' },
      sameForOthers: { answer: true, reason: 'All buses of that year.' },
    });
    expect(await house.as('manager').act(reference, { kind: 'decide' })).toMatchObject({
      status: 409,
      body: { rule: 'approvalGiven' },
    });
    expect(await house.as('manager').act(reference, { kind: 'approve' })).toMatchObject({
      status: 403,
      body: { rule: 'notOwnProposal' },
    });
    await office.does('head', reference, { kind: 'approve' });
    expect(await office.does('manager', reference, { kind: 'decide' })).toMatchObject({ stage: 'decided', tier: 2 });
    expect(await tracking.act({ kind: 'accept' })).toMatchObject({ status: 200 });
  });

  test('rejected to the end: after the last tier the way outside stands open, and the options are exhausted', async () => {
    const { reference, trackingCode } = await office.lodge('public', {
      description: 'The fine is wrong.',
      unit: 'parking',
    });
    const tracking = house.tracking(reference, trackingCode);
    await office.takeUp(reference);
    await office.answer(reference, 'handler', []);
    await tracking.act({ kind: 'reject' });
    await office.answer(reference, 'manager', [], 'complaints-manager');
    await tracking.act({ kind: 'reject' });
    await office.answer(reference, 'head', [], 'complaints-manager');
    await tracking.act({ kind: 'reject' });
    expect((await house.as('handler').read(reference)).body).toMatchObject({ stage: 'referred', tier: 3 });

    const closing = { kind: 'close', reason: 'exhausted' };
    expect(await house.as('handler').act(reference, closing)).toMatchObject({ status: 409 });
    await office.does('handler', reference, { kind: 'refer', body: 'ombudsman', externalReference: 'OM-1' });
    await office.does('handler', reference, {
      kind: 'recordOutcome',
      outcome: 'notUpheld',
      words: 'They agree with us.',
    });
    expect(await office.does('handler', reference, closing)).toMatchObject({
      stage: 'closed',
      closed: { reason: 'exhausted' },
    });
  });

  test('withdrawn: closed at once, whatever was going on', async () => {
    const { reference, trackingCode } = await office.lodge('public', { description: 'Never mind.' });
    await office.takeUp(reference);
    expect(
      await house.tracking(reference, trackingCode).act({ kind: 'withdraw', words: 'It has come.' }),
    ).toMatchObject({ status: 200 });
    expect((await house.as('handler').read(reference)).body).toMatchObject({
      stage: 'closed',
      closed: { reason: 'withdrawn' },
    });
  });

  test('reopened: what was withdrawn is looked into again, with a decision that is promised anew', async () => {
    const { reference, trackingCode } = await office.lodge('public', { description: 'It has not come.' });
    await office.takeUp(reference);
    const tracking = house.tracking(reference, trackingCode);
    const closed = await tracking.act({ kind: 'withdraw', words: 'It has come.' });
    expect(closed.body.canDo.map(({ kind }: { kind: string }) => kind)).toContain('reopen');

    expect(await tracking.act({ kind: 'reopen' })).toMatchObject({ status: 400 });
    const { status, body } = await tracking.act({ kind: 'reopen', reason: 'It was the wrong one.' });
    expect(status).toBe(200);
    expect(body.turn).toBe('organisation');
    expect(body.steps.filter(({ done }: { done: boolean }) => done).at(-1).words).toBe('It was opened again');
    expect(body.promised.map(({ words }: { words: string }) => words)).toEqual([
      expect.stringMatching(/^You get our new answer by /),
    ]);
    expect(body.messages.at(-1)).toMatchObject({ from: 'complainant', words: 'It was the wrong one.' });
    expect((await house.as('handler').read(reference)).body).toMatchObject({
      stage: 'underInvestigation',
      earlier: [{ tier: 1, closed: { reason: 'withdrawn' } }],
    });
    await office.answer(reference, 'handler', []);
    expect((await tracking.act({ kind: 'accept' })).status).toBe(200);
  });

  test('anonymous: nobody is named, and the tracking code is all it takes to follow it', async () => {
    const { reference, trackingCode } = await office.lodge('public', {
      description: 'Somebody is cruel to a dog.',
      complainant: null,
    });
    const { body } = await house.as('handler').read(reference);
    expect(body).toMatchObject({ complainant: null, words: { description: 'Somebody is cruel to a dog.' } });
    expect((await house.tracking(reference, trackingCode).read()).body).toMatchObject({
      reference,
      turn: 'organisation',
    });
  });

  test('by phone on behalf: staff name the channel, acknowledge by phone, and say so when they enter an answer', async () => {
    expect(await house.as('contact').lodge({ description: 'No heating.' })).toMatchObject({ status: 422 });
    const { reference } = await office.lodge('contact', {
      description: 'No heating.',
      channel: 'phone',
      unit: 'housing',
    });
    expect((await house.as('contact').read(reference)).body).toMatchObject({ stage: 'received', version: 1 });
    expect(await house.as('handler').act(reference, assessment)).toMatchObject({
      status: 409,
      body: { rule: 'acknowledgedFirst' },
    });
    await office.does('contact', reference, { kind: 'acknowledge', channel: 'phone' });
    await office.takeUp(reference);
    await office.answer(reference, 'handler', [{ kind: 'apology' }]);
    const accept = { kind: 'accept', words: 'She says yes.' };
    expect(await house.as('contact').act(reference, accept)).toMatchObject({
      status: 403,
      body: { rule: 'complainantsWord' },
    });
    await office.does('contact', reference, { ...accept, onBehalf: true, channel: 'phone' });
    expect((await office.trailOf(reference)).map(({ action: { kind } }) => kind)).toEqual([
      'receive',
      'acknowledge',
      'assess',
      'assign',
      'investigate',
      'find',
      'propose',
      'decide',
      'accept',
    ]);
  });
});
