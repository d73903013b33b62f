import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import express from 'express';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { z } from 'zod';
import { createIdentity, type Identity } from '../../api/identity.ts';
import { createSignIn, NotSignedIn, SignInUnavailable, type SignIn } from '../../api/signIn.ts';
import { freePort } from '../../infra/serve.ts';

const secretSeed = 'a seed that is only for tests';
const people = ['handler', 'complaints-manager'];
let issuer = '';
let server: Server;
let identity: Identity;
let signIn: SignIn;

beforeAll(async () => {
  const port = await freePort();
  issuer = `http://127.0.0.1:${port}/oidc`;
  identity = createIdentity({ issuer, secretSeed, people });
  server = createServer(express().use('/oidc', identity.handler)).listen(port, '127.0.0.1');
  await once(server, 'listening');
  signIn = createSignIn({ issuer, audience: 'recourse' });
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** As `curl -u id:secret -d grant_type=client_credentials …/oidc/token` asks. */
async function ask(id: string, secret: string, form: Record<string, string> = {}) {
  const authorization = `Basic ${btoa(`${id}:${secret}`)}`;
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...form });
  const response = await fetch(`${issuer}/token`, { method: 'POST', headers: { authorization }, body });
  return { status: response.status, body: await response.json() };
}
async function tokenOf(id: string): Promise<string> {
  const { body } = await ask(id, 'demo');
  return z.object({ access_token: z.string() }).parse(body).access_token;
}

/** `undefined` leaves a claim out. */
type Claims = { [claim: string]: string | number | undefined };

/** The claims of a good token, but for what is given. */
const claims = (other: Claims = {}): JWTPayload => {
  const now = Math.floor(Date.now() / 1_000);
  const all: JWTPayload = { iss: issuer, aud: 'recourse', sub: 'handler', iat: now, exp: now + 60, ...other };
  return all;
};
/** A token signed by a stranger who names a key of ours. */
async function signed(payload: JWTPayload, alg = 'ES256'): Promise<string> {
  const { privateKey } = await generateKeyPair(alg);
  return new SignJWT(payload).setProtectedHeader({ alg, kid: identity.keys.keys[0]?.kid ?? '' }).sign(privateKey);
}

describe('the embedded identity provider', () => {
  it('describes itself where OpenID clients look', async () => {
    const response = await fetch(`${issuer}/.well-known/openid-configuration`);
    expect(await response.json()).toMatchObject({
      issuer,
      token_endpoint: `${issuer}/token`,
      grant_types_supported: expect.arrayContaining(['client_credentials']),
    });
  });

  it('gives an access token of an hour for an id and the secret, in the header or in the form', async () => {
    const { status, body } = await ask('handler', 'demo');
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3_600 });
    const form = { grant_type: 'client_credentials', client_id: 'handler', client_secret: 'demo' };
    const posted = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(form) });
    expect(posted.status).toBe(200);
  });

  it('gives none for a wrong secret or to a stranger', async () => {
    expect(await ask('handler', 'wrong')).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    expect(await ask('stranger', 'demo')).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
  });

  it('has a key of its own seed, the same in every process, and shows the open half alone', async () => {
    expect(createIdentity({ issuer, secretSeed, people }).keys).toEqual(identity.keys);
    expect(createIdentity({ issuer, secretSeed: 'another', people }).keys).not.toEqual(identity.keys);
    const shown: unknown = await (await fetch(`${issuer}/jwks`)).json();
    expect(JSON.stringify([identity.keys, shown])).not.toMatch(/"d":/);
  });
});

