import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { Staff } from '../../domain/organisation.ts';
import { bulkIdFor } from '../../domain/reference.ts';
import { embedded } from '../../infra/organisation.ts';
import { freePort } from '../../infra/serve.ts';
import { BulkItemModel, BulkModel } from '../../store/bulkSchemas.ts';
import { findTrail } from '../../store/read.ts';
import { recordStep } from '../../store/record.ts';
import { ComplaintModel, EntryModel } from '../../store/schemas.ts';
import { applyThrough } from '../../worker/apply.ts';
import { bulkWorkflowId, workflowId } from '../../workflows/messages.ts';
import { openBeside } from '../support/beside.ts';
import { bulksOf, inform } from '../support/bulks.ts';
import { openHouse, type House } from '../support/house.ts';
import { assessment } from '../support/office.ts';

let house: House;
let bulks: ReturnType<typeof bulksOf>;
/** So many more are recorded, then all wait until the gate is opened. */
let left = Infinity;
let gate = Promise.resolve();
const isAtGate = (): boolean => left < 0;
/** Of one unit alone. */
const clerk: Staff = { id: 'clerk', roles: ['handler'], units: ['general'] };
beforeAll(async () => {
  house = await openHouse({
    organisation: { ...embedded, staff: [...embedded.staff, clerk] },
    async recordStep(step, answer) {
      if ((left -= 1) < 0) await gate;
      return recordStep(step, answer);
    },
  });
  bulks = bulksOf(house);
});
afterAll(() => house.close());

const strange = 'C-0000-0000-0000-0';
const kindsIn = async (reference: string) => (await findTrail(reference)).map(({ action }) => action.kind);

describe('one action over many complaints', () => {
  test('a dry run does nothing, and each complaint then has what it foretold', async () => {
    const references = await bulks.lodged(4);
    const [open, taken, over, withdrawn] = references as [string, string, string, string];
    await bulks.office.does('handler', open, assessment);
    await bulks.office.takeUp(taken);
    for (const each of [over, withdrawn]) {
      await bulks.office.does('handler', each, { kind: 'withdraw', onBehalf: true, channel: 'phone' });
    }
    await house.client.workflow.getHandle(workflowId(over)).terminate();
    await ComplaintModel.updateOne({ _id: over }, { $set: { 'complaint.clocks': [] } }); // nothing will happen to it
    const bulk = {
      references: [...references, strange, open.toLowerCase(), open],
      action: { kind: 'investigate', plan: 'Ask the depot.' },
    };
    const before = await Promise.all(references.map(kindsIn));
    const foretold = await bulks.done('handler', { ...bulk, dryRun: true });
    expect(await Promise.all(references.map(kindsIn))).toEqual(before);
    expect(foretold).toMatchObject({ state: 'done', dryRun: true, done: 5, total: 5 });
    expect(foretold.items).toEqual([
      { reference: open, result: 'done' },
      { reference: taken, result: 'refused', rule: 'stage', reason: expect.stringContaining('under investigation') },
      { reference: over, result: 'refused', rule: 'closedForGood', reason: expect.any(String) },
      { reference: withdrawn, result: 'refused', rule: 'stage', reason: expect.stringContaining('closed') },
      { reference: strange, result: 'refused', rule: 'unknownComplaint', reason: expect.any(String) },
    ]);

    const { items, ...standing } = await bulks.done('handler', bulk);
    expect(items).toEqual(foretold.items);
    expect(standing).toMatchObject({ by: 'handler', action: 'investigate', dryRun: false, done: 5, total: 5 });
    expect(await kindsIn(open)).toEqual(['receive', 'acknowledge', 'assess', 'investigate']);
    expect(await kindsIn(taken)).toEqual(before[1]);
    expect((await house.as('handler').read(open)).body.stage).toBe('underInvestigation');
  });

  test('what the desk refuses is refused for each complaint, in the language of who reads it', async () => {
    const references = await bulks.lodged(3);
    const path = await bulks.begun('manager', { references, action: { kind: 'assign', handler: 'nobody' } });
    const { items } = await bulks.ended('manager', path);
    expect(items.map(({ rule }) => rule)).toEqual(['unknownStaff', 'unknownStaff', 'unknownStaff']);
    const headers = { authorization: `Bearer ${await house.tokenOf('manager')}`, 'accept-language': 'fa' };
    const first = (await house.request('GET', `${path}?limit=2`, headers)).body;
    expect(first.items).toHaveLength(2);
    expect(first.items[0].reason).toMatch(/\p{Script=Arabic}/u);
    const rest = (await house.as('manager').get(`${path}?limit=2&cursor=${first.next}`)).body;
    expect(rest.items.map(({ reference }: { reference: string }) => reference)).toEqual(references.slice(2));
    expect(rest.next).toBeUndefined();
    expect(await house.as('manager').get(`${path}?cursor=x`)).toMatchObject({ status: 400 });
  });

  test('complaints of other units are as strange as those that do not exist', async () => {
    const [own, theirs] = [await bulks.lodged(1, { unit: 'general' }), await bulks.lodged(1, { unit: 'housing' })];
    const { items } = await bulks.done('clerk', { references: [...own, ...theirs, strange], action: inform });
    expect(items.map(({ result, rule }) => [result, rule])).toEqual([
      ['done', undefined],
      ['refused', 'unknownComplaint'],
      ['refused', 'unknownComplaint'],
    ]);
    expect(items[1]?.reason).toBe(items[2]?.reason);
    expect(await bulks.timesInformed([...own, ...theirs])).toEqual([1, 0]);
  });
});

