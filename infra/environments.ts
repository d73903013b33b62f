import type { Running } from './servers.ts';
import type { Secrets } from './secrets.ts';

/** Where the embedded stack answers; without `mailbox` its mail goes to a server of one's own. */
export type Up = { temporal: Running; database: Running; port: number; mailbox?: Mailbox };
type Mailbox = { port: number; folder: string };

/** What the launcher's environment becomes for the worker: addresses, the master key and no other secret. */
export function workerEnvironment(
  { temporal, database, port, mailbox }: Up,
  { masterKey }: Secrets,
): NodeJS.ProcessEnv {
  const { MASTER_KEY, MASTER_KEY_FILE, MAIL_FROM, PUBLIC_URL } = process.env;
  return {
    ...process.env,
    TEMPORAL_ADDRESS: temporal.address,
    MONGODB_URI: database.address,
    LOG_LEVEL: process.env['LOG_LEVEL'] || 'warn',
    MASTER_KEY: MASTER_KEY_FILE ? MASTER_KEY : MASTER_KEY || masterKey,
    REFERENCE_SECRET: undefined,
    PUBLIC_URL: PUBLIC_URL || `http://127.0.0.1:${port}`,
    ...(mailbox && {
      SMTP_URL: `smtp://127.0.0.1:${mailbox.port}`,
      MAIL_FROM: MAIL_FROM || 'Recourse demo <complaints@recourse.example>',
    }),
  };
}

/** The same for the API, which also gets the data folder's own secrets where the environment gives no others. */
export function apiEnvironment(up: Up, secrets: Secrets): NodeJS.ProcessEnv {
  const { PUBLIC_URL, REFERENCE_SECRET, OIDC_ISSUER } = process.env;
  return {
    ...workerEnvironment(up, secrets),
    PORT: `${up.port}`,
    PUBLIC_URL,
    REFERENCE_SECRET: REFERENCE_SECRET || secrets.referenceSecret,
    ...(!OIDC_ISSUER && { EMBEDDED_IDENTITY: 'true', IDENTITY_SECRET: secrets.identitySecret }),
    MAILBOX_FOLDER: up.mailbox?.folder,
    ...(up.mailbox && { MAILBOX_PORT: `${up.mailbox.port}` }),
  };
}
