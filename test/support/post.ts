import { once } from 'node:events';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { portOf } from '../../infra/serve.ts';

/** What a mail server does with a mail: takes it, is not there, drops the connection once it has it, or says no. */
type Manner = 'takes' | 'drops' | 'stalls' | 'refuses' | 'defers';

/** A mail server of a test's own, which keeps what came, in order, repeats and all. */
export async function openPost() {
  const came: Email[] = [];
  let manner: Manner = 'takes';
  let tries = 0;
  const stalled: (() => void)[] = [];
  let server = make();
  const port = await listen(server, 0);

  function make(): SMTPServer {
    const made = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      onRcptTo(_address, _session, done) {
        tries += 1;
        if (manner === 'refuses')
          done(Object.assign(new Error('5.1.1 No such rose@example.org'), { responseCode: 550 }));
        else if (manner === 'defers')
          done(Object.assign(new Error('4.2.0 rose@example.org later'), { responseCode: 450 }));
        else done();
      },
      onData(stream, session, done) {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => void parts.push(part));
        stream.on('end', () => void arrived(Buffer.concat(parts), session.id, done));
      },
    });
    made.on('error', () => undefined); // of connections that are dropped
    return made;
  }

  async function arrived(bytes: Buffer, id: string, done: () => void): Promise<void> {
    came.push(await PostalMime.parse(bytes));
    if (manner === 'drops') drop(id);
    else if (manner === 'stalls') stalled.push(done);
    else done();
  }

  function drop(id: string): void {
    for (const connection of server.connections) {
      if ((connection as unknown as { id: string }).id === id) connection.close();
    }
  }

  const close = (): Promise<void> =>
    new Promise((resolve) => {
      for (const connection of server.connections) connection.close();
      server.close(() => resolve());
    });

  return {
    url: `smtp://127.0.0.1:${port}`,
    came,
    /** What a receiver shows that drops repeats: each Message-ID once. */
    shown: (): Email[] => [...new Map(came.map((mail) => [mail.messageId, mail])).values()],
    tries: () => tries,
    from(next: Manner): void {
      manner = next;
      for (const go of stalled.splice(0)) go();
    },
    goDown: close,
    async comeUp(): Promise<void> {
      server = make();
      await listen(server, port);
    },
    close,
  };
}

async function listen(server: SMTPServer, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  return portOf(server.server);
}
