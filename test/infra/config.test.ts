import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readApiConfig, readConfig, readStackConfig, readWorkerConfig } from '../../infra/config.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const enough = { MASTER_KEY: key, REFERENCE_SECRET: 'sixteen characters', OIDC_ISSUER: 'https://id.example' };
const before = process.env;

beforeEach(() => {
  process.env = {};
});
afterEach(() => {
  process.env = before;
});

const apiWith = (environment: Record<string, string | undefined>) => {
  process.env = { ...environment };
  return readApiConfig();
};

describe('the configuration of an API process', () => {
  it('is complete with a master key, a reference secret and an identity provider', () => {
    const { MASTER_KEY, ...config } = apiWith(enough);
    expect(Buffer.from(MASTER_KEY).toString('base64')).toBe(key);
    expect(config).toMatchObject({ PORT: 3000, OIDC_AUDIENCE: 'recourse', EMBEDDED_IDENTITY: false });
  });

  it('names everything that is missing at once', () => {
    for (const name of ['MASTER_KEY', 'REFERENCE_SECRET', 'OIDC_ISSUER']) expect(() => apiWith({})).toThrow(name);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(() => apiWith({ ...enough, REFERENCE_SECRET: '' })).toThrow('16 random characters');
    expect(apiWith({ ...enough, PORT: '' }).PORT).toBe(3000);
  });

  it('never repeats a secret that it refuses', () => {
    const secret = 'c2VjcmV0LW9mLXRoZS13cm9uZy1sZW5ndGg';
    expect(() => apiWith({ ...enough, MASTER_KEY: secret })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) }),
    );
  });

  it('derives the issuer from the port when the API is its own identity provider', () => {
    const embedded = { ...enough, OIDC_ISSUER: undefined, EMBEDDED_IDENTITY: 'true', PORT: '3999' };
    expect(() => apiWith(embedded)).toThrow('IDENTITY_SECRET');
    const config = apiWith({ ...embedded, IDENTITY_SECRET: 'sixteen characters' });
    expect(config.OIDC_ISSUER).toBe('http://127.0.0.1:3999/oidc');
  });

  it.each(['ftp://id.example', 'id.example', 'false'])(
    'refuses an issuer that is no web address: %s',
    (OIDC_ISSUER) => {
      expect(() => apiWith({ ...enough, OIDC_ISSUER })).toThrow('OIDC_ISSUER');
    },
  );
});

describe('the master key', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recourse-key-'));
  const file = join(folder, 'key');
  afterEach(() => rmSync(file, { force: true }));

  it('may come from a file', () => {
    writeFileSync(file, `${key}\n`);
    const { MASTER_KEY } = apiWith({ ...enough, MASTER_KEY: undefined, MASTER_KEY_FILE: file });
    expect(Buffer.from(MASTER_KEY).toString('base64')).toBe(key);
  });

  it('must come from one place', () => {
    writeFileSync(file, key);
    expect(() => apiWith({ ...enough, MASTER_KEY_FILE: file })).toThrow('both set');
    expect(() => apiWith({ ...enough, MASTER_KEY: undefined })).toThrow('openssl rand -base64 32');
  });

  it.each(['', 'short', `${key} ${key}`])('is refused when its file holds something else: "%s"', (text) => {
    writeFileSync(file, text);
    expect(() => apiWith({ ...enough, MASTER_KEY: undefined, MASTER_KEY_FILE: file })).toThrow('it must hold 32 bytes');
  });

  it('is refused when its file cannot be read', () => {
    expect(() => apiWith({ ...enough, MASTER_KEY: undefined, MASTER_KEY_FILE: file })).toThrow('ENOENT');
  });
});

describe('the configuration of a worker', () => {
  const workerWith = (environment: Record<string, string>) => {
    process.env = { MASTER_KEY: key, ...environment };
    return readWorkerConfig();
  };

  it('needs the master key, for letters, and no other secret', () => {
    expect(() => readWorkerConfig()).toThrow('MASTER_KEY');
    const config = workerWith({});
    expect(config).toMatchObject({ TEMPORAL_RETENTION_DAYS: 400, TASK_QUEUE: 'complaints' });
    expect(config.mail).toBeUndefined();
  });

  it('has a mail server with whose letters they are, or none', () => {
    const SMTP_URL = 'smtps://user:word@mail.example.org';
    expect(() => workerWith({ SMTP_URL })).toThrow('MAIL_FROM');
    for (const MAIL_FROM of ['complaints', 'A <complaints@example.org>\nBcc: b@example.org']) {
      expect(() => workerWith({ SMTP_URL, MAIL_FROM })).toThrow('MAIL_FROM');
    }
    expect(() => workerWith({ SMTP_URL: 'https://mail.example.org', MAIL_FROM: 'a@example.org' })).toThrow('SMTP_URL');
    const mail = { SMTP_URL, MAIL_FROM: 'Complaints <a@example.org>', MAIL_REPLY_TO: 'b@example.org' };
    expect(workerWith(mail).mail).toEqual(mail);
  });
});

it('a script needs no secrets, and the stack needs nothing at all', () => {
  expect(readConfig()).toMatchObject({ TEMPORAL_ADDRESS: '127.0.0.1:7233' });
  expect(readStackConfig()).toMatchObject({ PORT: 3000 });
});
