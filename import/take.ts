import { z } from 'zod';
import type { Api } from './api.ts';
import { Hopeless, NoAnswer, type Answer } from './persist.ts';
import type { Fate } from './report.ts';
import type { Row } from './row.ts';

const complaint = z.object({ reference: z.string().min(1), stage: z.string(), version: z.number().int() });
const problem = z.object({
  type: z.string(),
  title: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});

/**
 * Takes one row: receives it, then does its actions, each with its own key. Whatever an earlier run had done of it
 * takes effect no second time; a complaint that is closed already is left at that. Throws Hopeless where no other
 * row would fare better.
 */
export async function takeRow(api: Api, row: Row): Promise<Fate> {
  let reference: string | undefined;
  try {
    const received = await api.post('/api/complaints', row.key, row.receipt);
    if (received.status === 403) throw new Hopeless(`This sign-in may not import: ${refusal(received)}`);
    if (received.status === 404 || received.status === 405) throw new Hopeless(elsewhere(received));
    if (!isGood(received)) return { became: 'refused', why: refusal(received) };
    const first = asComplaint(received);
    reference = first.reference;

    const before = received.replayed || received.status === 200 || first.stage !== 'received' || first.version > 1;
    if (first.stage === 'closed' || (before && row.actions.length === 0)) return { became: 'alreadyThere', reference };

    for (const action of row.actions) {
      const path = `/api/complaints/${encodeURIComponent(reference)}/actions`;
      const done = await api.post(path, `${row.key}-${action.kind}`, action);
      if (!isGood(done))
        return { became: 'refused', why: `Received, but not ${action.kind}: ${refusal(done)}`, reference };
      asComplaint(done);
    }
    return { became: before ? 'finished' : 'taken', reference };
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return { became: 'notReached', why: `No answer: ${error.message}.`, ...(reference !== undefined && { reference }) };
  }
}

const isGood = ({ status }: Answer): boolean => status === 200 || status === 201;

function asComplaint({ body }: Answer): z.infer<typeof complaint> {
  const read = complaint.safeParse(body);
  if (!read.success) throw new Hopeless('What answers at this address is not Recourse.');
  return read.data;
}

const elsewhere = ({ status }: Answer): string =>
  `There is no POST /api/complaints at this address (${status}). Is RECOURSE_URL right?`;

/** The refusal in the words of Recourse. A key that is used for something else means that the file was changed. */
function refusal({ status, body }: Answer): string {
  const read = problem.safeParse(body);
  if (!read.success) return `${status}, without saying why.`;
  const { type, title, detail, errors = [] } = read.data;
  if (type.endsWith('/repeated-key')) return 'Taken before from this place in the source, with other contents (409).';
  const words = errors.map((error) => `${error.pointer} ${error.detail}`).join('; ') || detail || title || type;
  return `${words} (${status} ${type.replace(/^.*\//, '')})`;
}
