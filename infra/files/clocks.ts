import { at, find, has, numberAt, problem, textAt } from './spot.ts';
import type { Problem, Spot } from './spot.ts';
import { familyOf, isNotLonger, unitsOf } from './units.ts';

/** The rules of FORMAT.md 7 for one clock; each gives what is wrong with it. */
const rules: ((clock: Spot) => Problem[])[] = [
  dutyIsMet,
  endsAtOpenDoors,
  hoursHaveNoDays,
  extensionKeepsFamily,
  extensionIsLonger,
  seriesIsNotExtended,
  percentageNeedsLimit,
  otherwiseInDays,
  actionsFitKind,
];

export const clockProblems = (file: Spot): Problem[] => [
  ...find(file, 'clocks/*').flatMap((clock) => rules.flatMap((rule) => rule(clock))),
  ...find(file, 'shortTracks/*').flatMap((track) => [...endsAtOpenDoors(track), ...hoursHaveNoDays(track)]),
  ...find(file, 'reopening').flatMap(hoursHaveNoDays),
  ...circles(file),
];

function dutyIsMet(clock: Spot): Problem[] {
  if (kindOf(clock) !== 'duty' || !isAbsent(clock, 'metBy')) return [];
  return [problem(at(clock, 'metBy'), 'a duty needs `metBy`: name the facts that meet it')];
}

/** `closeOfBusiness` can fall on a day not worked (FORMAT.md 5.4, step 6). */
function endsAtOpenDoors(clock: Spot): Problem[] {
  if (textAt(clock, 'endsAt') !== 'closeOfBusiness' || textAt(clock, 'roll') === 'nextWorkingDay') return [];
  const extension = at(clock, 'extensions');
  const units = [...unitsOf(at(clock, 'limit')), ...unitsOf(at(extension, 'by')), ...unitsOf(at(extension, 'to'))];
  const named = has(clock, 'limit', 'agreedBy') || has(extension, 'toDate');
  if (!named && units.every((unit) => unit === 'workingDays' || familyOf(unit) !== 'days')) return [];
  const reason =
    '`closeOfBusiness` could fall on a day that is not worked: count in `workingDays`, or add `roll: nextWorkingDay`';
  return [problem(at(clock, 'endsAt'), reason)];
}

function hoursHaveNoDays(clock: Spot): Problem[] {
  const unit = textAt(clock, 'limit', 'unit');
  if ((familyOf(unit) ?? 'days') === 'days') return [];
  return ['counting', 'endsAt', 'roll']
    .filter((field) => has(clock, field))
    .map((field) =>
      problem(at(clock, field), `\`${field}\` is for clocks of days, this one runs in \`${unit}\`: take it out`),
    );
}

/** Days are extended by days, hours only by hours, working hours only by working hours (FORMAT.md 4.5). */
function extensionKeepsFamily(clock: Spot): Problem[] {
  const family = has(clock, 'limit', 'agreedBy') ? 'days' : familyOf(textAt(clock, 'limit', 'unit'));
  if (!family) return [];
  const inUnits = ['by', 'to']
    .map((field) => at(clock, 'extensions', field, 'unit'))
    .filter((unit) => familyOf(textAt(unit)) !== undefined && familyOf(textAt(unit)) !== family);
  const byDay = family !== 'days' && has(clock, 'extensions', 'toDate') ? [at(clock, 'extensions', 'toDate')] : [];
  return [...inUnits, ...byDay].map((spot) =>
    problem(spot, `this clock runs in ${family}: extend it in ${family} too`),
  );
}

function extensionIsLonger(clock: Spot): Problem[] {
  const to = at(clock, 'extensions', 'to');
  const limit = has(clock, 'limit', 'agreedBy') ? at(clock, 'limit', 'otherwise') : at(clock, 'limit');
  if (!isNotLonger(to, limit)) return [];
  return [problem(to, '`to` is the whole new limit, counted from the start: make it longer than `limit`')];
}

function seriesIsNotExtended(clock: Spot): Problem[] {
  if (!has(clock, 'recurs') || !has(clock, 'extensions')) return [];
  return [problem(at(clock, 'extensions'), 'a recurring clock cannot be extended: take `extensions` out')];
}

function percentageNeedsLimit(clock: Spot): Problem[] {
  if (!has(clock, 'limit', 'agreedBy') || has(clock, 'limit', 'otherwise')) return [];
  const reason = 'an agreed date has no percentage: warn `before` it, or give `otherwise`';
  return find(clock, 'warnings/*/atPercent').map((spot) => problem(spot, reason));
}

