import { z } from 'zod';
import { Hopeless, persist, type Answer, type Patience } from './persist.ts';

export type SignIn = {
  /** A token that is good for another minute. */
  token(): Promise<string>;
  /** Another one than `refused`; many may ask at once. */
  renewed(refused: string): Promise<string>;
};

const granted = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().default(3600) });
const inReserve = 60_000;

/** A token from elsewhere cannot be renewed. */
export const fixedToken = (token: string): SignIn => ({
  token: async () => token,
  renewed: async () => {
    throw new Hopeless('Recourse does not accept RECOURSE_TOKEN (401): it is not valid, or no longer.');
  },
});

/** Client credentials (RFC 6749, 4.4) at the identity provider beside Recourse; renewed before they expire. */
export function clientCredentials(parts: { url: string; client: string; secret: string; patience: Patience }): SignIn {
  let current: Promise<{ token: string; until: number }> | undefined;
  const begin = () => {
    const asked = grant(parts);
    current = asked;
    asked.catch(() => {
      if (current === asked) current = undefined; // told to who waits for it; the next one asks anew
    });
    return asked;
  };
  return {
    async token() {
      const held = await (current ?? begin());
      return Date.now() < held.until ? held.token : this.renewed(held.token);
    },
    async renewed(refused) {
      const asked = current ?? begin();
      const held = await asked;
      if (held.token !== refused) return held.token;
      // Of many that were refused together, the first asks anew and the others wait with it.
      const anew = current === undefined || current === asked ? begin() : current;
      return (await anew).token;
    },
  };
}

async function grant({ url, client, secret, patience }: Parameters<typeof clientCredentials>[0]) {
  const basic = Buffer.from(`${encodeURIComponent(client)}:${encodeURIComponent(secret)}`).toString('base64');
  const answer = await persist(patience, (signal) =>
    fetch(`${url}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      redirect: 'error',
      signal,
    }),
  );
  const read = granted.safeParse(answer.body);
  if (answer.status !== 200 || !read.success) throw new Hopeless(refusal(url, client, answer));
  const { access_token: token, expires_in: seconds } = read.data;
  return { token, until: Date.now() + Math.max(seconds * 1_000 - inReserve, seconds * 500) };
}

function refusal(url: string, client: string, { status, body }: Answer): string {
  const said = z.object({ error: z.string() }).safeParse(body);
  const why = said.success ? `${status}, ${said.data.error}` : `${status}`;
  return `${url}/oidc/token gives “${client}” no token (${why}). Is RECOURSE_URL right, and RECOURSE_CLIENT?`;
}
