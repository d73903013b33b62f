import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { misfits } from './misfits.ts';
import { findTexts } from './spot.ts';
import type { Problem, Spot } from './spot.ts';

export type Kind = 'procedure' | 'calendar';

const compiledOnce: { [kind in Kind]?: ValidateFunction } = {};

/** What the JSON Schema of FORMAT.md has against a file. */
export function againstSchema(kind: Kind, root: Spot): Problem[] {
  const validate = (compiledOnce[kind] ??= compiled(kind));
  validate(root.value);
  const errors: ErrorObject[] = validate.errors ?? [];
  return misfits(errors, root);
}

function compiled(kind: Kind): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
  ajv.addFormat('date', isDay);
  return ajv.compile(schemaOf(kind));
}

let words: ReadonlySet<string> | undefined;

/** The facts of FORMAT.md 2, with the two derived words. */
export function factWords(): ReadonlySet<string> {
  words ??= new Set(
    findTexts({ path: [], value: schemaOf('procedure') }, '$defs/factWord/enum/*').map(({ value }) => value),
  );
  return words;
}

/** The product's own, whatever stands in the folder that is looked at. */
function schemaOf(kind: Kind): object {
  const file = new URL(`../../procedures/${kind}.schema.json`, import.meta.url);
  const schema: unknown = JSON.parse(readFileSync(file, 'utf8'), withoutSlowPattern);
  if (typeof schema !== 'object' || !schema) throw new TypeError(`${file.pathname} is no schema.`);
  return schema;
}

/** The pattern of a zone takes exponential time on a long wrong one; the zone table knows better what a zone is. */
const withoutSlowPattern = (key: string, value: unknown): unknown =>
  key === 'pattern' && typeof value === 'string' && value.includes('[_+-]?') ? undefined : value;

/** Whether there is such a day: not 30 February. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
