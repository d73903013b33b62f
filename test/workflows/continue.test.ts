import type { Complaint } from '../../domain/complaint.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { current, workflowId } from '../../workflows/messages.ts';
import { findComplaint, findTrail } from '../../store/read.ts';
import { openHouse, type House } from '../support/house.ts';
import { officeOf } from '../support/office.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const inform = { kind: 'inform', words: 'We are on it.' };

const unmoved = ({ clocks }: Pick<Complaint, 'clocks'>) => clocks.filter(({ name }) => name !== 'update');

test('continuing as new in the middle of a tier changes nothing that anyone can see', async () => {
  const office = officeOf(house);
  const lodging = randomUUID();
  const { body: lodged } = await house.as('public').lodge({ description: 'It goes on and on.' }, lodging);
  const { reference } = lodged;
  await office.takeUp(reference);
  const before = (await house.as('handler').read(reference)).body;

  const first = randomUUID();
  await house.as('handler').act(reference, inform, first);
  for (let count = 0; count < 20; count += 1) await office.does('handler', reference, inform);

  const { body: history } = await house.as('auditor').get(`/api/complaints/${reference}/history`);
  expect(history.runs.length).toBeGreaterThan(1);

  // The stage, the clocks but the one that each word to the complainant starts anew, and their due instants are what they were; the trail has no gap.
  const after = (await house.as('handler').read(reference)).body;
  expect(after).toMatchObject({
    stage: before.stage,
    tier: before.tier,
    handler: before.handler,
  });
  expect(unmoved(after)).toEqual(unmoved(before));
  expect((await findTrail(reference)).map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: after.version }, (_, index) => index + 1),
  );
  expect(await house.client.workflow.getHandle(workflowId(reference)).query(current)).toEqual(
    await findComplaint(reference),
  );

  // Keys of before still answer, for the action and for the receipt, and another body is still told apart.
  expect(await house.as('handler').act(reference, inform, first)).toMatchObject({
    status: 200,
    body: { version: after.version },
  });
  expect(await house.as('handler').act(reference, { ...inform, words: 'Other.' }, first)).toMatchObject({
    status: 409,
  });
  expect(await house.as('public').lodge({ description: 'It goes on and on.' }, lodging)).toMatchObject({
    status: 201,
    body: { reference, trackingCode: lodged.trackingCode, version: after.version },
  });
  expect(await office.answer(reference, 'handler', [])).toMatchObject({ stage: 'decided' });
});
