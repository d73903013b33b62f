import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

const document = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });
const patience = 5_000;

/**
 * The keys of an OpenID provider, by its discovery document: asked for when first needed, then kept, and asked for
 * again when a token names a key that is not among them. Rejects while the provider does not answer, and asks anew.
 */
export function discover(issuer: string): JWTVerifyGetKey {
  let found: Promise<JWTVerifyGetKey> | undefined;

  return async (header, token) => {
    found ??= find(issuer).catch((error: unknown) => {
      found = undefined; // the next one may have more luck
      throw error;
    });
    return (await found)(header, token);
  };
}

async function find(issuer: string): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(patience) });
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  const { issuer: named, jwks_uri } = document.parse(await answer.json());
  if (named !== issuer) throw new Error(`${address} speaks for ${named}`);
  if (issuer.startsWith('https:') && !jwks_uri.startsWith('https:')) throw new Error(`${jwks_uri} is not https`);
  return createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: patience });
}