function otherwiseInDays(clock: Spot): Problem[] {
  const unit = at(clock, 'limit', 'otherwise', 'unit');
  const family = familyOf(textAt(unit));
  if (family === undefined || family === 'days') return [];
  return [problem(unit, '`otherwise` stands for a day: give it in `days`, `workingDays`, `weeks` or `months`')];
}

function actionsFitKind(clock: Spot): Problem[] {
  const isDuty = kindOf(clock) === 'duty';
  const [wrong, right] = isDuty ? ['onExpiry', 'onBreach'] : ['onBreach', 'onExpiry'];
  if (!has(clock, wrong)) return [];
  return [problem(at(clock, wrong), `a ${kindOf(clock)} has \`${right}\` instead of \`${wrong}\``)];
}

/** `startsAtLatest` forms a circle; told once, at the clock of it that was come upon first. */
function circles(file: Spot): Problem[] {
  const clocks = new Map(find(file, 'clocks/*').map((clock) => [textAt(clock, 'name'), clock]));
  const seen = new Set<string>();
  return [...clocks.keys()].flatMap((first) => {
    const road: string[] = [];
    let name = first;
    while (name !== undefined && !seen.has(name)) {
      seen.add(name);
      road.push(name);
      const clock = clocks.get(name);
      name = clock && textAt(clock, 'startsAtLatest');
    }
    const circle = name !== undefined && road.includes(name) ? road.slice(road.indexOf(name)) : [];
    const clock = clocks.get(circle[0]);
    if (!clock || circle.length === 0) return [];
    const reason = `each of ${circle.join(', ')} waits for the other: let one of them start by its own fact`;
    return [problem(at(clock, 'startsAtLatest'), reason)];
  });
}

const kindOf = (clock: Spot): string => textAt(clock, 'kind') ?? 'duty';

function isAbsent(spot: Spot, key: string): boolean {
  const { value } = at(spot, key);
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

/** What rests on a law, a rule or guidance says where that stands (FORMAT.md 4.2). */
export const sourcelessProblems = (file: Spot): Problem[] =>
  ['clocks', 'shortTracks', 'pauses', 'suspensions', 'retention']
    .flatMap((list) => find(file, `${list}/*`))
    .filter((entry) => has(entry, 'basis') && textAt(entry, 'basis') !== 'target' && isAbsent(entry, 'sources'))
    .map((entry) =>
      problem(at(entry, 'sources'), 'only a `target` may do without `sources`: name the source it rests on'),
    );

/** A pause begun by a fact is ended by facts (FORMAT.md 4.7). */
export const pauseProblems = (file: Spot): Problem[] =>
  find(file, 'pauses/*').flatMap((pause) => {
    const [starts, ends] = [isAbsent(pause, 'startsBy'), isAbsent(pause, 'endsBy')];
    if (starts === ends) return [];
    return starts
      ? [
          problem(
            at(pause, 'startsBy'),
            '`endsBy` needs `startsBy`: name the fact that begins it, or take `endsBy` out',
          ),
        ]
      : [problem(at(pause, 'endsBy'), 'a pause begun by a fact needs `endsBy`: name the facts that end it')];
  });

/** Tiers are numbered 1, 2, 3… in order, and each has a role (FORMAT.md 4.4). */
export const tierProblems = (file: Spot): Problem[] =>
  find(file, 'tiers/*').flatMap((tier, index) => {
    const number = numberAt(tier, 'number');
    const gap = number !== undefined && number !== index + 1;
    return [
      ...(gap ? [problem(at(tier, 'number'), `tiers are numbered without gaps: this one must be ${index + 1}`)] : []),
      ...(isAbsent(tier, 'roles')
        ? [problem(at(tier, 'roles'), 'a tier needs a role: name who may review at it')]
        : []),
    ];
  });

/** A suspension ends before it begins (FORMAT.md 4.8). */
export const suspensionProblems = (file: Spot): Problem[] =>
  find(file, 'suspensions/*').flatMap((suspension) => {
    const applies = at(suspension, 'appliesTo');
    return [...backwards(suspension, 'from', 'to'), ...backwards(applies, 'receivedFrom', 'receivedTo')];
  });

function backwards(spot: Spot, from: string, to: string): Problem[] {
  const [first, last] = [textAt(spot, from), textAt(spot, to)];
  if (first === undefined || last === undefined || first <= last) return [];
  return [problem(at(spot, to), `it ends before it begins: \`${to}\` must not be before \`${from}\`, ${first}`)];
}
