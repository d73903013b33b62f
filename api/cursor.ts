import { ZodError } from 'zod';

// Where a page ended, as one opaque word. What does not read as one of ours is refused like any malformed parameter.

export const cursorOf = (place: string[]): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** The strings that `cursorOf` was given; `fits` says whether they can be. Throws a ZodError. */
export function placeOf(cursor: string | undefined, fits: (place: string[]) => boolean): string[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(place) && place.every((each) => typeof each === 'string') && fits(place)) return place;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new ZodError([
    { code: 'custom', path: ['cursor'], message: '', input: undefined, params: { rule: 'noSuchCursor' } },
  ]);
}
