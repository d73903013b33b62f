import { absenceOn, faultsOf, lostRole, type StaffRecord } from '../domain/staff.ts';
import type { Organisation } from '../domain/organisation.ts';
import { Refusal } from '../domain/refusal.ts';
import { canonical } from '../domain/trail.ts';
import type { Keyring } from '../infra/keyring.ts';
import { changeStaff, findStaffBegunWith, type KeptStaff, type StaffWrite } from '../store/staff.ts';
import type { StaffVersion } from '../store/staffSchemas.ts';
import { Faulty } from './document.ts';
import { openName, sealName, type Directory } from './directory.ts';
import { sayRefusal, type Locale } from './locale.ts';
import { readStaffFile } from './staffFile.ts';
import type { NewStaff } from './staffSchemas.ts';
import type { StaffAnswer } from './staffAnswers.ts';

/** What changes records: who it is, and what a record is held against. */
export type Office = { keyring: Keyring; organisation: Organisation; directory: Directory; by: string };

/** Begins a record, once per caller and key. Throws a Refusal, and then nothing is written. */
export async function beginRecord(asked: NewStaff, key: string, office: Office): Promise<{ isRepeat: boolean }> {
  const { keyring, by } = office;
  const owned = `${by}/${key}`;
  const before = await findStaffBegunWith(owned);
  if (before) {
    if (!isSame(before, asked, keyring)) throw new Refusal('repeated-key', 'repeatedKey');
    return { isRepeat: true };
  }
  return changeStaff<{ isRepeat: boolean }>((known) => {
    // It may have come while this one waited for its turn.
    const begun = known.find((each) => each.key === owned);
    if (begun && isSame(begun, asked, keyring)) return { writes: [], result: { isRepeat: true } };
    if (begun) throw new Refusal('repeated-key', 'repeatedKey');
    if (known.some(({ _id }) => _id === asked.id)) throw new Refusal('not-now', 'staffExists', { pointer: '/id' });
    return { writes: [{ ...checked(asked, known, office), key: owned }], result: { isRepeat: false } };
  });
}

/** The record in its next version, where it stands as it did when it was read. Throws a Refusal. */
export async function changeRecord(asked: NewStaff, basedOn: number, office: Office): Promise<{ isRepeat: boolean }> {
  return changeStaff<{ isRepeat: boolean }>((known) => {
    const before = known.find(({ _id }) => _id === asked.id);
    if (!before) throw new Refusal('unknown', 'noSuchStaff');
    const { version, by } = before;
    if (version === basedOn + 1 && by === office.by && isSame(before, asked, office.keyring)) {
      return { writes: [], result: { isRepeat: true } }; // the answer to it was lost
    }
    if (version !== basedOn) throw new Refusal('not-now', 'staleRecord', { version });
    return { writes: [checked(asked, known, office)], result: { isRepeat: false } };
  });
}

/** What is written of a record that can be among the others. */
function checked(asked: NewStaff, known: readonly KeptStaff[], office: Office): StaffWrite {
  const record = recordOf(asked);
  const before = known.map((each) => each.record);
  const staff = [...before.filter(({ id }) => id !== record.id), record];
  const [fault] = faultsOf(record, { ...office.organisation, staff });
  if (fault) throw fault;
  keepRoles(before, staff, office);
  return written(asked, office);
}

function keepRoles(before: readonly StaffRecord[], after: readonly StaffRecord[], { directory }: Office): void {
  const lost = lostRole(before, after, directory.today());
  if (lost) throw new Refusal('not-now', 'lastOfRole', { pointer: '/roles', ...lost });
}

function written(asked: NewStaff, { keyring, directory, by }: Office): StaffWrite {
  const record = recordOf(asked);
  const isAway = absenceOn(record, directory.today()) !== undefined;
  return {
    record,
    ...sealName(keyring, { id: record.id, name: nameOf(asked) }),
    by,
    ...(isAway && { untold: true as const }),
  };
}

/** What a file of records came to. */
type Imported = { begun: number; changed: number; unchanged: number };

/** All records of a file, or none: throws what is wrong with it, line by line. Those that stand so already are left. */
export async function importRecords(csv: string, locale: Locale, office: Office): Promise<Imported> {
  const { rows, faults: misread } = readStaffFile(csv, locale);
  return changeStaff<Imported>((known) => {
    const before = known.map(({ record }) => record);
    const named = new Set(rows.map(({ asked }) => asked.id));
    const staff = [...before.filter(({ id }) => !named.has(id)), ...rows.map(({ asked }) => recordOf(asked))];
    const house = { ...office.organisation, staff };
    const faults = rows.flatMap(({ line, asked }) =>
      faultsOf(recordOf(asked), house).map((fault) => {
        return { place: String(fault.particulars['pointer'] ?? ''), line, reason: sayRefusal(locale, fault) };
      }),
    );
    const all = [...misread, ...faults].toSorted((one, other) => one.line - other.line);
    if (all.length > 0) throw new Faulty(all);
    keepRoles(before, staff, office);
    const byId = new Map(known.map((each) => [each._id, each]));
    const isAsItWas = ({ asked }: (typeof rows)[number]): boolean => {
      const kept = byId.get(asked.id);
      return kept !== undefined && isSame(kept, asked, office.keyring);
    };
    const news = rows.filter((row) => !isAsItWas(row));
    const begun = news.filter(({ asked }) => !byId.has(asked.id)).length;
    return {
      writes: news.map(({ asked }) => written(asked, office)),
      result: { begun, changed: news.length - begun, unchanged: rows.length - news.length },
    };
  });
}

function recordOf({ name: _name, ...record }: NewStaff): StaffRecord {
  return record;
}

const nameOf = ({ name }: NewStaff): string => String(name.value);

const isSame = (kept: StaffVersion, asked: NewStaff, keyring: Keyring): boolean =>
  canonical(kept.record) === canonical(recordOf(asked)) && openName(keyring, kept) === nameOf(asked);

export function staffAnswer(kept: StaffVersion, keyring: Keyring): StaffAnswer {
  const { record, version, by, at } = kept;
  const { id, ...rest } = record;
  return {
    id,
    name: openName(keyring, kept),
    ...rest,
    version,
    ...(by && { changedBy: by }),
    changedAt: at.toISOString(),
  };
}
