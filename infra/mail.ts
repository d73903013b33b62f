import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { codeOf } from './fault.ts';

/** One mail to one address. `messageId` is the same when it is sent again, so that the receiver drops the second. */
type Mail = { to: string; subject: string; text: string; messageId: string };

/** How mail leaves the house. Resolves once the server has taken it, or has refused the address for good. */
export type Mailer = (mail: Mail) => Promise<'sent' | 'refused'>;

type Settings = { SMTP_URL: string; MAIL_FROM: string; MAIL_REPLY_TO?: string | undefined };

/** The server did not take a mail, this time. Says which kind of trouble it was, and nothing of the mail. */
export class NotTaken extends Error {
  override name = 'NotTaken';
  readonly code: string;

  constructor(code: string) {
    super(`The mail server did not take it: ${code}.`);
    this.code = code;
  }
}

/** For all of a mail; within the time that the activity has (workflows/complaint.ts). */
const longest = 20_000;

/** Sends through an SMTP server. What is neither taken nor a refused address is `NotTaken`, and for the caller to repeat. */
export function openMailer(
  { SMTP_URL: url, MAIL_FROM: from, MAIL_REPLY_TO: replyTo }: Settings,
  limit = longest,
): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: limit / 4,
    greetingTimeout: limit / 4,
    dnsTimeout: limit / 4,
    socketTimeout: limit / 2,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, subject, text, messageId }) => {
    const headers = { 'Auto-Submitted': 'auto-generated' };
    const address = { name: '', address: to }; // as it stands: a list of addresses in it is none
    const sending = transport.sendMail({
      from,
      to: address,
      ...(replyTo && { replyTo }),
      subject,
      text,
      messageId,
      headers,
    });
    const over = new AbortController();
    try {
      const outcome = await Promise.race([sending, sleep(limit, 'too slow' as const, { signal: over.signal })]);
      if (outcome === 'too slow') throw new NotTaken('ESLOW');
      return 'sent';
    } catch (error) {
      if (isRefused(error)) return 'refused';
      throw error instanceof NotTaken ? error : new NotTaken(kindOf(error));
    } finally {
      over.abort();
      sending.catch(() => undefined); // what comes after the limit has been told already
    }
  };
}

/** A five hundred to the recipient, or an address that cannot be one. */
function isRefused(error: unknown): boolean {
  if (codeOf(error) !== 'EENVELOPE' || !(error instanceof Error)) return false;
  const answer: unknown = Reflect.get(error, 'responseCode');
  const isOfRecipient = Reflect.get(error, 'command') === 'RCPT TO';
  return isOfRecipient ? typeof answer === 'number' && answer >= 500 : answer === undefined;
}

/** A code of ours, of the system or of SMTP; the server's own words may quote the address. */
function kindOf(error: unknown): string {
  const answer: unknown = error instanceof Error && 'responseCode' in error ? error.responseCode : undefined;
  return typeof answer === 'number' ? `SMTP ${answer}` : (codeOf(error) ?? 'EUNKNOWN');
}
