import type { ActionOf, Channel } from '../domain/action.ts';
import { isImportCode, type Organisation, type Staff } from '../domain/organisation.ts';
import type { Instant, ProcedureKey } from '../domain/complaint.ts';
import { Refusal } from '../domain/refusal.ts';
import { inForce } from '../infra/procedures.ts';
import type { InForce } from '../infra/rulebook.ts';
import type { NewComplaint } from './schemas.ts';
import { dayIn } from '../infra/zone.ts';
import { Words, type Seals } from '../infra/words.ts';

type Circumstances = {
  person: Staff | undefined;
  organisation: Organisation;
  staff: readonly Staff[];
  procedures: InForce['procedures'];
  now: Instant;
};

/** A receipt that can be: what is missing filled in, what the organisation does not know refused. */
export type Receipt = {
  at: Instant;
  procedure: ProcedureKey;
  /** What a search looks into. */
  searchable: string[];
  sealed(seals: Seals): ActionOf<'receive'>;
};

/** Throws a Refusal (422, 403) for what this caller may not say or this organisation does not have. */
export function receiptOf(request: NewComplaint, circumstances: Circumstances): Receipt {
  const { person, organisation, staff, procedures, now } = circumstances;
  const channel = channelOf(request, person);
  const { receivedAt, tags, externalReference, procedure: wanted, ...rest } = request;
  const { passedOnAt, becameAwareOn } = request;
  for (const [field, given] of Object.entries({ receivedAt, tags, externalReference, passedOnAt })) {
    if (given !== undefined && !person) throw new Refusal('not-yours', 'staffOnly', { field });
  }
  if (!request.description && !(person && request.complainant === null && request.category)) {
    throw new Refusal('impossible', 'descriptionNeeded', { pointer: '/description' });
  }
  const at = receivedAt ?? now;
  if (at > now) throw new Refusal('impossible', 'futureInstant', { pointer: '/receivedAt' });
  if (passedOnAt !== undefined && passedOnAt > at) {
    throw new Refusal('impossible', 'futureInstant', { pointer: '/passedOnAt' });
  }
  const { zone } = organisation;
  if (request.occurredOn && request.occurredOn > dayIn(zone, now)) {
    throw new Refusal('impossible', 'futureDay', { pointer: '/occurredOn' });
  }
  if (becameAwareOn && becameAwareOn > dayIn(zone, now)) {
    throw new Refusal('impossible', 'futureDay', { pointer: '/becameAwareOn' });
  }
  checkCodes(request, channel, organisation);
  checkSubjects(request.subjects ?? [], { ...organisation, staff });
  const id = wanted ?? organisation.procedure;
  const procedure = inForce(procedures, id, dayIn(zone, at));
  if (!procedure) throw new Refusal('impossible', 'unknownProcedure', { pointer: '/procedure', code: id });
  const known = (procedure.tags ?? []).map(({ tag }) => tag);
  const strange = tags?.find((tag) => !known.includes(tag));
  if (strange) throw new Refusal('impossible', 'unknownTag', { pointer: '/tags', code: strange, known });

  const text = request.description?.value;
  const title =
    typeof text === 'string'
      ? new Words(Array.from(text.trim().replaceAll(/\s+/g, ' ')).slice(0, 120).join(''))
      : undefined;
  const action = {
    ...rest,
    channel,
    complainant: request.complainant ?? null,
    ...(title && { title }),
    ...(tags && { tags }),
    ...(externalReference && { externalReference }),
  };
  const taken = { id, version: procedure.version, revision: procedure.revision };
  return {
    at,
    procedure: taken,
    searchable: [request.description, request.desiredOutcome, externalReference, request.orderReference].flatMap(
      (words) => (typeof words?.value === 'string' ? words.value : []),
    ),
    sealed: (seals) => ({
      kind: 'receive',
      procedure: taken,
      ...seals.seal(action),
    }),
  };
}

function channelOf({ channel }: NewComplaint, person: Staff | undefined): Channel {
  if (person) {
    if (!channel) throw new Refusal('impossible', 'nameTheChannel', { pointer: '/channel' });
    return channel;
  }
  if (channel && channel !== 'web') throw new Refusal('not-yours', 'staffOnly', { field: 'channel' });
  return 'web';
}

function checkCodes({ category, unit }: NewComplaint, channel: Channel, organisation: Organisation) {
  const { categories, units } = organisation;
  const imported = (code: string): boolean => channel === 'import' && isImportCode(code);
  if (category && !categories.includes(category) && !imported(category)) {
    throw new Refusal('impossible', 'unknownCategory', { pointer: '/category', code: category });
  }
  if (unit && !units.includes(unit) && !imported(unit)) {
    throw new Refusal('impossible', 'unknownUnit', { pointer: '/unit', code: unit, known: units });
  }
}

type Named = { staff: string } | { unit: string } | { words: unknown };

/** Throws a Refusal where somebody or something is named that the organisation does not have. */
export function checkSubjects(
  subjects: readonly Named[],
  { staff, units }: Pick<Organisation, 'units'> & { staff: readonly Staff[] },
  where?: string,
): void {
  for (const [index, subject] of subjects.entries()) {
    if ('staff' in subject && !staff.some(({ id }) => id === subject.staff)) {
      throw new Refusal('impossible', 'unknownStaff', {
        pointer: where ?? `/subjects/${index}/staff`,
        code: subject.staff,
      });
    }
    if ('unit' in subject && !units.includes(subject.unit)) {
      throw new Refusal('impossible', 'unknownUnit', {
        pointer: `/subjects/${index}/unit`,
        code: subject.unit,
        known: units,
      });
    }
  }
}
