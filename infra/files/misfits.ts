import type { ErrorObject } from 'ajv/dist/2020.js';
import { at, quoted } from './spot.ts';
import type { Path, Problem, Spot } from './spot.ts';

type Misfit = { path: Path; keyword: string; error: ErrorObject };

/** Sentences for what a validator says: one for each place, and for a choice of shapes not one for each shape. */
export function misfits(errors: readonly ErrorObject[], root: Spot): Problem[] {
  const all = errors.filter(({ keyword }) => keyword !== 'if').map((error) => misfitOf(error, root));
  const choices = new Map(
    all.filter(isChoice).map((choice) => [keyFor(choice.path), { choice, inside: [] as Misfit[] }]),
  );
  const others = all.filter((each) => {
    const within = each.path.map((_, length) => choices.get(keyFor(each.path.slice(0, length + 1)))).find(Boolean);
    if (!isChoice(each)) within?.inside.push(each);
    return !within;
  });
  const chosen = [...choices.values()].flatMap(({ choice, inside }) => ofChoice(choice, inside));
  const places = new Set<string>();
  return [...chosen, ...others].flatMap(({ path, keyword, error }) => {
    const place = keyFor(path);
    if (places.has(place)) return [];
    places.add(place);
    const reason = sentence(keyword, path, error, at(root, ...path).value);
    return [{ path, reason, ...(keyword === 'additionalProperties' && { atKey: true as const }) }];
  });
}

const isChoice = ({ keyword }: Misfit): boolean => keyword === 'oneOf' || keyword === 'anyOf';

const keyFor = (path: Path): string => JSON.stringify(path);

/** What is wrong inside the shape that was meant, if that can be told; else which shapes there are. */
function ofChoice(choice: Misfit, inside: Misfit[]): Misfit[] {
  const telling = inside.filter(
    ({ path, keyword }) =>
      !['required', 'additionalProperties', 'type'].includes(keyword) ||
      (keyword === 'type' && path.length > choice.path.length),
  );
  const isOwn = telling.some(({ path }) => path.length === choice.path.length);
  return telling.length === 0 || (isOwn && Object.hasOwn(shapes, keyOf(choice.path))) ? [choice] : telling;
}

function misfitOf(error: ErrorObject, root: Spot): Misfit {
  const { keyword, instancePath, params } = error;
  const inner: unknown = params['missingProperty'] ?? params['additionalProperty'];
  const path = pathOf(instancePath, root);
  return { path: typeof inner === 'string' ? [...path, inner] : path, keyword, error };
}

function pathOf(pointer: string, root: Spot): Path {
  const keys = pointer.split('/').slice(1);
  let spot = root;
  for (const key of keys.map((each) => each.replaceAll('~1', '/').replaceAll('~0', '~'))) {
    spot = at(spot, Array.isArray(spot.value) ? Number(key) : key);
  }
  return spot.path;
}

/** The last word of a path: `warnings` for one of its entries. */
const keyOf = (path: Path): string => path.findLast((key) => typeof key === 'string') ?? '';

/** Where a value may have one of several shapes. */
const shapes: Record<string, string> = {
  limit: 'a limit is `{count, unit}` or `{agreedBy, otherwise}`',
  extensions: 'an extension has exactly one of `by`, `to` and `toDate`',
  warnings: 'a warning has exactly one of `before` and `atPercent`',
  endsAt: 'must be `endOfDay`, `closeOfBusiness` or a time as "17:00"',
  cutOff: 'must be `closeOfBusiness` or a time as "17:00"',
  times: 'must be a whole number from 1, or `any`',
  to: 'must be `next` or the number of a tier',
  for: 'must be a text or a list of texts',
};

/** What a pattern asks for, by its name in the schema. */
const forms: Record<string, string> = {
  name: 'must be small letters, digits and single hyphens, as `first-answer`',
  code: 'must be one word without spaces',
  day: 'must be a day, as "2026-06-01"',
  time: 'must be a time, as "17:00"',
  segment: 'must be hours, as "09:00-17:00"',
  owedBy: 'must say what makes it owed, as `fact:closed`, `breach:decision`, `pause:…`, `track:…` or `outcome:…`',
  jurisdiction: 'must be an ISO 3166 code, as `GB` or `CA-QC`, or `any`',
};

const types: Record<string, string> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a mapping',
};

function sentence(keyword: string, path: Path, error: ErrorObject, value: unknown): string {
  const { params, schemaPath, message = 'does not fit' } = error;
  const key = quoted(keyOf(path));
  const definition = /([a-z]+)\/pattern$/iu.exec(schemaPath)?.[1] ?? '';
  const limit = String(params['limit']);
  const sentences: Record<string, () => string> = {
    required: () => `${key} is missing`,
    dependentRequired: () => message,
    additionalProperties: () => `there is no field ${key} here: correct its name or take it out`,
    'false schema': () => `${key} may not stand here`,
    type: () =>
      `${key} must be ${[params['type']]
        .flat()
        .map((type) => types[String(type)] ?? String(type))
        .join(' or ')}`,
    const: () => `${key} must be ${quoted(params['allowedValue'])}`,
    enum: () => ofList(key, params['allowedValues'], value),
    pattern: () => `${key} ${forms[definition] ?? `must look like ${String(params['pattern'])}`}: not ${quoted(value)}`,
    format: () => `${key}: there is no day ${quoted(value)}`,
    minLength: () => `${key} may not be empty`,
    minItems: () => `${key} needs at least ${limit === '1' ? 'one entry' : `${limit} entries`}`,
    maxItems: () => (limit === '0' ? `${key} must be empty here` : `${key} has more than ${limit} entries`),
    uniqueItems: () => `${key} names the same thing twice`,
    multipleOf: () => `${key} must be in quarters, as 0.25`,
    oneOf: () => shapes[keyOf(path)] ?? `${key} has none of the shapes it may have`,
    anyOf: () => shapes[keyOf(path)] ?? `${key} has none of the shapes it may have`,
  };
  return sentences[keyword]?.() ?? `${key} ${message}`;
}

function ofList(key: string, allowed: unknown, value: unknown): string {
  const words: unknown[] = Array.isArray(allowed) ? allowed : [];
  if (words.includes('received')) return `${quoted(value)} is no fact: FORMAT.md section 2 lists them`;
  return `${key} must be one of ${words.map(String).join(', ')}: not ${quoted(value)}`;
}
