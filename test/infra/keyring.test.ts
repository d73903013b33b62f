import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createKeyring, NotOurs } from '../../infra/keyring.ts';

const keyring = createKeyring(randomBytes(32));
const { dataKey, wrapped } = keyring.newKey('C-1');

/** The same text with one bit of its last byte but one turned, still good base64url. */
const tampered = (sealed: string): string => {
  const mark = sealed.slice(0, sealed.lastIndexOf('.') + 1);
  const bytes = Buffer.from(sealed.slice(mark.length), 'base64url');
  bytes[bytes.length - 2]! ^= 1;
  return mark + bytes.toString('base64url');
};

describe('words', () => {
  it('open as they were sealed, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (words) => {
        expect(keyring.open(dataKey, 'C-1', keyring.seal(dataKey, 'C-1', words))).toBe(words);
      }),
    );
  });

  it('are not to be seen in what was sealed, which never looks the same twice', () => {
    const [one, two] = [
      keyring.seal(dataKey, 'C-1', 'the man at desk 3'),
      keyring.seal(dataKey, 'C-1', 'the man at desk 3'),
    ];
    expect(one).toMatch(/^sealed\.1\.[\w-]+$/);
    expect(one).not.toBe(two);
    expect(Buffer.from(one.slice(9), 'base64url').toString('latin1')).not.toContain('desk');
  });

  it('do not open when a bit was changed, under another key, or for another complaint', () => {
    const sealed = keyring.seal(dataKey, 'C-1', 'words');
    expect(() => keyring.open(dataKey, 'C-1', tampered(sealed))).toThrow(NotOurs);
    expect(() => keyring.open(randomBytes(32), 'C-1', sealed)).toThrow(NotOurs);
    expect(() => keyring.open(dataKey, 'C-2', sealed)).toThrow(NotOurs);
  });

  it.each(['', 'words', 'sealed.1.', 'sealed.1.AAAA', 'sealed.2.AAAA', 'sealed.1.!!!'])(
    'that were never sealed do not open: "%s"',
    (text) => {
      expect(() => keyring.open(dataKey, 'C-1', text)).toThrow(NotOurs);
    },
  );
});

describe("a complaint's key", () => {
  it('unwraps under the master key that wrapped it, for its own complaint', () => {
    expect(Buffer.from(keyring.unwrap('C-1', wrapped))).toEqual(Buffer.from(dataKey));
  });

  it('unwraps for no other complaint, under no other master key, and not when changed', () => {
    expect(() => keyring.unwrap('C-2', wrapped)).toThrow(NotOurs);
    expect(() => createKeyring(randomBytes(32)).unwrap('C-1', wrapped)).toThrow(NotOurs);
    expect(() => keyring.unwrap('C-1', tampered(wrapped))).toThrow(NotOurs);
  });

  it('needs a master key of 32 bytes', () => {
    expect(() => createKeyring(randomBytes(31))).toThrow('32 bytes, not 31');
  });
});

it('a digest is the same for the same text under the same key only', () => {
  expect(keyring.digest(dataKey, 'a')).toBe(keyring.digest(dataKey, 'a'));
  expect(keyring.digest(dataKey, 'a')).not.toBe(keyring.digest(dataKey, 'b'));
  expect(keyring.digest(randomBytes(32), 'a')).not.toBe(keyring.digest(dataKey, 'a'));
});
