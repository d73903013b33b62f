import { Hopeless, persist, type Answer, type Patience } from './persist.ts';
import type { SignIn } from './signIn.ts';

export type Api = ReturnType<typeof openApi>;

/** Posts to Recourse with a key; renews the sign-in once when it is refused. */
export function openApi({ url, signIn, patience }: { url: string; signIn: SignIn; patience: Patience }) {
  const post = async (path: string, key: string, body: unknown, token: string): Promise<Answer> =>
    persist(patience, (signal) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'accept-language': 'en',
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
        redirect: 'error',
        signal,
      }),
    );

  return {
    async post(path: string, key: string, body: unknown): Promise<Answer> {
      const token = await signIn.token();
      const answer = await post(path, key, body, token);
      if (answer.status !== 401) return answer;
      const again = await post(path, key, body, await signIn.renewed(token));
      if (again.status === 401) throw new Hopeless('Recourse does not accept the sign-in (401).');
      return again;
    },
  };
}
