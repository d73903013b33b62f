import { WorkflowNotFoundError } from '@temporalio/client';
import { Router, type Request } from 'express';
import type { Staff } from '../domain/organisation.ts';
import type { StaffRole } from '../domain/actor.ts';
import { Refusal } from '../domain/refusal.ts';
import { patience, refusalIn } from '../infra/answer.ts';
import { countResults, findBulk, findResults, type Bulk } from '../store/bulk.ts';
import { bulkWorkflowId, resume, stop } from '../workflows/messages.ts';
import type { BulkAnswer, StandingAnswer } from './bulkAnswers.ts';
import { newBulk, nothing } from './bulkSchemas.ts';
import { takeBulk } from './bulkTaking.ts';
import { keyOf, type Callers } from './caller.ts';
import { cursorOf, placeOf } from './cursor.ts';
import type { Desk, Parts } from './desk.ts';
import { localeOf, sayRefusal } from './locale.ts';
import { paging } from './schemas.ts';

type Rooms = { desk: Desk; parts: Parts; callers: Callers };

const readers: readonly StaffRole[] = ['complaints-manager', 'auditor'];
const turners: readonly StaffRole[] = ['complaints-manager'];
const turns = { stop, resume };

/** `/api/bulk`: a route parses, asks, answers. */
export function bulk({ desk, parts, callers }: Rooms): Router {
  const router = Router();

  router.post('/', async (req, res) => {
    const person = await callers.staff(req);
    const request = newBulk.parse(req.body);
    const { bulk: taken, isRepeat } = await takeBulk(request, person, keyOf(req), { desk, parts });
    if (isRepeat) res.set('Idempotent-Replayed', 'true');
    res
      .status(202)
      .location(`${req.baseUrl}/${taken.id}`)
      .json(await standingOf(taken.id));
  });

  router.get('/:id', async (req, res) => {
    const { id } = await known(req, readers);
    const { limit, cursor } = paging.parse(req.query);
    const after = Number(placeOf(cursor, ([number]) => /^\d{1,5}$/.test(number ?? ''))?.[0] ?? 0);
    const locale = localeOf(req.get('Accept-Language'));
    const standing = await standingOf(id); // before its results: of one that is done none are missing
    const found = await findResults(id, after, limit + 1);
    const page = found.slice(0, limit);
    const answer: BulkAnswer = {
      ...standing,
      items: page.map(({ reference, refusal }) => ({
        reference,
        ...(refusal
          ? { result: 'refused', rule: refusal.rule, reason: sayRefusal(locale, refusal) }
          : { result: 'done' }),
      })),
      ...(found.length > limit && { next: cursorOf([`${page.at(-1)?.number}`]) }),
    };
    res.json(answer);
  });

  for (const turn of ['stop', 'resume'] as const) {
    router.post(`/:id/${turn}`, async (req, res) => {
      const { id, person } = await known(req, turners);
      nothing.parse(req.body ?? {});
      await ask(id, turn, `${person.id}/${turn}/${keyOf(req)}`);
      res.json(await standingOf(id));
    });
  }

  return router;

  /** The bulk that a request is about, for whoever began it and those with one of these roles. */
  async function known(req: Request, roles: readonly StaffRole[]): Promise<Bulk & { person: Staff }> {
    const person = await callers.staff(req);
    const found = await findBulk(String(req.params['id']));
    const may = found?.by === person.id || person.roles.some((role) => roles.includes(role));
    if (!found?.state || !may) throw unknown();
    return { ...found, person };
  }

  async function ask(id: string, turn: keyof typeof turns, updateId: string): Promise<void> {
    const { client } = parts;
    const handle = client.workflow.getHandle(bulkWorkflowId(id));
    await client
      .withDeadline(Date.now() + patience, () => handle.executeUpdate(turns[turn], { updateId }))
      .catch((error: unknown) => {
        if (error instanceof WorkflowNotFoundError) throw new Refusal('not-now', 'bulkOver');
        throw refusalIn(error) ?? error;
      });
  }
}

async function standingOf(id: string): Promise<StandingAnswer> {
  const found = await findBulk(id);
  if (!found?.state) throw unknown();
  const { by, at, state, kind, dryRun, total } = found;
  return { id, by, at, state, action: kind, dryRun, done: await countResults(id), total };
}

const unknown = (): Refusal => new Refusal('unknown', 'unknownBulk');
