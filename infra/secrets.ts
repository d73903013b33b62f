import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { base64Of32Bytes } from './masterKey.ts';

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
  keep(file, `${JSON.stringify(made, null, 2)}\n`);
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

const lost = (file: string, what: string): Error =>
  new Error(
    `${file} ${what}. It holds the key to every word in this data folder, so nothing was started.\n` +
      'Put it back from a copy, or begin anew without the old complaints: npm start -- --fresh',
  );

const secret = (encoding: 'base64' | 'base64url' = 'base64url'): string => randomBytes(32).toString(encoding);

/** Whole or not at all, also when the machine stops half-way; and for this user's eyes only. */
function keep(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  const folder = openSync(dirname(file), 'r'); // the name is on disk only when the folder is
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
