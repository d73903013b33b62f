import { absenceOn, faultsOf, lostRole, type StaffRecord } from '../domain/staff.ts';
import type { Organisation } from '../domain/organisation.ts';
import { Refusal } from '../domain/refusal.ts';
import { canonical } from '../domain/trail.ts';
import type { Keyring } from '../infra/keyring.ts';
import { changeStaff, findStaffBegunWith, type KeptStaff } from '../store/staff.ts';
import type { StaffVersion } from '../store/staffSchemas.ts';
import { openName, sealName, type Directory } from './directory.ts';
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
function checked(asked: NewStaff, known: readonly KeptStaff[], { keyring, organisation, directory, by }: Office) {
  const record = recordOf(asked);
  const before = known.map((each) => each.record);
  const staff = [...before.filter(({ id }) => id !== record.id), record];
  const [fault] = faultsOf(record, { ...organisation, staff });
  if (fault) throw fault;
  const lost = lostRole(before, staff, directory.today());
  if (lost) throw new Refusal('not-now', 'lastOfRole', { pointer: '/roles', ...lost });
  const isAway = absenceOn(record, directory.today()) !== undefined;
  return {
    record,
    ...sealName(keyring, { id: record.id, name: nameOf(asked) }),
    by,
    ...(isAway && { untold: true as const }),
  };
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
