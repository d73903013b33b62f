import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { codeOf } from './fault.ts';

const how = '32 bytes in base64, as `openssl rand -base64 32` makes them';

export const base64Of32Bytes = z.string().regex(/^[A-Za-z0-9+/_-]{43}=?$/, `must be ${how}`);

/**
 * The master key from the environment or from a file, of which exactly one must be given. Refuses, in words that say
 * what to do and never quote the key, and gives undefined, when there is none.
 */
export function masterKey(
  given: string | undefined,
  file: string | undefined,
  refuse: (message: string) => void,
): Uint8Array | undefined {
  if (given && file) refuse('and MASTER_KEY_FILE are both set: set one of them');
  else if (given) return bytesOf(given);
  else if (file) return fromFile(file, refuse);
  else refuse(`is missing: set it to ${how}, or set MASTER_KEY_FILE to the path of a file with that`);
  return undefined;
}

function fromFile(file: string, refuse: (message: string) => void): Uint8Array | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    refuse(`cannot be read from MASTER_KEY_FILE ${file} (${codeOf(error) ?? 'unreadable'}): it must hold ${how}`);
    return undefined;
  }
  if (base64Of32Bytes.safeParse(text).success) return bytesOf(text);
  refuse(`in MASTER_KEY_FILE ${file} is none: it must hold ${how}, and nothing else`);
  return undefined;
}

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'));
