import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { discover } from './discovery.ts';

/** The token is not one that the identity provider made for us and now. Says why in words fit for a log. */
export class NotSignedIn extends Error {
  override name = 'NotSignedIn';
}

/** Whether the token is good cannot be told now: the identity provider does not answer as it should. */
export class SignInUnavailable extends Error {
  override name = 'SignInUnavailable';
}

/** From an Authorization header to who it is. */
export type SignIn = (authorization: string | undefined) => Promise<string | undefined>;

type Parts = {
  issuer: string;
  audience: string;
  /** The provider's keys, where they are at hand: nothing is fetched then. */
  keys?: JSONWebKeySet;
};

// Signatures only: `none` proves nothing, and with HS* whoever can check a token could make one.
const algorithms = [
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
  'EdDSA',
  'Ed25519',
];
const longest = 8_192; // characters; checking a longer one is work that a stranger should not give us

/**
 * Checks bearer tokens of one OpenID provider. What it gives back resolves to the subject's id, or to undefined
 * without a header; it throws `NotSignedIn` or `SignInUnavailable`.
 */
export function createSignIn({ issuer, audience, keys }: Parts): SignIn {
  const keyFor: JWTVerifyGetKey = keys ? createLocalJWKSet(keys) : discover(issuer);

  return async (authorization) => {
    if (authorization === undefined) return undefined;
    const token = /^Bearer +([\w.~+/-]+=*) *$/i.exec(authorization.slice(0, longest + 1))?.[1];
    if (!token || authorization.length > longest) throw new NotSignedIn('This is no bearer token.');
    const { payload } = await jwtVerify(token, keyFor, {
      issuer,
      audience,
      algorithms,
      requiredClaims: ['sub', 'exp'],
      clockTolerance: 5, // seconds
    }).catch((cause: unknown) => {
      throw isTheirFault(cause)
        ? new NotSignedIn(cause.message, { cause })
        : new SignInUnavailable('The identity provider cannot be asked now.', { cause });
    });
    if (!payload.sub) throw new NotSignedIn('The token names nobody.');
    return payload.sub;
  };
}

/** What is wrong with the token has a class of its own in jose; what is wrong with the provider has none, or these. */
function isTheirFault(cause: unknown): cause is errors.JOSEError {
  return (
    cause instanceof errors.JOSEError &&
    cause.constructor !== errors.JOSEError &&
    !(cause instanceof errors.JWKSTimeout) &&
    !(cause instanceof errors.JWKSInvalid)
  );
}
