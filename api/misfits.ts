import type { ZodError } from 'zod';
import { ar, en, fa, ur } from 'zod/locales';
import { sayRefusal, type Locale } from './locale.ts';
import type { Misfit } from './problemKinds.ts';

type Issue = ZodError['issues'][number];

const zodSays = { en: en(), ar: ar(), fa: fa(), ur: ur() } satisfies { [L in Locale]: ReturnType<typeof en> };
/** A body of nothing but unknown fields must not make an answer that is larger still. */
const most = 50;

/**
 * What does not fit, in the reader's language and without a word of what was sent. `given` is what the schema was asked
 * about: whether something is missing or of another kind can only be told from there.
 */
export function misfitsOf({ issues }: ZodError, given: unknown, locale: Locale): { all: number; told: Misfit[] } {
  const misfits = issues.flatMap((issue) => {
    const detail = sentence(issue, valueAt(given, issue.path), locale);
    if (issue.code !== 'unrecognized_keys') return { pointer: pointer(issue.path), detail };
    return issue.keys.map((key) => ({ pointer: pointer(isName(key) ? [...issue.path, key] : issue.path), detail }));
  });
  return { all: misfits.length, told: misfits.slice(0, most) };
}

/** Every part is in the right form, and yet cannot be. */
export const isImpossible = ({ issues }: ZodError): boolean =>
  issues.every((issue) => issue.code === 'custom' && issue.params?.['impossible'] === true);

function sentence(issue: Issue, value: unknown, locale: Locale): string {
  const ours = (rule: string, particulars = {}) => sayRefusal(locale, { rule, particulars });
  const whole = issue.path.length === 0;
  switch (issue.code) {
    case 'custom': {
      const { rule = 'wrongForm', ...particulars } = issue.params ?? {};
      return ours(String(rule), particulars);
    }
    case 'unrecognized_keys':
      return ours('unknownField');
    case 'invalid_format':
      // A whole that is a text is a key; every other text is a field of something.
      if (whole) return ours('idempotencyKey');
      return issue.format === 'regex' ? ours('wrongForm') : zods(issue, value, locale);
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_union':
      if (whole && issue.code === 'invalid_type') return ours('bodyMissing');
      if (value === undefined) return ours('missing');
      return issue.code === 'invalid_union' ? ours('noneFits') : zods(issue, value, locale);
    case 'invalid_key':
    case 'invalid_element':
      return ours('wrongForm');
    case 'too_big':
    case 'too_small':
    case 'not_multiple_of':
      break;
  }
  return zods(issue, value, locale);
}

/** From zod's own catalogues. They name the kind of what they got, never what it was. */
function zods(issue: Issue, input: unknown, locale: Locale): string {
  const { localeError } = zodSays[locale];
  // An issue that is told has lost its input, which these want to see.
  const said: ReturnType<typeof localeError> = Reflect.apply(localeError, undefined, [{ ...issue, input }]);
  return (
    (typeof said === 'string' ? said : said?.message) ?? sayRefusal(locale, { rule: 'wrongForm', particulars: {} })
  );
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined,
    given,
  );
}

/** A key that reads like the name of a field; another may be anything that somebody wrote. */
const isName = (key: string): boolean => /^[A-Za-z][\w-]{0,39}$/.test(key);

const pointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
