import { randomUUID } from 'node:crypto';
import { parse } from 'yaml';
import type { House } from './house.ts';

export const yaml = 'application/yaml';
export const gbEng = '/api/calendars/GB-ENG';

// oxlint-disable-next-line typescript/no-explicit-any -- any document, also a wrong one
export type Document = any;

/** Documents of FORMAT.md on their way to the API and back. */
export function rulesOf(house: House) {
  const send = async (method: string, who: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    house.request(
      method,
      path,
      {
        ...(who !== 'public' && { authorization: `Bearer ${await house.tokenOf(who)}` }),
        'idempotency-key': randomUUID(),
        ...headers,
      },
      body,
    );

  /** Whatever form it comes in. */
  const read = async (path: string, who = 'handler', accept = 'application/json') => {
    const { body, headers, status } = await send('GET', who, path, undefined, { accept });
    const type = headers.get('content-type') ?? '';
    return { status, type, text: body, document: type.includes('yaml') ? parse(body) : body };
  };

  return {
    send,
    read,
    put: (document: unknown, who = 'complaints-manager', headers = {}) => send('PUT', who, gbEng, document, headers),
    previewMoves: (document: unknown, who = 'complaints-manager', rest = '') =>
      send('POST', who, `${gbEng}/preview${rest}`, document),

    /** The calendar in force, with these days off as well, as a PUT wants it. */
    async withHolidays(...dates: string[]): Promise<Document> {
      const { revision, ...calendar } = (await read(gbEng)).document;
      const holidays = [...calendar.holidays, ...dates.map((date) => ({ date, name: 'Proclaimed' }))];
      return { ...calendar, basedOn: revision, holidays };
    },
  };
}

/** So many weekdays, from so many days after today on. */
export function weekdays(count: number, ahead = 1): string[] {
  const days = Array.from({ length: 40 }, (_, index) => new Date(Date.now() + (index + ahead) * 86_400_000));
  return days
    .filter((day) => day.getUTCDay() % 6 !== 0)
    .slice(0, count)
    .map((day) => day.toISOString().slice(0, 10));
}

/** Of the decision clock, for whoever complained this year. */
export const suspension = {
  id: 'strike',
  title: 'The post is on strike',
  from: '2026-12-01',
  to: '2026-12-10',
  clocks: ['decision'],
  appliesTo: { receivedFrom: '2026-01-01' },
  basis: 'target',
  confidence: 'K',
  sources: ['iso-10002'],
};
