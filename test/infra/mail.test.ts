import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from '@jest/globals';
import { mailboxPages } from '../../api/mailboxPages.ts';
import { openMailer, type Mailer } from '../../infra/mail.ts';
import { openMailbox, readMails, type Mailbox } from '../../infra/mailbox.ts';
import { freePort, portOf } from '../../infra/serve.ts';
import { openPost } from '../support/post.ts';

const mail = {
  to: 'rose@example.org',
  subject: 'Complaint C-1: our decision',
  text: 'Größe, شكوى.\n\nA second paragraph.\n',
  messageId: '<C-1.4.decision@recourse>',
};
const settings = { MAIL_FROM: 'Complaints <complaints@example.org>', MAIL_REPLY_TO: 'office@example.org' };

describe('mail', () => {
  let post: Awaited<ReturnType<typeof openPost>>;
  let send: Mailer;
  beforeEach(async () => {
    post = await openPost();
    send = openMailer({ SMTP_URL: post.url, ...settings }, 2_000);
  });
  afterEach(() => post.close());

  it('goes to one address, with its Message-ID, and says that a machine wrote it', async () => {
    await expect(send(mail)).resolves.toBe('sent');
    const [came] = post.came;
    expect(came).toMatchObject({
      subject: mail.subject,
      messageId: mail.messageId,
      from: { address: 'complaints@example.org', name: 'Complaints' },
      to: [{ address: mail.to }],
      replyTo: [{ address: 'office@example.org' }],
    });
    expect(came?.text?.trimEnd()).toBe(mail.text.trimEnd());
    expect(came?.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');
  });

  it('has the same Message-ID when it is sent again', async () => {
    await send(mail);
    await send(mail);
    expect(post.came).toHaveLength(2);
    expect(post.shown()).toHaveLength(1);
  });

  it('is refused where the server knows no such recipient, and where the address is none', async () => {
    post.from('refuses');
    await expect(send(mail)).resolves.toBe('refused');
    post.from('takes');
    await expect(send({ ...mail, to: '' })).resolves.toBe('refused');
    expect(post.came).toEqual([]);
  });

  it('goes to nobody else, whatever is written in the address', async () => {
    await send({ ...mail, to: 'rose@example.org, other@example.org' }).catch(() => 'not taken');
    await send({ ...mail, to: 'rose@example.org\r\nBcc: other@example.org' }).catch(() => 'not taken');
    expect(post.came.flatMap(({ to = [], bcc = [] }) => [...to, ...bcc].map(({ address }) => address))).not.toContain(
      'other@example.org',
    );
  });

  it.each(['drops', 'defers', 'stalls'] as const)(
    'is not taken by a server that %s, and nothing of it is told',
    async (manner) => {
      post.from(manner);
      const fault = await send(mail).catch((error: unknown) => error);
      expect(fault).toMatchObject({ name: 'NotTaken', code: expect.stringMatching(/^(?:E[A-Z]+|SMTP 450)$/) });
      expect(`${String(fault)} ${JSON.stringify(fault)}`).not.toMatch(/rose|example/);
      post.from('takes');
    },
  );

  it('is not taken by a server that is down, and is once it is up', async () => {
    await post.goDown();
    await expect(send(mail)).rejects.toMatchObject({ name: 'NotTaken', code: 'ESOCKET' });
    await post.comeUp();
    await expect(send(mail)).resolves.toBe('sent');
  });
});

describe('the mailbox of the embedded stack', () => {
  let folder: string;
  let mailbox: Mailbox;
  let send: Mailer;
  let url: string;
  let close: () => void;
  beforeAll(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'recourse-mailbox-')), 'mailbox');
    const port = await freePort();
    mailbox = await openMailbox(folder, port);
    send = openMailer({ SMTP_URL: `smtp://127.0.0.1:${port}`, ...settings });
    const server = express().use('/mailbox', mailboxPages(mailbox)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${portOf(server)}/mailbox`;
    close = () => server.close();
  });
  afterAll(async () => {
    close();
    await mailbox.close();
    await rm(join(folder, '..'), { recursive: true });
  });

  test('is empty, then shows each mail once, as plain text', async () => {
    expect(await (await fetch(url)).text()).toContain('No mail has come yet.');
    await send(mail);
    await send(mail);
    const list = await (await fetch(url)).text();
    expect(list.match(/Complaint C-1: our decision/g)).toHaveLength(1);
    const [, path = ''] = /href="\/mailbox\/([0-9a-f]+)"/.exec(list) ?? [];
    const one = await fetch(`${url}/${path}`);
    expect([one.status, await one.text()]).toEqual([
      200,
      expect.stringContaining('Größe, شكوى.\n\nA second paragraph.'),
    ]);
    expect(await readMails(folder)).toMatchObject([{ messageId: mail.messageId, to: mail.to }]);
  });

  test('shows what is written and never runs it', async () => {
    await send({ ...mail, messageId: '<2@recourse>', subject: '<b>S', text: '<script>alert("1")</script> & \'' });
    const list = await (await fetch(url)).text();
    expect(list).toContain('&lt;b&gt;S');
    const [name = ''] = (await mailbox.list()).map((each) => each.name);
    expect(await (await fetch(`${url}/${name}`)).text()).toContain(
      '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;',
    );
  });

  test('knows no other names', async () => {
    for (const name of ['0'.repeat(64), '..%2Fsecrets', 'x']) {
      expect((await fetch(`${url}/${name}`)).status).toBe(404);
    }
  });

  test('keeps whole files, for this user alone', async () => {
    const files = await readdir(folder);
    expect(files.every((file) => /^[0-9a-f]{64}\.eml$/.test(file))).toBe(true);
    expect(await readFile(join(folder, files[0] ?? ''), 'utf8')).toContain('Message-ID:');
  });
});
