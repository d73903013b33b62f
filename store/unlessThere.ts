/** An insert met what is there already: with keys made of what a thing is, that is the same thing. */
export function unlessItIsThere(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 11_000) return undefined;
  throw error;
}
