import type { Running } from './servers.ts';
import type { Secrets } from './secrets.ts';

/** Where the embedded stack answers. */
export type Up = { temporal: Running; database: Running; port: number };

/** What the launcher's environment becomes for the worker: addresses, and no key. */
export const workerEnvironment = ({ temporal, database }: Omit<Up, 'port'>): NodeJS.ProcessEnv => ({
  ...process.env,
  TEMPORAL_ADDRESS: temporal.address,
  MONGODB_URI: database.address,
  LOG_LEVEL: process.env['LOG_LEVEL'] || 'warn',
  MASTER_KEY: undefined,
  MASTER_KEY_FILE: undefined,
  REFERENCE_SECRET: undefined,
});

/** The same for the API, which also gets the data folder's own secrets where the environment gives no others. */
export function apiEnvironment(up: Up, { masterKey, referenceSecret, identitySecret }: Secrets): NodeJS.ProcessEnv {
  const { MASTER_KEY, MASTER_KEY_FILE, REFERENCE_SECRET, OIDC_ISSUER } = process.env;
  return {
    ...workerEnvironment(up),
    PORT: `${up.port}`,
    MASTER_KEY: MASTER_KEY_FILE ? MASTER_KEY : MASTER_KEY || masterKey,
    MASTER_KEY_FILE,
    REFERENCE_SECRET: REFERENCE_SECRET || referenceSecret,
    ...(!OIDC_ISSUER && { EMBEDDED_IDENTITY: 'true', IDENTITY_SECRET: identitySecret }),
  };
}
