import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Makes, wraps and uses the keys of complaints: one each, so that erasing the key erases the words. */
export type Keyring = ReturnType<typeof createKeyring>;

const algorithm = 'aes-256-gcm';
const keyLength = 32;
const ivLength = 12; // what GCM is made for; random or a keyed hash of the text, as one key seals far fewer than 2^32 texts
const tagLength = 16;

const wrappedMark = 'wrapped.1.';
const sealedMark = 'sealed.1.';

/** What was sealed, or wrapped, has been changed, belongs to another complaint, or was made with another key. */
export class NotOurs extends Error {
  override name = 'NotOurs';
}

/** Takes the master key (32 bytes), which never leaves this; throws when it has another length. */
export function createKeyring(masterKey: Uint8Array) {
  if (masterKey.length !== keyLength) throw new Error(`The master key must have 32 bytes, not ${masterKey.length}.`);
  const master = Uint8Array.from(masterKey);

  return {
    /** A fresh key for a complaint, and the form in which it is stored. Only that complaint's reference unwraps it. */
    newKey(reference: string): { dataKey: Uint8Array; wrapped: string } {
      const dataKey = randomBytes(keyLength);
      return { dataKey, wrapped: wrappedMark + encrypt(master, reference, dataKey).toString('base64url') };
    },

    /** The key as `newKey` made it. Throws `NotOurs`. */
    unwrap(reference: string, wrapped: string): Uint8Array {
      return decrypt(master, reference, bytesOf(wrapped, wrappedMark));
    },

    /**
     * Text that only this key opens, and only for this complaint; never twice the same, but where the same is sealed
     * for the same occasion: a request that is sent again has to be the same request to the byte (`docs/decisions`).
     */
    seal(dataKey: Uint8Array, reference: string, text: string, occasion?: string): string {
      const iv = occasion === undefined ? undefined : ivFor(dataKey, occasion, text);
      return sealedMark + encrypt(dataKey, reference, Buffer.from(text, 'utf8'), iv).toString('base64url');
    },

    /** The text that `seal` was given. Throws `NotOurs`. */
    open(dataKey: Uint8Array, reference: string, sealed: string): string {
      return decrypt(dataKey, reference, bytesOf(sealed, sealedMark)).toString('utf8');
    },

    /** The same for the same text under the same key, and worth nothing once that is erased (a bare hash would be). */
    digest(dataKey: Uint8Array, text: string): string {
      return createHmac('sha256', derived(dataKey, 'digest')).update(text, 'utf8').digest('base64url');
    },
  };
}

// One key, one use: the digest's is derived from the one that seals.
const derived = (dataKey: Uint8Array, use: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', dataKey, new Uint8Array(), `recourse ${use}`, keyLength));

/** Of another text or occasion it is another one: no two texts are ever sealed with the same. */
const ivFor = (dataKey: Uint8Array, occasion: string, text: string): Uint8Array =>
  createHmac('sha256', derived(dataKey, 'occasion'))
    .update(`${occasion}\0${text}`, 'utf8')
    .digest()
    .subarray(0, ivLength);

function encrypt(
  key: Uint8Array,
  reference: string,
  plain: Uint8Array,
  iv: Uint8Array = randomBytes(ivLength),
): Buffer {
  const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(reference, 'utf8'));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Uint8Array, reference: string, bytes: Buffer): Buffer {
  const end = bytes.length - tagLength;
  if (end < ivLength) throw new NotOurs('What was sealed is too short.');
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivLength), { authTagLength: tagLength })
    .setAAD(Buffer.from(reference, 'utf8'))
    .setAuthTag(bytes.subarray(end));
  const plain = decipher.update(bytes.subarray(ivLength, end));
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch (cause) {
    throw new NotOurs('What was sealed does not open: it was changed, or sealed for another complaint.', { cause });
  }
}

function bytesOf(text: string, mark: string): Buffer {
  if (!text.startsWith(mark)) throw new NotOurs(`What was sealed does not begin with ${mark}`);
  return Buffer.from(text.slice(mark.length), 'base64url');
}
