import { Router, type Request } from 'express';
import { Refusal } from '../domain/refusal.ts';
import type { Calendar } from '../domain/reckoner/calendar.ts';
import { canonical } from '../domain/trail.ts';
import { keepCalendar } from '../store/rulebook.ts';
import { keyOf, type Callers } from './caller.ts';
import type { Desk, Parts } from './desk.ts';
import { followingOf, type Following } from './following.ts';
import { documentBody, sendDocument, textOf } from './document.ts';
import { revisedCalendar } from './revisedCalendar.ts';
import { movesOf } from './revisionPreview.ts';
import type { LiveRulebook } from './rulebook.ts';
import { cursorIn, ofRevision } from './ruleSchemas.ts';

type Rooms = { rulebook: LiveRulebook; desk: Desk; parts: Parts; callers: Callers; following: Following };

/** `/api/calendars`: a route parses, asks, answers. */
export function calendars({ rulebook, desk, parts, callers, following }: Rooms): Router {
  const router = Router();

  router.get('/:id', async (req, res) => {
    await callers.staff(req);
    const { revision } = ofRevision.parse(req.query);
    const known = await revisionsOf(req);
    const found = revision === undefined ? known.at(-1) : known.find((each) => each.revision === revision);
    if (!found) throw new Refusal('unknown', 'noSuchCalendar');
    sendDocument(req, res, found);
  });

  router.get('/:id/revisions/:revision', async (req, res) => {
    await callers.staff(req);
    const { id, revision } = req.params;
    const which = (await revisionsOf(req)).find((each) => each.revision === Number(revision));
    if (!which) throw new Refusal('unknown', 'noSuchCalendar');
    res.json(await followingOf(parts, { id, revision: which.revision }));
  });

  router.put('/:id', ...documentBody, async (req, res) => {
    const by = await managerOf(req);
    const known = await revisionsOf(req);
    const calendar = revisedCalendar(textOf(req), String(req.params['id']));
    const { id, revision } = calendar;
    if (isRepeat(known, calendar)) res.set('Idempotent-Replayed', 'true');
    else {
      notStale(known, calendar);
      const isKept = await keepCalendar({ calendar: id, revision, document: calendar, by, untold: true });
      if (!isKept) notStale(await revisionsOf(req), calendar);
    }
    await rulebook.again();
    await following.now();
    sendDocument(req, res, calendar);
  });

  router.post('/:id/preview', ...documentBody, async (req, res) => {
    await managerOf(req);
    const { cursor } = cursorIn.parse(req.query);
    keyOf(req);
    const calendar = revisedCalendar(textOf(req), String(req.params['id']));
    notStale(await revisionsOf(req), calendar);
    res.json(await movesOf(calendar, cursor, new Date().toISOString(), desk));
  });

  return router;

  /** Every revision, as it stands now: a stale one is not to be built upon. */
  async function revisionsOf({ params }: Request): Promise<Calendar[]> {
    return (await rulebook.again()).calendars.get(String(params['id'])) ?? [];
  }

  async function managerOf(req: Request): Promise<string> {
    const { id, roles } = await callers.staff(req);
    if (!roles.includes('complaints-manager')) throw new Refusal('not-yours', 'complaintsManagerOnly');
    return id;
  }
}

/** What is there under its number already, word by word: the answer to it was lost. */
function isRepeat(known: readonly Calendar[], calendar: Calendar): boolean {
  const newest = known.at(-1);
  return newest?.revision === calendar.revision && canonical(newest) === canonical(calendar);
}

function notStale(known: readonly Calendar[], { revision }: Calendar): void {
  const newest = known.at(-1)?.revision ?? 0;
  if (revision !== newest + 1) throw new Refusal('not-now', 'stale', { revision: newest });
}
