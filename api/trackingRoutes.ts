import { Router, type Request } from 'express';
import { isReference, readable } from '../domain/reference.ts';
import { Refusal } from '../domain/refusal.ts';
import { findLetters, findTrail } from '../store/read.ts';
import type { TrackingAnswer } from './answers.ts';
import { keyOf } from './caller.ts';
import type { Desk, Opened, Parts } from './desk.ts';
import { localeOf } from './locale.ts';
import { trackingAction } from './schemas.ts';
import { trackingAnswer } from './tracking.ts';
import { trailFor } from './view.ts';

/** `/api/tracking`: for whoever holds the tracking code. */
export function tracking({ desk, parts }: { desk: Desk; parts: Parts }): Router {
  const router = Router();

  router.get('/:reference', async (req, res) => {
    res.json(await answer(await held(req), req));
  });

  router.post('/:reference/actions', async (req, res) => {
    const opened = await held(req);
    await desk.act(opened, trackingAction.parse(req.body), 'complainant', keyOf(req));
    res.json(await answer(await desk.again(opened), req));
  });

  return router;

  /** The complaint, if the code is its own. Unknown, wrong and missing look the same. */
  async function held(req: Request): Promise<Opened> {
    const reference = readable(String(req.params['reference']));
    const code = req.get('Tracking-Code') ?? '';
    const holds = isReference(reference) && (await desk.holdsCode(reference, code));
    const opened = holds ? await desk.open(reference) : undefined;
    if (!opened) throw new Refusal('unknown', 'wrongCode');
    return opened;
  }

  async function answer(opened: Opened, req: Request): Promise<TrackingAnswer> {
    const { reference } = opened.complaint;
    const [entries, letters] = [await findTrail(reference), await findLetters(reference)];
    const trail = trailFor(opened, entries, 'complainant');
    const { zone } = parts.organisation;
    return trackingAnswer({ opened, trail, letters, zone, locale: localeOf(req.get('Accept-Language')) });
  }
}
