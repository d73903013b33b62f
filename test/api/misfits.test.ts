import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { json, openSpeaker, planted } from './speaker.ts';

let speaker: Awaited<ReturnType<typeof openSpeaker>>;
beforeAll(async () => {
  speaker = await openSpeaker();
});
afterAll(() => speaker.close());

describe('a body or query that does not fit', () => {
  const errorsOf = async (body: unknown) => {
    const answer = await speaker.lodge(body);
    expect(answer).toMatchObject({ status: 400, body: { type: '/problems/invalid' } });
    return answer.body.errors;
  };

  it('is told place by place', async () => {
    expect(await errorsOf({ description: ' ', complainant: { email: 'no' }, subjects: [{ staff: 'x' }, {}] })).toEqual([
      { pointer: '/description', detail: 'There has to be something written here.' },
      { pointer: '/complainant/email', detail: 'Invalid email address' },
      { pointer: '/subjects/1', detail: 'This fits none of the possible forms.' },
    ]);
  });

  it('has what is missing told from what is wrong', async () => {
    const { body } = await speaker.ask('POST', '/api/complaints/C-1/actions', json, '{"kind":"find","allegation":"1"}');
    const detail = 'This field is needed.';
    expect(body.errors).toEqual(
      expect.arrayContaining([
        { pointer: '/outcome', detail },
        { pointer: '/words', detail },
        { pointer: '/allegation', detail: 'Invalid input: expected number, received string' },
      ]),
    );
    expect((await speaker.ask('POST', '/api/complaints/C-1/actions', json, '{}')).body.errors).toEqual([
      { pointer: '/kind', detail },
    ]);
  });

  it('has unknown fields named one by one, as JSON pointers', async () => {
    const errors = await errorsOf({ description: 'x', colour: 'red', place: { planet: 'x' } });
    expect(errors?.map(({ pointer }) => pointer).toSorted()).toEqual(['/colour', '/place/planet']);
  });

  it('has a name that is no name left out, and is not answered at greater length than it was sent', async () => {
    const key = `${planted} is an island`;
    const { text } = await speaker.lodge({ description: 'x', [key]: 1 });
    expect(text).not.toContain(planted);
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`field${index}`, 1]));
    const { body } = await speaker.lodge({ description: 'x', ...many });
    expect(body.errors).toHaveLength(50);
    expect(body['detail']).toContain('5,000 things');
  });

  it('is 422 where all of it is in the right form and cannot be, and 400 where only some is', async () => {
    const never = { occurredOn: '2026-02-30' };
    expect(await speaker.lodge({ description: 'x', ...never })).toMatchObject({
      status: 422,
      body: {
        type: '/problems/impossible',
        errors: [{ pointer: '/occurredOn', detail: 'This day or time does not exist.' }],
      },
    });
    expect(await speaker.lodge({ description: 7, ...never })).toMatchObject({ status: 400 });
  });

  it.each(['null', '"x"', '[]'])('is told as a whole where it is no object: %s', async (body) => {
    const answer = await speaker.ask('POST', '/api/complaints', json, body);
    expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining('JSON object') } });
  });

  it('is the query for a GET', async () => {
    const { status, body } = await speaker.ask('GET', `/api/complaints?limit=0&stage=%20&fly=1&text=${planted}`);
    expect(status).toBe(400);
    expect(body.errors?.map(({ pointer }) => pointer).toSorted()).toEqual(['/fly', '/limit', '/stage']);
    expect(body['instance']).toBe('/api/complaints');
  });
});

describe('what cannot be read at all', () => {
  const around = (bytes: number[]) =>
    Buffer.concat([Buffer.from('{"description":"'), Buffer.from(bytes), Buffer.from('"}')]);
  const post = (headers: Record<string, string>, body: string | Buffer) =>
    speaker.ask('POST', '/api/complaints', headers, body);

  it.each([
    ['broken JSON', json, `{"description": "${planted}"`, 400, 'invalid'],
    ['bytes that are not UTF-8', json, around([0xc3, 0x28]), 400, 'invalid'],
    ['half a surrogate pair as bytes', json, around([0xed, 0xa0, 0x80]), 400, 'invalid'],
    ['another type of content', { 'content-type': 'text/plain' }, planted, 415, 'unsupported-media-type'],
    ['no type of content', { 'content-type': '' }, planted, 415, 'unsupported-media-type'],
    ['another charset', { 'content-type': 'application/json; charset=utf-16' }, '{}', 415, 'unsupported-media-type'],
    [
      'an encoding of which we know nothing',
      { ...json, 'content-encoding': 'zip' },
      '{}',
      415,
      'unsupported-media-type',
    ],
    ['what says it is gzip and is not', { ...json, 'content-encoding': 'gzip' }, '{}', 400, 'invalid'],
    ['600 KB', json, JSON.stringify({ description: 'x'.repeat(600_000) }), 413, 'too-large'],
  ] as const)('%s', async (_, headers, body, status, kind) => {
    const answer = await post(headers, body);
    expect(answer).toMatchObject({ status, body: { type: `/problems/${kind}` } });
    expect(answer.text + speaker.logged()).not.toContain(planted);
  });

  it('takes a charset that is UTF-8, however it is written', async () => {
    const { status } = await post({ 'content-type': 'application/json; charset="UTF-8"' }, '{"description":"x"}');
    expect(status).toBe(200);
  });

  it('an address with a percent sign that stands for nothing', async () => {
    const asked = request(`${speaker.url}/throw/%E0%A4%A`).end();
    const [answer] = await once(asked, 'response');
    expect(answer).toMatchObject({ statusCode: 400 });
    answer.resume();
  });
});
