import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type { Staff } from '../domain/organisation.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Directory } from './directory.ts';
import { idempotencyKey } from './schemas.ts';
import { NotSignedIn, type SignIn } from './signIn.ts';

/** Who sends a request. Throws `NotSignedIn`, `SignInUnavailable`, or a Refusal to somebody who does not work here. */
export type Callers = ReturnType<typeof createCallers>;

export function createCallers(signIn: SignIn, directory: Directory) {
  const known = async (request: Request): Promise<Staff | undefined> => {
    const subject = await signIn(request.get('Authorization'));
    if (subject === undefined) return undefined;
    const person = await directory.person(subject);
    if (!person || person.roles.length === 0) throw new Refusal('not-yours', 'notStaff');
    return person;
  };
  return {
    /** The signed-in person, or undefined for the public. */
    known,
    /** The signed-in person; the public is told to sign in. */
    async staff(request: Request): Promise<Staff> {
      const person = await known(request);
      if (!person) throw new NotSignedIn('There is no token.');
      return person;
    },
  };
}

/** The request's own key, else one that nobody repeats. */
export function keyOf(request: Request): string {
  const given = request.get('Idempotency-Key');
  return given === undefined ? randomUUID() : idempotencyKey.parse(given);
}
