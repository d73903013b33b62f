import { z } from 'zod';
import { staffRoles } from '../domain/actor.ts';
import { count, day, instant, money } from './answerParts.ts';

// What the API answers about staff records.

const record = z
  .object({
    id: z.string(),
    name: z.string().describe('Shown here alone.'),
    units: z.array(z.string()).describe('Whose complaints they may see; `*` is every unit.'),
    roles: z.array(z.object({ role: z.enum(staffRoles), from: day, to: day.optional() })),
    absences: z.array(z.object({ from: day, to: day, deputy: z.string().optional() })),
    competences: z.array(z.object({ code: z.string(), until: day.optional() })),
    authority: money.optional(),
    version: count.describe('What a change is based on.'),
    changedBy: z.string().optional().describe('Absent for the first staff of an organisation.'),
    changedAt: instant,
  })
  .meta({ id: 'Staff' });

const number = z.int().min(0);

export const staffAnswers = {
  imported: z.object({ begun: number, changed: number, unchanged: number }).meta({ id: 'StaffImported' }),
  record,
  list: z.object({ items: z.array(record), next: z.string().optional() }).meta({ id: 'StaffList' }),
};

export type StaffAnswer = z.infer<typeof record>;
