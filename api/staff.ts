import { Router, type Request } from 'express';
import type { StaffRole } from '../domain/actor.ts';
import { Refusal } from '../domain/refusal.ts';
import { findStaffVersion } from '../store/staff.ts';
import type { StaffVersion } from '../store/staffSchemas.ts';
import type { Absences } from './absences.ts';
import { keyOf, type Callers } from './caller.ts';
import { cursorOf, placeOf } from './cursor.ts';
import type { Parts } from './desk.ts';
import type { Directory } from './directory.ts';
import { localeOf } from './locale.ts';
import { paging } from './schemas.ts';
import type { StaffAnswer } from './staffAnswers.ts';
import { beginRecord, changeRecord, importRecords, staffAnswer, type Office } from './staffRecords.ts';
import { changedStaff, newStaff, ofVersion, staffFile } from './staffSchemas.ts';

type Rooms = { parts: Parts; callers: Callers; directory: Directory; absences: Absences };

const keepers: readonly StaffRole[] = ['administrator', 'complaints-manager'];

/** `/api/staff`: a route parses, asks, answers. */
export function staff({ parts, callers, directory, absences }: Rooms): Router {
  const router = Router();
  const { keyring, organisation } = parts;

  router.get('/', async (req, res) => {
    await readerOf(req);
    const { limit, cursor } = paging.parse(req.query);
    const after = placeOf(cursor, (place) => place.length === 1)?.[0] ?? '';
    const all = (await directory.again()).toSorted((one, other) => (one._id < other._id ? -1 : 1));
    const left = all.filter(({ _id }) => _id > after);
    const page = left.slice(0, limit);
    const last = page.at(-1);
    res.json({
      items: page.map((kept) => staffAnswer(kept, keyring)),
      ...(left.length > limit && last && { next: cursorOf([last._id]) }),
    });
  });

  router.post('/', async (req, res) => {
    const office = await officeOf(req);
    const asked = newStaff.parse(req.body);
    const { isRepeat } = await beginRecord(asked, keyOf(req), office);
    await absences.now();
    if (isRepeat) res.set('Idempotent-Replayed', 'true');
    res
      .status(201)
      .location(`${req.baseUrl}/${asked.id}`)
      .json(await answer(asked.id));
  });

  router.post('/import', async (req, res) => {
    const office = await officeOf(req);
    const { csv } = staffFile.parse(req.body);
    keyOf(req); // malformed is refused; a repeat changes nothing anyway
    const imported = await importRecords(csv, localeOf(req.get('Accept-Language')), office);
    await absences.now();
    await directory.again();
    res.json(imported);
  });

  router.get('/:id', async (req, res) => {
    await readerOf(req);
    const { version } = ofVersion.parse(req.query);
    res.json(await answer(req.params.id, version));
  });

  router.put('/:id', async (req, res) => {
    const office = await officeOf(req);
    const { id } = req.params;
    const { basedOn, ...asked } = changedStaff.parse(req.body);
    if (asked.id !== undefined && asked.id !== id) {
      throw new Refusal('impossible', 'otherStaff', { pointer: '/id' });
    }
    const { isRepeat } = await changeRecord({ ...asked, id }, basedOn, office);
    await absences.now();
    if (isRepeat) res.set('Idempotent-Replayed', 'true');
    res.json(await answer(id));
  });

  return router;

  /** As it stands now, also after a change: the directory is read again. */
  async function answer(id: string, version?: number): Promise<StaffAnswer> {
    const kept = (await directory.again()).find(({ _id }) => _id === id);
    const found: StaffVersion | undefined =
      version === undefined || version === kept?.version ? kept : await findStaffVersion(id, version);
    if (!found) throw new Refusal('unknown', 'noSuchStaff');
    return staffAnswer(found, keyring);
  }

  async function officeOf(req: Request): Promise<Office> {
    const { id, roles } = await callers.staff(req);
    if (!roles.some((role) => keepers.includes(role))) throw new Refusal('not-yours', 'staffRecords');
    return { keyring, organisation, directory, by: id };
  }

  async function readerOf(req: Request): Promise<void> {
    const { roles } = await callers.staff(req);
    if (!roles.some((role) => role === 'auditor' || keepers.includes(role))) {
      throw new Refusal('not-yours', 'staffRecords');
    }
  }
}