describe('the same request again', () => {
  test('is the same bulk, also five times at once; with another body it is refused', async () => {
    const references = await bulks.lodged(3);
    const key = randomUUID();
    const body = { references, action: inform };
    const before = await BulkModel.countDocuments();
    const paths = await Promise.all(Array.from({ length: 5 }, () => bulks.begun('handler', body, key)));
    expect(new Set(paths).size).toBe(1);
    await bulks.ended('handler', paths[0]!);
    const again = await house.as('handler').post('/api/bulk', body, key);
    expect([again.status, again.headers.get('idempotent-replayed'), again.body.state]).toEqual([202, 'true', 'done']);
    expect(await BulkModel.countDocuments()).toBe(before + 1);
    expect(await bulks.timesInformed(references)).toEqual([1, 1, 1]);
    for (const other of [
      { references, action: { ...inform, words: 'It is not.' } },
      { ...body, dryRun: true },
    ]) {
      expect(await house.as('handler').post('/api/bulk', other, key)).toMatchObject({
        status: 409,
        body: { type: '/problems/repeated-key', rule: 'repeatedKey' },
      });
    }
    const theirs = await bulks.done('handler2', { ...body, dryRun: true }, key);
    expect(`/api/bulk/${theirs.id}`).not.toBe(paths[0]);
  });

  test('who did it and came to an end before that was on record has done it, once', async () => {
    const [reference = ''] = await bulks.lodged(1);
    const { id } = await bulks.done('handler', { references: [reference], action: inform });
    await house.client.workflow.getHandle(workflowId(reference)).terminate();
    const stored = await EntryModel.findOne({ reference, key: `handler/bulk.${id}` }).lean();
    const { action, by } = stored!.entry;
    const again = { $unset: { result: 1 }, $set: { action, by, digest: stored!.digest ?? '' } } as const;
    await BulkItemModel.updateOne({ _id: `${id}/000001` }, again);
    const apply = applyThrough(house.client, () => false);
    expect(await new MockActivityEnvironment().run(apply, id, [1])).toEqual([]);
    const { body } = await house.as('handler').get(`/api/bulk/${id}`);
    expect(body.items).toEqual([{ reference, result: 'done' }]);
    expect(await bulks.timesInformed([reference])).toEqual([1]);
  });

  test('one that Temporal never heard of is none, and is begun when it is sent again', async () => {
    const references = await bulks.lodged(2);
    const key = randomUUID();
    const body = { references, action: inform };
    // Nothing is tried again by itself, which would throw once the connection is closed.
    const connection = Connection.lazy({ address: `127.0.0.1:${await freePort()}`, interceptors: [] });
    const cutOff = await openBeside(house, new Client({ connection }));
    try {
      const { status } = await cutOff.ask('POST', '/api/bulk', 'handler', body, { 'idempotency-key': key });
      expect(status).toBe(503);
    } finally {
      cutOff.close();
      await connection.close();
    }
    const [{ _id: id } = { _id: '' }] = await BulkModel.find({ state: { $exists: false } }).lean();
    expect(await house.as('handler').get(`/api/bulk/${id}`)).toMatchObject({ status: 404 });
    expect(await house.as('handler').post(`/api/bulk/${id}/stop`, {})).toMatchObject({ status: 404 });
    expect(await bulks.done('handler', body, key)).toMatchObject({ id, done: 2 });
    expect(await bulks.timesInformed(references)).toEqual([1, 1]);
  });
});

