import { Router, type Request } from 'express';
import type { StaffRole } from '../domain/actor.ts';
import type { Staff } from '../domain/organisation.ts';
import { Refusal } from '../domain/refusal.ts';
import { versionOf } from '../infra/procedures.ts';
import { revisionIn } from '../infra/rulebook.ts';
import { jsonBody } from './body.ts';
import { keyOf, type Callers } from './caller.ts';
import { cursorOf, placeOf } from './cursor.ts';
import type { Desk, Parts } from './desk.ts';
import { documentBody, sendDocument, textOf } from './document.ts';
import { followingOf, type Following } from './following.ts';
import { localeOf } from './locale.ts';
import { approve, findDocument, itemsOf, placeOfItem, propose } from './proposals.ts';
import { publicPage } from './publicPage.ts';
import type { ProcedureItem } from './ruleAnswers.ts';
import { movesOf } from './revisionPreview.ts';
import type { LiveRulebook } from './rulebook.ts';
import { rulePreview } from './rulePreview.ts';
import { approval, cursorIn, ofRevision, previewed } from './ruleSchemas.ts';
import { paging } from './schemas.ts';
import { dayIn } from '../infra/zone.ts';

type Rooms = { rulebook: LiveRulebook; desk: Desk; parts: Parts; callers: Callers; following: Following };

/** `/api/procedures`: a route parses, asks, answers. */
export function procedures({ rulebook, desk, parts, callers, following }: Rooms): Router {
  const router = Router();
  const json = jsonBody('64kb');

  router.get('/', async (req, res) => {
    await callers.staff(req);
    const { limit, cursor } = paging.parse(req.query);
    const after = placeOf(cursor, (place) => place.length === 1)?.[0] ?? '';
    const left = (await items()).filter((item) => placeOfItem(item) > after);
    const page = left.slice(0, limit);
    const last = page.at(-1);
    res.json({ items: page, ...(left.length > limit && last && { next: cursorOf([placeOfItem(last)]) }) });
  });

  router.post('/', ...documentBody, async (req, res) => {
    const person = await callers.staff(req);
    if (!hasRole(person, ['complaints-manager'])) throw new Refusal('not-yours', 'complaintsManagerOnly');
    const { document, isRepeat } = await propose(textOf(req), person, keyOf(req), rulebook);
    if (isRepeat) res.set('Idempotent-Replayed', 'true');
    res
      .status(202)
      .location(`${req.baseUrl}/${document.id}/${document.version}?revision=${document.revision}`)
      .json(await itemFor(document));
  });

  router.get('/:id/:version', async (req, res) => {
    await callers.staff(req);
    const { revision } = ofRevision.parse(req.query);
    sendDocument(req, res, await asked(req, revision));
  });

  router.post('/:id/:version/approval', ...json, async (req, res) => {
    const person = await callers.staff(req);
    if (!hasRole(person, ['complaints-manager', 'head'])) throw new Refusal('not-yours', 'approversOnly');
    const { body }: { body: unknown } = req;
    const { revision } = approval.parse(body ?? {});
    keyOf(req); // malformed is refused; a repeat is no second approval anyway
    const document = await approve(versionIn(req), revision, person, rulebook);
    await following.now();
    res.json(await itemFor(document));
  });

  router.get('/:id/:version/revisions/:revision', async (req, res) => {
    await callers.staff(req);
    const which = { ...versionIn(req), revision: Number(req.params['revision']) };
    if (!revisionIn(await rulebook.again(), which)) throw new Refusal('unknown', 'noSuchVersion');
    res.json(await followingOf(parts, which));
  });

  router.get('/:id/:version/revisions/:revision/moves', async (req, res) => {
    const person = await callers.staff(req);
    if (!hasRole(person, ['complaints-manager', 'head'])) throw new Refusal('not-yours', 'approversOnly');
    const { cursor } = cursorIn.parse(req.query);
    const document = await asked(req, Number(req.params['revision']));
    const book = await rulebook.current();
    const revision = revisionIn({ ...book, revisions: [document, ...book.revisions] }, document);
    if (!revision) throw new Refusal('unknown', 'noSuchVersion');
    res.json(await movesOf(revision, cursor, new Date().toISOString(), desk));
  });

  router.get('/:id/:version/public', async (req, res) => {
    const { id, version } = versionIn(req);
    const document = versionOf((await rulebook.current()).procedures, id, version);
    if (!document) throw new Refusal('unknown', 'noSuchVersion');
    const locale = localeOf(req.get('Accept-Language'));
    res.vary('Accept-Language').set('Content-Language', locale).json(publicPage(document, locale));
  });

  router.post('/:id/:version/preview', ...json, async (req, res) => {
    await callers.staff(req);
    const { revision } = ofRevision.parse(req.query);
    const document = await asked(req, revision);
    const request = previewed.parse(req.body);
    keyOf(req);
    const locale = localeOf(req.get('Accept-Language'));
    res.json(rulePreview(document, request, await rulebook.current(), new Date().toISOString(), locale));
  });

  return router;

  async function items(): Promise<ProcedureItem[]> {
    return itemsOf(await rulebook.current(), dayIn(parts.organisation.zone, new Date().toISOString()));
  }

  async function itemFor(document: Pick<ProcedureItem, 'id' | 'version' | 'revision'>): Promise<ProcedureItem> {
    const item = (await items()).find((each) => placeOfItem(each) === placeOfItem(document));
    if (!item) throw new Refusal('not-now', 'laterRevision'); // a repeat of what a later revision has replaced
    return item;
  }

  async function asked(req: Request, revision: number | undefined) {
    const document = await findDocument(versionIn(req), revision, await rulebook.current());
    if (!document) throw new Refusal('unknown', 'noSuchVersion');
    return document;
  }
}

const versionIn = ({ params }: Request) => ({ id: String(params['id']), version: String(params['version']) });

const hasRole = ({ roles }: Staff, wanted: readonly StaffRole[]): boolean =>
  roles.some((role) => wanted.includes(role));
