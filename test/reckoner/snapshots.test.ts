import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { canonical } from '../../domain/trail.ts';
import { checkFolder } from '../../infra/procedureFiles.ts';
import { ownProcedures } from '../../infra/procedures.ts';
import { snapshotOf } from '../../infra/snapshot.ts';

/**
 * What Node 20.20.2 and Node 24.21.0 have made of each calendar; any other must make the same of it. A calendar or a zone
 * table that changes gives another digest: then both make it anew.
 */
const made = JSON.parse(readFileSync(new URL('snapshots.json', import.meta.url), 'utf8')) as Record<string, string>;

test('the snapshot of each calendar is the same on every version of Node', async () => {
  const { calendars } = await checkFolder(ownProcedures);
  const digests = calendars.map((calendar) => {
    const text = canonical(snapshotOf(calendar));
    return [`${calendar.id}/${calendar.revision}`, createHash('sha256').update(text).digest('hex')];
  });
  expect(Object.fromEntries(digests)).toEqual(made);
  expect(digests).toHaveLength(13);
});
