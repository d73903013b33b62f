// `VERSION=<day> npm run histories`: records the histories that the replay test reads, on servers of its own. Run before
// a release that changes workflows/ or domain/, and never over those of an earlier version.
import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { complainant } from '../../domain/actor.ts';
import { workflowId } from '../../workflows/messages.ts';
import { openHouse, type House } from '../support/house.ts';
import { officeOf } from '../support/office.ts';
import { openSkippingHouse } from '../support/skipping.ts';
import { decideIt, handler } from '../support/deeds.ts';

const version = process.env['VERSION'] ?? '';
let house: House;
let skipping: Awaited<ReturnType<typeof openSkippingHouse>>;
beforeAll(async () => {
  [house, skipping] = [await openHouse(), await openSkippingHouse()];
});
afterAll(async () => {
  await house.close();
  await skipping.time.teardown();
});

function keep(scenario: string, history: string): void {
  const file = new URL(`./${scenario}@${version}.json`, import.meta.url);
  expect(version).not.toBe('');
  expect(existsSync(file)).toBe(false);
  writeFileSync(file, history);
}

async function keepRuns(scenario: string, reference: string): Promise<void> {
  let runId: string | undefined = (await house.client.workflow.getHandle(workflowId(reference)).describe()).runId;
  for (let run = 1; runId; run += 1) {
    const history = await house.client.workflow.getHandle(workflowId(reference), runId).fetchHistory();
    keep(run === 1 ? scenario : `${scenario}-${run}-before`, historyToJSON(history));
    runId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? undefined;
  }
}

test('rejected, decided again, carried out, closed, over a continue-as-new', async () => {
  const office = officeOf(house);
  const { reference, trackingCode } = await office.lodge('public', { description: 'x', unit: 'housing' });
  const tracking = house.tracking(reference, trackingCode);
  await office.takeUp(reference);
  await office.answer(reference, 'handler', []);
  await tracking.act({ kind: 'reject' });
  await office.answer(reference, 'manager', [{ kind: 'apology' }], 'head');
  await tracking.act({ kind: 'accept' });
  await office.does('contact', reference, { kind: 'carryOut', redress: 1 });
  await office.does('handler', reference, { kind: 'verify', redress: 1 });
  await office.does('handler', reference, { kind: 'close', reason: 'accepted' });
  await tracking.act({ kind: 'reopen', reason: 'It is back.' }); // and whatever run there is now has begun
  await keepRuns('reviewedAndClosed', reference);
});

test('taken over from elsewhere, and ended', async () => {
  const importer = house.as('administrator');
  const receivedAt = '2025-03-14T05:20:00Z';
  const { body } = await importer.lodge({ description: 'x', channel: 'import', complainant: null, receivedAt }, randomUUID());
  const at = '2025-03-15T05:20:00Z';
  expect(await importer.act(body.reference, { kind: 'close', reason: 'closedElsewhere', at })).toMatchObject({ status: 200 });
  await keepRuns('imported', body.reference);
});

test('escalated by the clock at each tier', async () => {
  await skipping.tell('web', async (story) => {
    await skipping.time.sleep('100 days');
    keep('escalatedByClock', await story.history());
  });
});

test('unanswered, surveyed, ended by itself', async () => {
  await skipping.tell('letter', async (story) => {
    await story.does(handler, { kind: 'acknowledge' });
    await decideIt(story);
    await skipping.time.sleep('40 days');
    await story.does(complainant, { kind: 'rate', process: 2, outcome: 1 });
    await story.ended();
    keep('unanswered', await story.history());
  });
});
