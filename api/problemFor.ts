import { WorkflowNotFoundError } from '@temporalio/client';
import { ZodError } from 'zod';
import { Refusal } from '../domain/refusal.ts';
import { refusalIn } from '../infra/answer.ts';
import { isAway } from './away.ts';
import { Faulty } from './document.ts';
import { say, sayRefusal, type Locale } from './locale.ts';
import { isImpossible, misfitsOf } from './misfits.ts';
import type { Told } from './problemKinds.ts';
import { NotSignedIn } from './signIn.ts';
import { Unfit } from './unfit.ts';

/** Who is to be told, and what they sent: to say what is missing from it, never to repeat it. */
export type Asked = { locale: Locale; given: unknown; hasToken: boolean };

/** Each error that a route, the desk or a schema may raise, in the reader's language; undefined for a fault of ours. */
export function problemFor(error: unknown, { locale, given, hasToken }: Asked): Told | undefined {
  if (error instanceof ZodError) return invalid(error, given, locale);
  const refusal = refusalIn(error);
  if (refusal) return refused(refusal, locale);
  if (error instanceof Unfit) {
    const { kind, detail, particulars, headers } = error;
    return { kind, detail: say(locale, `details.${detail}`, particulars), headers };
  }
  if (error instanceof Faulty) {
    const { faults } = error;
    const errors = faults
      .slice(0, mostFaults)
      .map(({ place, line, reason }) => ({ pointer: place, line, detail: reason }));
    return { kind: 'impossible', detail: say(locale, 'details.faulty', { count: faults.length }), errors };
  }
  if (error instanceof NotSignedIn) {
    const challenge = hasToken ? 'Bearer error="invalid_token"' : 'Bearer';
    const detail = say(locale, hasToken ? 'details.badToken' : 'details.signIn');
    return { kind: 'not-signed-in', detail, headers: { 'WWW-Authenticate': challenge } };
  }
  if (error instanceof WorkflowNotFoundError) {
    return refused(new Refusal('unknown', 'unknownComplaint'), locale);
  }
  if (isAway(error)) {
    return { kind: 'unavailable', detail: say(locale, 'details.unavailable'), headers: { 'Retry-After': '5' } };
  }
  const turnedAway = unreadable(error);
  return turnedAway && problemFor(turnedAway, { locale, given, hasToken });
}

/** Nobody mends more at once, and the answer is not to be much longer than what was sent. */
const mostFaults = 200;

function refused(refusal: Refusal, locale: Locale): Told {
  const { code: kind, rule, particulars } = refusal;
  const detail = sayRefusal(locale, refusal);
  const pointers = [particulars['pointer'] ?? [], particulars['pointers'] ?? []].flat().map(String);
  return {
    kind,
    detail,
    ...(kind !== 'unknown' && { rule }),
    ...(pointers.length > 0 && { errors: pointers.map((pointer) => ({ pointer, detail })) }),
  };
}

function invalid(error: ZodError, given: unknown, locale: Locale): Told {
  const { all, told } = misfitsOf(error, given, locale);
  const kind = isImpossible(error) ? 'impossible' : 'invalid';
  const whole = all === 1 && told[0]?.pointer === '' ? told[0].detail : undefined;
  return { kind, detail: whole ?? say(locale, `details.${kind}`, { count: all }), errors: told };
}

/** What body-parser, the router and the rate limiter throw. */
function unreadable(error: unknown): Unfit | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('msBeforeNext' in error && typeof error.msBeforeNext === 'number') {
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
    return new Unfit('too-many-requests', 'tooMany', { seconds }, { 'Retry-After': `${seconds}` });
  }
  if (error instanceof URIError) return new Unfit('invalid', 'brokenAddress');
  const status = 'status' in error ? error.status : undefined;
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined;
  if (status === 413) return new Unfit('too-large', 'tooLarge');
  if (status === 415) return new Unfit('unsupported-media-type', 'mediaType');
  return new Unfit('invalid', 'type' in error && error.type === 'entity.parse.failed' ? 'brokenJson' : 'brokenBody');
}
