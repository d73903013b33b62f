import { z } from 'zod';
import { staffRoles } from '../domain/actor.ts';
import { code, day, maybe, money, name } from './fields.ts';
import { count } from './schemas.ts';

// What requests about staff records may look like. What cannot be is told by `domain/staff.ts`.

const unit = z.union([z.literal('*'), code()]);
const fields = {
  name: name(),
  units: z.array(unit).max(100),
  roles: z.array(z.strictObject({ role: z.enum(staffRoles), from: day(), to: maybe(day()) })).max(100),
  absences: z
    .array(z.strictObject({ from: day(), to: day(), deputy: maybe(code()) }))
    .max(500)
    .default([]),
  competences: z
    .array(z.strictObject({ code: code(), until: maybe(day()) }))
    .max(200)
    .default([]),
  authority: maybe(money()),
};

export const newStaff = z.strictObject({ id: code(), ...fields });
export type NewStaff = z.infer<typeof newStaff>;

/** `basedOn`: the version that it starts from. */
export const changedStaff = z.strictObject({ id: maybe(code()), ...fields, basedOn: z.int().min(1) });

/** A CSV file of records, as its text. */
export const staffFile = z.strictObject({ csv: z.string().min(1) });

export const ofVersion = z.strictObject({ version: maybe(count(99_999)) });
