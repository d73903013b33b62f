import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { staffRoles } from '../domain/actor.ts';
import type { Organisation } from '../domain/organisation.ts';

const money = z.strictObject({ value: z.string().regex(/^\d{1,9}(\.\d{1,2})?$/), currency: z.string().length(3) });

const codes = z.exactOptional(z.array(z.string().min(1)).min(1));
const about = { units: codes, products: codes, categories: codes, languages: codes };

const organisation = z.strictObject({
  name: z.string(),
  zone: z.string(),
  currency: z.string().length(3),
  procedure: z.string(),
  units: z.array(z.string()).min(1),
  categories: z.array(z.string()).min(1),
  redress: z.array(z.string()).min(1),
  receivers: z.exactOptional(z.array(z.string())),
  needs: z.exactOptional(z.array(z.strictObject({ ...about, competence: z.string().min(1) }))),
  assignment: z.exactOptional(
    z.array(
      z.strictObject({
        ...about,
        role: z.exactOptional(z.enum(staffRoles)),
        competence: z.exactOptional(z.string().min(1)),
      }),
    ),
  ),
  staff: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        roles: z.array(z.enum(staffRoles)).min(1),
        units: z.array(z.string()),
        authority: z.exactOptional(money),
        absences: z.exactOptional(z.array(z.strictObject({ from: z.iso.date(), to: z.iso.date() }))),
        name: z.exactOptional(z.string().min(1).max(200)),
      }),
    )
    .min(1),
}) satisfies z.ZodType<Organisation>;

/** The organisation that a JSON file describes, else the embedded one. Throws with every fault named. */
export async function readOrganisation(file: string | undefined): Promise<Organisation> {
  if (!file) return embedded;
  const result = organisation.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!result.success) throw new Error(`${file} does not describe an organisation:\n${z.prettifyError(result.error)}`);
  return result.data;
}

const units = ['general', 'animal-services', 'housing', 'parking'];
const pounds = (value: string) => ({ value, currency: 'GBP' });

/** Problem codes of ISO 10002's follow-up form, by group (`iso-10002.md`, section 3). */
const problems = {
  delivery: ['none', 'late', 'wrong', 'damaged'],
  quality: ['defective', 'not-as-agreed', 'unsafe'],
  service: ['poor', 'refused', 'unreachable', 'staff-conduct', 'delay'],
  sale: ['refused', 'pressed', 'misleading'],
  information: ['missing', 'wrong', 'unclear'],
  price: ['too-high', 'raised', 'extra-charge', 'bill', 'payment-method'],
  contract: ['terms', 'cover', 'change', 'performance', 'ending'],
  guarantee: ['refused', 'not-honoured'],
  claim: ['damage-assessed-wrongly', 'compensation-refused', 'compensation-too-small'],
  credit: ['terms', 'interest'],
  promise: ['broken'],
  'complaint-handling': ['delay', 'conduct'],
};

/** What `npm start` serves where no other is given: the demo organisation of `api.md`. */
export const embedded: Organisation = {
  name: 'Recourse demo',
  zone: 'Europe/London',
  currency: 'GBP',
  procedure: 'recourse-default',
  units,
  categories: [
    ...Object.entries(problems).flatMap(([group, list]) => list.map((problem) => `${group}-${problem}`)),
    'other',
  ],
  redress: [
    'deliver',
    'repair',
    'replace',
    'substitute',
    'refund',
    'refundDeposit',
    'priceReduction',
    'cancelCharge',
    'concludeContract',
    'cancelContract',
    'honourGuarantee',
    'honourCommitment',
    'reassess',
    'compensation',
    'paymentPlan',
    'financialHelp',
    'technicalHelp',
    'information',
    'referral',
    'apology',
    'goodwill',
    'change',
    'other',
    'none',
  ],
  receivers: ['county-council', 'water-company', 'police'],
  staff: [
    { id: 'contact', roles: ['contact'], units: ['*'], authority: pounds('50.00') },
    { id: 'handler', roles: ['handler'], units: ['*'], authority: pounds('200.00') },
    { id: 'handler2', roles: ['handler'], units: ['*'], authority: pounds('200.00') },
    { id: 'manager', roles: ['manager'], units: ['*'], authority: pounds('5000.00') },
    { id: 'head', roles: ['head'], units: ['*'], authority: pounds('50000.00') },
    { id: 'complaints-manager', roles: ['complaints-manager'], units: ['*'], authority: pounds('50000.00') },
    { id: 'auditor', roles: ['auditor'], units: ['*'] },
    { id: 'administrator', roles: ['administrator'], units: ['*'] },
  ],
};
