/** Every kind of problem that the API tells of (RFC 9457), with its HTTP status. `about` in `locales/` explains each. */
export const problemKinds = {
  invalid: 400,
  'not-signed-in': 401,
  'not-yours': 403,
  unknown: 404,
  'method-not-allowed': 405,
  'not-now': 409,
  'repeated-key': 409,
  'too-large': 413,
  'unsupported-media-type': 415,
  impossible: 422,
  'incomplete-letter': 422,
  'too-many-requests': 429,
  fault: 500,
  unavailable: 503,
} as const;

export type ProblemKind = keyof typeof problemKinds;

/** What is wrong at which place of the body or query, by JSON pointer (RFC 6901). */
export type Misfit = { pointer: string; detail: string; /** Of a document, where it stands in it. */ line?: number };

/** What is to be told, in the reader's language, before it becomes an answer. */
export type Told = {
  kind: ProblemKind;
  detail: string;
  rule?: string;
  errors?: Misfit[];
  headers?: { [name: string]: string };
};
