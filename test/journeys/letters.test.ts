import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Letter } from '../../domain/letter.ts';
import { openMailer } from '../../infra/mail.ts';
import { findLetters } from '../../store/read.ts';
import { openHouse, type House } from '../support/house.ts';
import { officeOf } from '../support/office.ts';
import { openPost } from '../support/post.ts';

let house: House;
let post: Awaited<ReturnType<typeof openPost>>;
let office: ReturnType<typeof officeOf>;
beforeAll(async () => {
  post = await openPost();
  house = await openHouse({
    mailer: openMailer({ SMTP_URL: post.url, MAIL_FROM: 'complaints@example.org' }, 2_000),
  });
  office = officeOf(house);
});
afterAll(async () => {
  await house.close();
  await post.close();
});

const rose = { name: 'Rose Marlow', email: 'rose@example.org', language: 'en' };
const lodged = (complainant: object | null = rose, fields: object = {}) =>
  office.lodge('public', { description: 'The clerk shouted.', complainant, ...fields });
const inform = (words: string) => ({ kind: 'inform', words });

/** The letters of a complaint once all of them are as they are to be; the jest time limit is the patience. */
async function settled(reference: string, is: (letter: Letter) => boolean = ({ state }) => state !== 'owed') {
  for (;;) {
    const letters = await findLetters(reference);
    if (letters.length > 0 && letters.every(is)) return letters;
    await sleep(100);
  }
}
const shownTo = (reference: string) => post.shown().filter(({ subject }) => subject?.includes(reference));
const cameTo = (reference: string) => post.came.filter(({ subject }) => subject?.includes(reference));

describe('letters owed become letters sent', () => {
  test('all that is owed at one sitting, one mail each, to the complainant, with what it must say', async () => {
    const { reference, trackingCode } = await lodged();
    await office.takeUp(reference);
    await office.answer(reference, 'handler', [{ kind: 'apology' }]);
    const letters = await settled(reference);
    expect(letters.map(({ kind, state }) => [kind, state])).toEqual([
      ['acknowledgement', 'sent'],
      ['decision', 'sent'],
    ]);
    const mails = cameTo(reference);
    expect(mails.map(({ messageId, to }) => [messageId, to?.[0]?.address])).toEqual(
      letters.map(({ messageId }) => [messageId, 'rose@example.org']),
    );
    expect(letters[1]?.messageId).toMatch(new RegExp(`^<${reference}\\.\\d+\\.decision@recourse>$`));
    expect(mails[0]?.text).toContain('The clerk shouted.');
    expect(mails[1]?.text).toContain('The driver stopped at the wrong stand.');
    expect(mails.map(({ subject }) => subject).join(' ')).not.toMatch(/Rose|shouted|rose@/);

    // The same words are read by the complainant, and by those of the staff who may.
    const { body: page } = await house.tracking(reference, trackingCode).read();
    expect(page.letters.map(({ kind, text }: { kind: string; text: string }) => [kind, text])).toEqual(
      letters.map(({ kind }, index) => [kind, mails[index]?.text?.trimEnd().concat('\n')]),
    );
    const path = `/api/complaints/${letters[1]?.id.replace(/^[^/]+/, `${reference}/letters`)}`;
    expect((await house.as('handler').get(path)).body).toMatchObject({
      kind: 'decision',
      state: 'sent',
      text: page.letters[1].text,
    });
    const { body: unread } = await house.as('administrator').get(path);
    expect([unread.state, unread.text]).toEqual(['sent', undefined]);
    expect(
      JSON.stringify((await house.as('administrator').get(`/api/complaints/${reference}/letters`)).body),
    ).not.toMatch(/sealed|Rose/);
    expect((await house.as('handler').get(`/api/complaints/${reference}/letters/9/decision`)).status).toBe(404);
  }, 60_000);

  test('the representative is written to, where one speaks for the complainant', async () => {
    const { reference } = await lodged(rose, { representative: { name: 'Bo Lind', email: 'bo@example.org' } });
    await settled(reference);
    expect(cameTo(reference).map(({ to, text }) => [to?.[0]?.address, text?.includes('Dear Bo Lind,')])).toEqual([
      ['bo@example.org', true],
    ]);
  }, 30_000);

  test('whoever acts for them by now is written to, and no more once they do not', async () => {
    const { reference } = await lodged();
    const bo = { name: 'Bo Lind', email: 'bo@example.org', authority: 'A letter of hers.' };
    await settled(reference);
    const onBehalf = { onBehalf: true, channel: 'phone' };
    await office.does('handler', reference, { kind: 'nameRepresentative', representative: bo, ...onBehalf });
    await office.does('handler', reference, inform('To him.'));
    await settled(reference);
    await office.does('handler', reference, { kind: 'endRepresentation', ...onBehalf });
    await office.does('handler', reference, inform('To her.'));
    await settled(reference);
    expect(cameTo(reference).map(({ to }) => to?.[0]?.address)).toEqual([
      'rose@example.org',
      'bo@example.org',
      'rose@example.org',
    ]);
  }, 60_000);

  test('nobody is written to by mail who is not to be: it is drafted, and read on the tracking page', async () => {
    const people: (object | null)[] = [
      null,
      { ...rose, contactBy: 'portal' },
      { ...rose, contactBy: 'letter' },
      { name: 'No Mail' },
    ];
    const all = await Promise.all(people.map((complainant) => lodged(complainant)));
    for (const { reference, trackingCode } of all) {
      expect((await settled(reference)).map(({ state }) => state)).toEqual(['drafted']);
      const { body } = await house.tracking(reference, trackingCode).read();
      expect(body.letters).toMatchObject([{ state: 'drafted', text: expect.stringContaining('The clerk shouted.') }]);
      expect(cameTo(reference)).toEqual([]);
    }
  }, 30_000);

  test('whose identity is withheld gets no mail from then on', async () => {
    const { reference } = await lodged();
    await office.does('handler', reference, { kind: 'mark', flag: 'identityWithheld', reason: 'She is afraid.' });
    await settled(reference);
    await office.does('handler', reference, inform('Soon.'));
    const letters = await settled(reference);
    expect(letters.at(-1)).toMatchObject({ kind: 'update', state: 'drafted' });
  }, 30_000);
});

