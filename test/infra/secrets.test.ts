import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { secretsOf } from '../../infra/secrets.ts';

let folder = '';
const file = () => join(folder, 'secrets.json');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recourse-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the secrets of the embedded stack', () => {
  it('are made at the first start, for this user alone, and stay the same', () => {
    const made = secretsOf(folder, false);
    expect(Buffer.from(made.masterKey, 'base64')).toHaveLength(32);
    expect(new Set(Object.values(made)).size).toBe(3);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['secrets.json']);
    expect(secretsOf(folder, true)).toEqual(made);
  });

  it.each([
    ['empty', ''],
    ['cut off', '{"masterKey": "AAAA'],
    ['short of one', '{"masterKey":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}'],
    ['not an object', '[]'],
  ])('are refused when they are %s, and left as they are', (_, text) => {
    writeFileSync(file(), text);
    expect(() => secretsOf(folder, true)).toThrow(/secrets\.json is damaged[^]*Put it back from a copy/);
    expect(readFileSync(file(), 'utf8')).toBe(text);
  });

  it('are not made anew beside complaints that the old ones had sealed', () => {
    expect(() => secretsOf(folder, true)).toThrow(/is gone[^]*--fresh/);
    expect(readdirSync(folder)).toEqual([]);
  });
});
