import type { z } from 'zod';
import type { Instant } from '../domain/complaint.ts';
import { addDays } from '../domain/day.ts';
import { seesAllUnits, type Staff } from '../domain/organisation.ts';
import { isReference, readable } from '../domain/reference.ts';
import { findByTokens, findKeys } from '../store/keys.ts';
import { listComplaints, type Listed, type Listing } from '../store/list.ts';
import type { Line } from '../store/schemas.ts';
import type { ListAnswer, ListItemAnswer } from './answers.ts';
import { cursorOf, placeOf } from './cursor.ts';
import type { Parts } from './desk.ts';
import { mayReadWords } from './person.ts';
import type { listing } from './schemas.ts';
import { tokensOf } from './tokens.ts';
import { clockAnswer } from './view.ts';
import { sealsOf } from './words.ts';
import { startOf } from '../infra/zone.ts';

export type Asked = z.infer<typeof listing>;

/** One page of what this person may see, in order. */
export async function listFor(asked: Asked, person: Staff, now: Instant, parts: Parts): Promise<ListAnswer> {
  const searched = asked.text === undefined ? undefined : await search(asked.text, person, parts);
  if (searched?.references.length === 0) return { items: [] };
  const { zone } = parts.organisation;
  const found = await listComplaints({
    ...narrowed(asked, person, now, zone),
    ...(searched && { references: searched.references }),
  });
  const page = found.slice(0, asked.limit);
  const last = page.at(-1)?.place;
  const shown = searched?.byWords ? page.filter(({ line }) => mayReadWords(person, line)) : page;
  const items = await withTitles(shown, person, parts);
  return { items, ...(found.length > page.length && last && { next: cursorOf([last.value, last.reference]) }) };
}

function narrowed(asked: Asked, person: Staff, now: Instant, zone: string): Listing {
  const { stage, tier, unit, handler, category, overdue, dueBefore, receivedFrom, receivedTo, sort, limit, cursor } =
    asked;
  const after = placeOf(
    cursor,
    ([value = '', reference = '']) => !Number.isNaN(Date.parse(value)) && isReference(reference),
  );
  const before = [dueBefore, overdue && now].filter((each) => each !== undefined).toSorted()[0];
  return {
    // The rarest first: by the first of them the index is entered.
    marks: [
      ...(handler ? [`handler:${handler === 'me' ? person.id : handler}`] : []),
      ...(category ? [`category:${category}`] : []),
      ...(unit ? [`unit:${unit}`] : []),
      ...(stage ? [`stage:${stage}`] : []),
      ...(tier ? [`tier:${tier}`] : []),
      overdue ? 'open' : 'all',
    ],
    sort,
    limit: limit + 1,
    ...(!seesAllUnits(person) && { units: person.units }),
    ...(before && { dueBefore: before }),
    ...(receivedFrom && { receivedFrom: startOf(zone, receivedFrom) }),
    ...(receivedTo && { receivedBefore: startOf(zone, addDays(receivedTo, 1)) }),
    ...(after && { after: { value: after[0] ?? '', reference: after[1] ?? '' } }),
  };
}

/** The complaints that a search means: by reference, else by the words in them where this person reads words at all. */
async function search(
  text: string,
  person: Staff,
  { secret }: Parts,
): Promise<{ references: string[]; byWords: boolean }> {
  const reference = readable(text);
  if (isReference(reference)) return { references: [reference], byWords: false };
  const mayRead = person.roles.some((role) => role !== 'administrator');
  const tokens = mayRead ? tokensOf([text], secret) : [];
  return { references: tokens.length > 0 ? await findByTokens(tokens) : [], byWords: true };
}

async function withTitles(listed: Listed[], person: Staff, { keyring }: Parts): Promise<ListItemAnswer[]> {
  const keys = await findKeys(listed.filter(({ title }) => title).map(({ place }) => place.reference));
  return listed.map(({ line, title }) => {
    const { reference } = line;
    const key = keys.get(reference);
    const item = itemOf(line);
    if (!title || !key || !mayReadWords(person, line)) return item;
    return {
      ...item,
      title: String(sealsOf(keyring, reference, keyring.unwrap(reference, key.wrapped)).opened(title)),
    };
  });
}

function itemOf({ subjects: _subjects, conflicts: _conflicts, next, ...facts }: Line): ListItemAnswer {
  return {
    ...facts,
    ...(next && { next: clockAnswer(next) }),
  };
}