test('nobody else has a mailbox page', async () => {
  expect((await house.as('administrator').get('/mailbox')).status).toBe(404);
});

describe('a mail server in trouble', () => {
  test('is down: no action waits, nothing is lost, also over a continue-as-new, and each mail comes once', async () => {
    await post.goDown();
    const { reference } = await lodged();
    for (let count = 0; count < 22; count += 1) await office.does('handler', reference, inform(`Word ${count}.`));
    const { body: history } = await house.as('auditor').get(`/api/complaints/${reference}/history`);
    expect(history.runs.length).toBeGreaterThan(1);
    expect((await findLetters(reference)).every(({ state }) => state === 'owed')).toBe(true);
    await post.comeUp();
    const letters = await settled(reference);
    expect(letters.map(({ state }) => state)).toEqual(Array.from({ length: 23 }, () => 'sent'));
    expect(new Set(shownTo(reference).map(({ messageId }) => messageId))).toEqual(
      new Set(letters.map(({ messageId }) => messageId)),
    );
    expect(cameTo(reference)).toHaveLength(23);
  }, 120_000);

  test.each(['drops', 'stalls'] as const)(
    '%s what it has taken: it comes again under the same Message-ID',
    async (manner) => {
      post.from(manner);
      const { reference } = await lodged();
      while (cameTo(reference).length < 2) await sleep(100);
      expect((await findLetters(reference)).map(({ state }) => state)).toEqual(['owed']);
      post.from('takes');
      await settled(reference);
      expect(cameTo(reference).length).toBeGreaterThan(1);
      expect(shownTo(reference)).toHaveLength(1);
      expect(new Set(cameTo(reference).map(({ text }) => text)).size).toBe(1);
    },
    60_000,
  );

  test('refuses the address: an entry, a letter that failed, and a person who is told', async () => {
    post.from('refuses');
    const { reference } = await lodged();
    const [letter] = await settled(reference);
    post.from('takes');
    expect(letter).toMatchObject({ kind: 'acknowledgement', state: 'failed' });
    const { body: trail } = await house.as('handler').get(`/api/complaints/${reference}/trail`);
    expect(trail.items.at(-1)).toMatchObject({
      by: { id: 'post', role: 'clock' },
      action: { kind: 'letterFailed', letter: letter?.id, why: 'refused' },
    });
    const { body: notices } = await house.as('handler').get(`/api/complaints/${reference}/notices`);
    expect(notices.items).toMatchObject([{ kind: 'letterFailed', letter: letter?.id, to: ['handler', 'handler2'] }]);
    const { body: history } = await house.as('auditor').get(`/api/complaints/${reference}/history`);
    expect(JSON.stringify(history)).not.toMatch(/rose|example\.org|5\.1\.1/i);
  }, 60_000);

  test('says nothing personal in the history while it is tried again', async () => {
    post.from('defers');
    const { reference } = await lodged();
    const before = post.tries();
    while (post.tries() === before) await sleep(100);
    const description = await house.client.workflow.getHandle(`complaint/${reference}`).describe();
    const pending = description.raw.pendingActivities?.map(({ lastFailure }) => JSON.stringify(lastFailure)).join(' ');
    expect(pending).not.toMatch(/rose|example\.org|4\.2\.0/i);
    post.from('takes');
    await settled(reference);
  }, 60_000);
});
