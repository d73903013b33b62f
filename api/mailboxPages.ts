import { Router } from 'express';
import type { Mailbox, Received } from '../infra/mailbox.ts';

/** `/mailbox`: every mail that the embedded stack has sent, for whoever tries it out on this machine. */
export function mailboxPages(mailbox: Mailbox): Router {
  const router = Router();
  router.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });

  router.get('/', async (_req, res) => {
    const mails = await mailbox.list();
    const rows = mails.map(
      (mail) =>
        `<tr><td><time datetime="${mail.at.toISOString()}">${shown(mail.at)}</time></td><td dir="auto">${safe(mail.to)}</td>` +
        `<td dir="auto"><a href="/mailbox/${mail.name}">${safe(mail.subject || '(no subject)')}</a></td></tr>`,
    );
    const table =
      '<table><thead><tr><th scope="col">Came at (UTC)</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead>' +
      `<tbody>${rows.join('\n')}</tbody></table>`;
    res.send(
      page(
        'Mailbox',
        `<h1>Mailbox</h1>\n<p>${counted(mails)} Nothing of this left the machine.</p>\n${mails.length > 0 ? table : ''}`,
      ),
    );
  });

  router.get('/:name', async (req, res) => {
    const mail = await mailbox.read(req.params.name);
    if (!mail) {
      res.status(404).send(page('No such mail', '<h1>No such mail</h1>\n<p><a href="/mailbox">All mails</a></p>'));
      return;
    }
    const { subject, from, to, at, messageId, text } = mail;
    const lines = Object.entries({ From: from, To: to, 'Came at': `${shown(at)} UTC`, 'Message-ID': messageId });
    const head = lines.map(([name, value]) => `<dt>${name}</dt><dd dir="auto">${safe(value)}</dd>`);
    const body = `<h1 dir="auto">${safe(subject)}</h1>\n<dl>${head.join('\n')}</dl>\n<article dir="auto">${safe(text)}</article>`;
    res.send(page(subject, `<p><a href="/mailbox">All mails</a></p>\n${body}`));
  });

  return router;
}

const counted = ({ length }: readonly Received[]): string =>
  length === 0 ? 'No mail has come yet.' : length === 1 ? 'One mail has come.' : `${length} mails have come.`;

const shown = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ');

const escapes: { readonly [mark: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const safe = (text: string): string => text.replaceAll(/[&<>"']/g, (mark) => escapes[mark] ?? '');

const style =
  ':root{color-scheme:light dark}body{font:1rem/1.6 system-ui,sans-serif;max-inline-size:48rem;margin:2rem auto;padding:0 1rem}' +
  'table{border-collapse:collapse;inline-size:100%}th,td{text-align:start;padding:.4rem .8rem .4rem 0;border-block-end:1px solid #8886;vertical-align:top}' +
  'dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}' +
  'article{white-space:pre-wrap;overflow-wrap:anywhere;border-block-start:1px solid #8886;padding-block-start:1rem}';

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