describe('signing in', () => {
  it('takes a token for whom it was made out', async () => {
    expect(await signIn(`Bearer ${await tokenOf('complaints-manager')}`)).toBe('complaints-manager');
    expect(await signIn(`bearer ${await tokenOf('handler')}`)).toBe('handler');
  });

  it('takes a token of before a restart, with keys at hand and nothing fetched', async () => {
    const token = await tokenOf('handler');
    const { keys } = createIdentity({ issuer, secretSeed, people });
    const unreachable = createSignIn({ issuer, audience: 'recourse', keys });
    expect(await unreachable(`Bearer ${token}`)).toBe('handler');
  });

  it('finds nobody without a header', async () => {
    expect(await signIn(undefined)).toBeUndefined();
  });

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Bearer x',
    'Bearer a.b.c',
    'Bearer äöü',
    'Basic aGFuZGxlcjpkZW1v',
    `Bearer ${'a'.repeat(100_000)}`,
    `Bearer ${'a.'.repeat(3_000)}`,
  ])('refuses what is no token: %.20s', async (header) => {
    await expect(signIn(header)).rejects.toThrow(NotSignedIn);
  });

  it('refuses a signature that is not the one of this token', async () => {
    const [head, , signature] = (await tokenOf('handler')).split('.');
    const [, body] = (await tokenOf('complaints-manager')).split('.');
    await expect(signIn(`Bearer ${head}.${body}.${signature}`)).rejects.toThrow(NotSignedIn);
    await expect(signIn(`Bearer ${await signed(claims())}`)).rejects.toThrow(NotSignedIn);
    await expect(signIn(`Bearer ${await signed(claims(), 'RS256')}`)).rejects.toThrow(NotSignedIn);
  });

  it('refuses a token without a signature, or signed with what everybody knows', async () => {
    const { kid, x } = identity.keys.keys[0]!;
    const none = new UnsecuredJWT(claims()).encode();
    const open = Buffer.from(`${x}`, 'base64url');
    const hs256 = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: `${kid}` }).sign(open);
    await expect(signIn(`Bearer ${none}`)).rejects.toThrow(NotSignedIn);
    await expect(signIn(`Bearer ${hs256}`)).rejects.toThrow(NotSignedIn);
  });

  describe('with a provider whose key we hold', () => {
    let make: (other?: Claims) => Promise<string>;
    let check: SignIn;
    beforeAll(async () => {
      const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
      const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k' }] };
      check = createSignIn({ issuer, audience: 'recourse', keys });
      make = (other) => new SignJWT(claims(other)).setProtectedHeader({ alg: 'ES256', kid: 'k' }).sign(privateKey);
    });

    it('takes a good token, so that the refusals below are for their own reason', async () => {
      expect(await check(`Bearer ${await make()}`)).toBe('handler');
    });

    it.each<[string, Claims]>([
      ['expired', { exp: Math.floor(Date.now() / 1_000) - 60 }],
      ['not yet good', { nbf: Math.floor(Date.now() / 1_000) + 60 }],
      ['good for ever', { exp: undefined }],
      ['for another audience', { aud: 'another' }],
      ['for no audience', { aud: undefined }],
      ['of another issuer', { iss: 'https://elsewhere.example' }],
      ['for nobody', { sub: undefined }],
      ['for an empty name', { sub: '' }],
    ])('refuses a token that is %s', async (_, other) => {
      await expect(check(`Bearer ${await make(other)}`)).rejects.toThrow(NotSignedIn);
    });
  });
});

describe('when the identity provider does not answer as it should', () => {
  it('a token is neither good nor bad', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}/oidc`;
    const elsewhere = issuer.replace('/oidc', '/elsewhere');
    const another = issuer.replace('127.0.0.1', 'localhost');
    for (const issuer of [nobody, elsewhere, another]) {
      const signIn = createSignIn({ issuer, audience: 'recourse' });
      await expect(signIn(`Bearer ${await signed(claims())}`)).rejects.toThrow(SignInUnavailable);
    }
  });

  it('the next token is checked once it answers again', async () => {
    const port = await freePort();
    const issuer = `http://127.0.0.1:${port}/oidc`;
    const late = createIdentity({ issuer, secretSeed, people });
    const signIn = createSignIn({ issuer, audience: 'recourse' });
    const token = await signed(claims({ iss: issuer }));
    await expect(signIn(`Bearer ${token}`)).rejects.toThrow(SignInUnavailable);
    const server = createServer(express().use('/oidc', late.handler)).listen(port, '127.0.0.1');
    await once(server, 'listening');
    await expect(signIn(`Bearer ${token}`)).rejects.toThrow(NotSignedIn);
    server.closeAllConnections();
    server.close();
  });
});
