import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Fault } from './fault.ts';
import { base64Of32Bytes } from './masterKey.ts';
import { writeWhole } from './writeWhole.ts';

const secrets = z.strictObject({
  masterKey: base64Of32Bytes,
  referenceSecret: z.string().min(16),
  identitySecret: z.string().min(16),
});

/** What the embedded stack keeps secret, made at its first start. */
export type Secrets = z.infer<typeof secrets>;

/**
 * The secrets of a data folder: read, or made where the folder has none and no complaints yet. Throws, in words that
 * say what to do, where they are damaged or gone: new ones would never open the old words.
 */
export function secretsOf(folder: string, hasComplaints: boolean): Secrets {
  const file = join(folder, 'secrets.json');
  if (existsSync(file)) return readSecrets(file);
  if (hasComplaints) throw lost(file, 'is gone');
  const made: Secrets = { masterKey: secret('base64'), referenceSecret: secret(), identitySecret: secret() };
  writeWhole(file, `${JSON.stringify(made, null, 2)}\n`, 0o600); // for this user's eyes only
  return made;
}

function readSecrets(file: string): Secrets {
  const text = readFileSync(file, 'utf8');
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw lost(file, 'is damaged'); // without the cause, which quotes the secrets
  }
  const { data } = secrets.safeParse(content);
  if (!data) throw lost(file, 'is damaged');
  return data;
}

const lost = (file: string, what: string): Fault =>
  new Fault(
    `${file} ${what}. It holds the key to every word in this data folder, so nothing was started.\n` +
      'Put it back from a copy, or begin anew without the old complaints: npm start -- --fresh',
  );

const secret = (encoding: 'base64' | 'base64url' = 'base64url'): string => randomBytes(32).toString(encoding);
