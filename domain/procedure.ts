import type { Role } from './actor.ts';
import type { Snapshot } from './reckoner/calendar.ts';
import type { Limit } from './reckoner/rule.ts';
import type { ClockRule, Ending, ExternalRule, Fact, LetterRule, Rules } from './rules.ts';
import { timetableOf, type ProcedureFile } from './timetable.ts';

/** A procedure file (FORMAT.md 4), as far as complaints are judged by it. */
export type Procedure = Omit<ProcedureFile, 'clocks'> & {
  title: string;
  tags?: { tag: string; means?: string }[];
  tiers: {
    number: number;
    name: string;
    title: string;
    roles: Role[];
    excluded?: string[];
    entryBy?: string[];
    approval?: 'aboveAuthority' | 'always';
  }[];
  clocks: (ProcedureFile['clocks'][number] & {
    title: string;
    owner?: ClockRule['owner'];
    onBreach?: OnEnd[];
    onExpiry?: OnEnd[];
  })[];
  letters?: (Omit<LetterRule, 'elements'> & { title: string; contents: { element: string }[] })[];
  outcomes?: { code: string; label: string }[];
  external?: ExternalRule[];
  lowRating?: { atMost: number; notify: Role[] };
  acceptance?: { window: string; silence: 'closesAsAccepted' | 'closesUnanswered' | 'staysOpen' };
};

type OnEnd =
  | { do: 'escalate'; to: 'next' | number }
  | { do: 'notify'; roles: Role[]; repeat?: Limit }
  | { do: 'send'; letter: string }
  | { do: 'record'; fact: Fact }
  | { do: 'close'; as: string }
  | { do: 'openExternal'; body: string };

/** What a complaint under this procedure takes along, with the calendars that its clocks need. */
export function rulesOf(procedure: Procedure, calendars: Snapshot[]): Rules {
  const { tiers, letters = [], outcomes = [], external = [], reopening, lowRating } = procedure;
  const timetable = timetableOf(procedure);
  return {
    ...timetable,
    // Retention runs for years after everything else is over; it is reckoned where it is asked for.
    clocks: timetable.clocks.filter(({ fromLast }) => !fromLast).map((timing) => clockRuleOf(timing, procedure)),
    calendars,
    tiers: tiers.map(
      ({
        number,
        roles,
        excluded = ['subjectOfComplaint', 'declaredConflict'],
        entryBy = [],
        approval = 'aboveAuthority',
      }) => ({ number, roles, excluded, entryBy, approval }),
    ),
    letters: letters.map(({ kind, owedBy, contents, tiers, when }) => ({
      kind,
      owedBy,
      elements: contents.map(({ element }) => element),
      ...(tiers && { tiers }),
      ...(when && { when }),
    })),
    outcomes: outcomes.map(({ code }) => code),
    reopenedBy: reopening?.by ?? [],
    ...(lowRating && { lowRating: { atMost: lowRating.atMost, roles: lowRating.notify } }),
    external: external.map(({ body, opens, when, tiers, window }) => ({
      body,
      opens,
      ...(when && { when }),
      ...(tiers && { tiers }),
      ...(window && { window }),
    })),
  };
}

function clockRuleOf(timing: Omit<ClockRule, 'owner'>, { clocks, acceptance }: Procedure): ClockRule {
  const file = clocks.find(({ name }) => name === timing.name);
  const silence: Ending[] = [];
  if (acceptance?.window === timing.name) {
    if (acceptance.silence === 'closesAsAccepted') silence.push({ do: 'accept' });
    if (acceptance.silence === 'closesUnanswered') silence.push({ do: 'close', as: 'unanswered' });
  }
  const own = [...(file?.onBreach ?? []), ...(file?.onExpiry ?? [])].filter(isEnding);
  const atDue = [...silence, ...own];
  const owner = file?.owner ?? (timing.kind === 'window' && !file ? 'complainant' : 'organisation');
  return { ...timing, owner, ...(atDue.length > 0 && { atDue }) };
}

const isEnding = (each: OnEnd): each is Extract<OnEnd, Ending> => each.do !== 'close' || each.as === 'unanswered';
