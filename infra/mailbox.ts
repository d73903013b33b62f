import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { writeWhole } from './writeWhole.ts';

/** The mailbox of the embedded stack: an SMTP server that keeps every mail that it is given in a folder, whoever it is for. */
export type Mailbox = {
  list(): Promise<Received[]>;
  read(name: string): Promise<Received | undefined>;
  close(): Promise<void>;
};

/** One mail as it came. `name` is made of its Message-ID, so that one that comes again is kept once. */
export type Received = {
  name: string;
  at: Date;
  messageId: string;
  from: string;
  to: string;
  subject: string;
  text: string;
};

const largest = 1_000_000;
const ending = '.eml';

/** Listens on this machine alone. The folder is the one place of the stack where letters are plain. */
export async function openMailbox(folder: string, port: number): Promise<Mailbox> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largest,
    onData: (stream, _session, done) => void take(folder, stream, done),
  });
  server.on('error', () => undefined); // of one connection; the others go on
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

  return {
    list: () => readMails(folder),
    read: async (name) =>
      /^[0-9a-f]{64}$/.test(name) && existsSync(pathOf(folder, name)) ? readMail(folder, name) : undefined,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Every mail that was kept in this folder, the newest first. */
export async function readMails(folder: string): Promise<Received[]> {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((file) => /^[0-9a-f]{64}\.eml$/.test(file));
  const mails = await Promise.all(names.map((file) => readMail(folder, file.slice(0, -ending.length))));
  return mails.toSorted((one, other) => other.at.getTime() - one.at.getTime());
}

async function take(folder: string, stream: AsyncIterable<Buffer>, done: (error?: Error) => void): Promise<void> {
  try {
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part);
    await keep(folder, Buffer.concat(parts));
  } catch {
    done(new Error('It could not be kept.')); // 450: it comes again
    return;
  }
  done();
}

async function keep(folder: string, bytes: Buffer): Promise<void> {
  const { messageId = '' } = await PostalMime.parse(bytes);
  const name = createHash('sha256')
    .update(messageId || bytes)
    .digest('hex');
  const file = pathOf(folder, name);
  if (!existsSync(file)) writeWhole(file, bytes, 0o600);
}

async function readMail(folder: string, name: string): Promise<Received> {
  const file = pathOf(folder, name);
  const { messageId = '', from, to = [], subject = '', text = '' } = await PostalMime.parse(readFileSync(file));
  const addresses = to.map(({ address = '' }) => address).join(', ');
  return { name, at: statSync(file).mtime, messageId, from: from?.address ?? '', to: addresses, subject, text };
}

const pathOf = (folder: string, name: string): string => join(folder, name + ending);