describe('stopped and resumed', () => {
  /** Lets so many be recorded, has somebody do what begins or resumes it, and stops it while the next ones are under way. */
  async function stoppedAfter(count: number, path: string, who: string, goOn: () => Promise<unknown>) {
    let open = (): void => {};
    gate = new Promise((resolve) => (open = resolve));
    left = count;
    await goOn();
    while (!isAtGate()) await sleep(20);
    const stopping = house.as(who).post(`${path}/stop`, {});
    await bulks.until('auditor', path, ({ state }) => state === 'stopped');
    open();
    return stopping;
  }

  test('nothing is done while it is stopped; it goes on where it was, over many runs of its workflow', async () => {
    const references = await bulks.lodged(60);
    const key = randomUUID();
    const id = bulkIdFor('handler', key, house.secret);
    const path = `/api/bulk/${id}`;
    const body = { references, action: inform };
    const { status, body: stopped } = await stoppedAfter(5, path, 'handler', () => bulks.begun('handler', body, key));
    expect({ status, stopped }).toMatchObject({ status: 200, stopped: { state: 'stopped', total: 60 } });
    const told = async () => (await bulks.timesInformed(references)).filter((times) => times === 1).length;
    expect(stopped.done).toBeGreaterThanOrEqual(5);
    expect(stopped.done).toBeLessThan(20);
    expect(await told()).toBe(stopped.done);
    const kept = JSON.stringify([await BulkModel.findById(id).lean(), await BulkItemModel.find().lean()]);
    expect(kept).toContain('"kind":"inform"');
    expect(kept).not.toContain('strike');

    const run = async () => (await house.client.workflow.getHandle(bulkWorkflowId(id)).describe()).runId;
    const first = await run();
    const resumed = async () =>
      expect(await house.as('handler').post(`${path}/resume`, {})).toMatchObject({ body: { state: 'running' } });
    for (let round = 0; round < 5; round += 1) {
      expect(await stoppedAfter(1, path, 'complaints-manager', resumed)).toMatchObject({ body: { state: 'stopped' } });
      expect(await house.as('handler').post(`${path}/stop`, {})).toMatchObject({ body: { state: 'stopped' } });
    }
    left = Infinity;
    await resumed();
    expect(await bulks.ended('handler', path)).toMatchObject({ done: 60, total: 60 });
    expect(await bulks.timesInformed(references)).toEqual(references.map(() => 1));
    expect(await run()).not.toBe(first);
    for (const turn of ['stop', 'resume']) {
      expect(await house.as('handler').post(`${path}/${turn}`, {})).toMatchObject({
        status: 409,
        body: { rule: 'bulkOver' },
      });
    }
  });

  test('is for whoever began it and the complaints manager; the auditor may read', async () => {
    const path = await bulks.begun('handler', { references: [strange], action: inform });
    await bulks.ended('auditor', path);
    await bulks.ended('complaints-manager', path);
    const unknown = { status: 404, body: { detail: expect.stringContaining('no such bulk') } };
    for (const who of ['handler2', 'manager', 'head', 'administrator']) {
      expect(await house.as(who).get(path)).toMatchObject(unknown);
      expect(await house.as(who).post(`${path}/stop`, {})).toMatchObject(unknown);
    }
    expect(await house.as('auditor').post(`${path}/resume`, {})).toMatchObject(unknown);
    expect(await house.as('handler').get('/api/bulk/B-0000-0000-0000')).toMatchObject(unknown);
    expect(await house.as('public').get(path)).toMatchObject({ status: 401 });
    expect(await house.as('handler').post(`${path}/stop`, { now: true })).toMatchObject({ status: 400 });
  });
});
