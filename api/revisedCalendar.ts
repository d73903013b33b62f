import type { Calendar } from '../domain/reckoner/calendar.ts';
import { readYaml } from '../infra/files/yaml.ts';
import { judgeCalendar } from '../infra/procedureFaults.ts';
import { Faulty } from './document.ts';

/**
 * The next revision of a calendar, from a document that says which one it starts from. Throws with everything that is
 * wrong, each in its line of what was sent.
 */
export function revisedCalendar(text: string, id: string): Calendar {
  const yaml = readYaml(text);
  const sent = yaml.root?.value;
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return judged(yaml, id);
  const { basedOn, ...rest } = { ...sent, basedOn: Reflect.get(sent, 'basedOn') as unknown };
  const isNumber = typeof basedOn === 'number' && Number.isSafeInteger(basedOn) && basedOn >= 0;
  const problems = [
    ...yaml.problems,
    ...(isNumber ? [] : [{ path: ['basedOn'], reason: '`basedOn` is needed: the revision that this one starts from' }]),
    ...('revision' in rest ? [{ path: ['revision'], reason: 'leave it out: it follows from `basedOn`' }] : []),
  ];
  const revision = isNumber ? basedOn + 1 : 1;
  return judged({ ...yaml, problems, root: { path: [], value: { ...rest, revision } } }, id);
}

function judged(yaml: Parameters<typeof judgeCalendar>[0], id: string): Calendar {
  const { calendar, faults } = judgeCalendar(yaml, { file: '', id });
  if (!calendar) throw new Faulty(faults);
  return calendar;
}
