import './urlParse.ts';
import { createECDH, hkdfSync } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JSONWebKeySet, JWK } from 'jose';
import { Provider, type AdapterConstructor, type ClientMetadata } from 'oidc-provider';

/** The embedded identity provider: for trying out, as its secrets are printed. */
export type Identity = {
  /** What Express mounts. */
  handler: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** What verifies its tokens, for `createSignIn`. */
  keys: JSONWebKeySet;
};

type Parts = {
  /** Address under which the handler is mounted; tokens and discovery name it. */
  issuer: string;
  /** The signing key is derived from this, so that every API process has the same, also after a restart. */
  secretSeed: string;
  /** Whom it signs in, each by the secret `demo`. */
  people: readonly string[];
  /** What access tokens are for. */
  audience?: string;
};

const hour = 3_600;
const resource = 'urn:recourse:api';

/** Signs in the given people by client credentials, with access tokens as RFC 9068 has them. */
export function createIdentity({ issuer, secretSeed, people, audience = 'recourse' }: Parts): Identity {
  const key = signingKey(secretSeed);
  const provider = new Provider(issuer, {
    adapter: Forgetful,
    clients: people.map(clientFor),
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    cookies: { keys: [secretSeed] },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        getResourceServerInfo: () => ({
          audience,
          scope: '',
          accessTokenFormat: 'jwt',
          accessTokenTTL: hour,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    jwks: { keys: [key] },
    scopes: [],
    ttl: { ClientCredentials: hour },
  });
  const { d: _, ...open } = key;
  return { handler: provider.callback(), keys: { keys: [open] } };
}

const clientFor = (id: string): ClientMetadata => ({
  client_id: id,
  client_secret: 'demo',
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
  token_endpoint_auth_method: 'client_secret_basic', // the provider takes client_secret_post for it as well
  id_token_signed_response_alg: 'ES256',
});

/** A P-256 key that is always the same for the same seed. */
function signingKey(seed: string): JWK {
  const secret = Buffer.from(hkdfSync('sha256', seed, new Uint8Array(), 'recourse identity', 32));
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(secret); // throws for one seed in 2^32: then the seed must be another
  const point = curve.getPublicKey(); // 4, x, y
  const part = (from: number): string => point.subarray(from, from + 32).toString('base64url');
  const numbers = { x: part(1), y: part(33), d: secret.toString('base64url') };
  return { kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', kid: part(1).slice(0, 8), ...numbers };
}

/** Access tokens verify by themselves and clients stand above, so nothing is kept; a code flow needs more than this. */
const Forgetful: AdapterConstructor = class {
  async find(): Promise<void> {}
  async findByUid(): Promise<void> {}
  async findByUserCode(): Promise<void> {}
  async destroy(): Promise<void> {}
  upsert = refuse;
  consume = refuse;
  revokeByGrantId = refuse;
};

async function refuse(): Promise<void> {
  throw new Error('The embedded identity provider keeps nothing.');
}
