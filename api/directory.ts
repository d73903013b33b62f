import type { Day } from '../domain/complaint.ts';
import type { Absence, Organisation, Staff } from '../domain/organisation.ts';
import { staffOn, type StaffRecord } from '../domain/staff.ts';
import type { Keyring } from '../infra/keyring.ts';
import { findStaff, keepFirstStaff, type KeptStaff } from '../store/staff.ts';
import { sealsOf } from '../infra/words.ts';
import { dayIn } from '../infra/zone.ts';

/** How old the directory may be where another API may have changed it. */
const patience = 5_000;
/** Since when the first staff of an organisation have their roles. */
const begin = '2000-01-01';

/** Everybody who works here, as their records stand. */
export type Directory = ReturnType<typeof openDirectory>;

type Parts = { organisation: Organisation; keyring: Keyring };

/** The staff of the organisation's file are kept when they are first seen; what is in the database stands. */
export function openDirectory({ organisation, keyring }: Parts) {
  let known: ReadonlyMap<string, KeptStaff> = new Map();
  let readAt = -Infinity;
  let reading: Promise<typeof known> | undefined;

  /** Everybody as they are on a day: worked out once, as every action asks for it. */
  let seen: { records: typeof known; day: Day; staff: Staff[] } | undefined;

  const read = async (): Promise<typeof known> => {
    if (readAt === -Infinity) await keepFirst();
    known = new Map((await findStaff()).map((each) => [each._id, each]));
    readAt = performance.now();
    return known;
  };

  const keepFirst = async (): Promise<void> => {
    const there = new Set((await findStaff()).map(({ _id }) => _id));
    const first = organisation.staff.filter(({ id }) => !there.has(id));
    await keepFirstStaff(first.map((person) => ({ record: firstRecord(person), ...sealName(keyring, person) })));
  };

  const again = (): Promise<typeof known> => (reading ??= read().finally(() => (reading = undefined)));
  const current = async (): Promise<typeof known> => (performance.now() - readAt < patience ? known : again());
  const today = () => dayIn(organisation.zone, new Date().toISOString());

  return {
    today,

    /** All as they stand now: after a change here. */
    async again(): Promise<readonly KeptStaff[]> {
      await reading?.catch(() => undefined); // it may have begun before the change
      return [...(await again()).values()];
    },

    /** Everybody as they are today, also who has no role any more. */
    async staff(): Promise<readonly Staff[]> {
      const [records, day] = [await current(), today()];
      if (seen?.records !== records || seen.day !== day) {
        seen = { records, day, staff: [...records.values()].map(({ record }) => staffOn(record, day)) };
      }
      return seen.staff;
    },

    /** Somebody as they are today. Whoever is not known is looked for anew: another API may have begun their record. */
    async person(id: string): Promise<Staff | undefined> {
      const found = (await current()).get(id) ?? (await again()).get(id);
      return found && staffOn(found.record, today());
    },
  };
}

const contextOf = (id: string): string => `staff/${id}`;

/** A name as it is stored: sealed with a key of its own. */
export function sealName(keyring: Keyring, { id, name = id }: { id: string; name?: string }) {
  const { dataKey, wrapped } = keyring.newKey(contextOf(id));
  return { name: sealsOf(keyring, contextOf(id), dataKey).sealed(name), wrapped };
}

export const openName = (
  keyring: Keyring,
  { record: { id }, name, wrapped }: Pick<KeptStaff, 'record' | 'name' | 'wrapped'>,
): string => String(sealsOf(keyring, contextOf(id), keyring.unwrap(contextOf(id), wrapped)).opened(name));

function firstRecord({ id, roles, units, authority, absences = [], competences = [] }: Staff): StaffRecord {
  return {
    id,
    units,
    roles: roles.map((role) => ({ role, from: begin })),
    absences: absences.map((each): Absence => ({ ...each })),
    competences: competences.map((code) => ({ code })),
    ...(authority && { authority }),
  };
}
