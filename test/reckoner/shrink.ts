import type { Case } from './cases.ts';

/** The smallest case that still differs: whatever can be left out is left out. */
export function shrunk(it: Case, differs: (it: Case) => boolean): Case {
  let smallest = it;
  for (let found: Case | undefined = it; found;) {
    smallest = found;
    found = [...smaller(smallest)].map((each) => each as Case).find((each) => differs(each));
  }
  return smallest;
}

/** What may be missing; anything else has to stay for the case to mean something. */
const options = new Set(
  `calendarChanges tiers startsAtLatest counting includesAnchorDay cutOff endsAt roll recurs warnings extensions when
   fromLast max times dayRule ground anyOf noneOf receivedFrom receivedTo longer notice partDays
   extraWorkingDays ${['sun', 'mon', 'tues', 'wednes', 'thurs', 'fri', 'satur'].map((day) => `${day}day`).join(' ')}`.split(
    /\s+/,
  ),
);
/** Lists that may not become empty. */
const full = new Set(['weeks', 'calendars', 'clocks', 'starts', 'metBy', 'hours', 'default', 'endsBy', 'notify']);

/** This with one entry or one option less, wherever there is one. */
function* smaller(value: unknown, name = ''): Generator {
  if (Array.isArray(value)) {
    const list = value as unknown[];
    const first = name === 'weeks' || name === 'calendars' || name === 'clocks' ? 1 : 0;
    if (list.length > 1 || !full.has(name))
      for (let index = list.length - 1; index >= first; index--) yield list.toSpliced(index, 1);
    for (const [index, each] of list.entries()) for (const less of smaller(each)) yield list.with(index, less);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      const isOption = options.has(key) && !(key === 'extensions' && 'facts' in value);
      if (isOption) yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
      for (const less of smaller(each, key)) yield { ...value, [key]: less };
    }
  }
}
