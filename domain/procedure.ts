import type { Role } from './actor.ts';
import type { ClockRule, Limit, Rules } from './rules.ts';

type When = { anyOf?: string[]; noneOf?: string[] };
type OnEnd = { do: string; to?: string | number; fact?: string; as?: string };

/** A procedure file as FORMAT.md describes it, as far as `rulesOf` reads it. */
export type Procedure = {
  id: string;
  version: string;
  title: string;
  calendar: string;
  tags?: { tag: string }[];
  tiers: {
    number: number;
    name: string;
    title: string;
    roles: Role[];
    excluded?: string[];
    entryBy?: string[];
    approval?: 'aboveAuthority' | 'always';
  }[];
  clocks: {
    name: string;
    title: string;
    kind?: ClockRule['kind'];
    owner?: ClockRule['owner'];
    starts: string | string[];
    armed?: 'once' | 'perTier' | 'shared' | 'everyTime';
    tiers?: number[];
    limit: Limit | object;
    metBy?: string[];
    cancelledBy?: string[];
    when?: When;
    recurs?: object;
    onBreach?: OnEnd[];
    onExpiry?: OnEnd[];
  }[];
  letters?: {
    kind: string;
    title: string;
    owedBy: string[];
    contents: { element: string }[];
    tiers?: number[];
    when?: When;
  }[];
  outcomes?: { code: string; label: string }[];
  acceptance?: { window: string; silence: 'closesAsAccepted' | 'closesUnanswered' | 'staysOpen' };
  reopening?: { limit: Limit };
};

/** The clocks reckoned so far; the whole of FORMAT.md sections 3 to 5 follows with the reckoner. */
const reckoned = [
  'acknowledgement-electronic',
  'acknowledgement',
  'acknowledgement-review',
  'decision',
  'answer',
  'external',
  'follow-up',
];

/** What a complaint under this procedure takes along. */
export function rulesOf(procedure: Procedure): Rules {
  const { tiers, letters = [], outcomes = [], reopening } = procedure;
  const clocks = procedure.clocks
    .filter(({ name }) => reckoned.includes(name))
    .map((each) => clockRule(each, procedure));
  return {
    tiers: tiers.map(
      ({
        number,
        roles,
        excluded = ['subjectOfComplaint', 'declaredConflict'],
        entryBy = [],
        approval = 'aboveAuthority',
      }) => ({
        number,
        roles,
        excluded,
        entryBy,
        approval,
      }),
    ),
    clocks: reopening ? [...clocks, reopeningWindow(reopening.limit)] : clocks,
    letters: letters.map(({ kind, owedBy, contents, tiers, when }) => ({
      kind,
      owedBy,
      elements: contents.map(({ element }) => element),
      ...(tiers && { tiers }),
      ...(when && { when }),
    })),
    outcomes: outcomes.map(({ code }) => code),
  };
}

function clockRule(clock: Procedure['clocks'][number], { acceptance }: Procedure): ClockRule {
  const { name, kind = 'duty', owner = 'organisation', starts, armed = 'once', tiers, limit, metBy = [], when } = clock;
  if (armed === 'shared' || !('unit' in limit)) throw new Error(`The clock ${name} cannot be reckoned yet.`);
  const cancelledBy = clock.cancelledBy ?? (kind === 'duty' ? ['withdrawn', 'transferred', 'closed'] : []);
  return {
    name,
    kind,
    owner,
    starts: [starts].flat(),
    armed,
    limit,
    metBy,
    cancelledBy,
    follows: follows(clock, acceptance),
    ...(tiers && { tiers }),
    ...(when && { when }),
  };
}

function follows(
  { name, onBreach = [], onExpiry = [] }: Procedure['clocks'][number],
  acceptance: Procedure['acceptance'],
) {
  if (acceptance?.window === name) {
    if (acceptance.silence === 'closesAsAccepted') return 'acceptBySilence';
    return acceptance.silence === 'closesUnanswered' ? 'closeUnanswered' : 'nothing';
  }
  if (onBreach.some(({ do: action }) => action === 'escalate')) return 'escalate';
  return onExpiry.some(({ fact }) => fact === 'satisfactionAsked') ? 'survey' : 'nothing';
}

const reopeningWindow = (limit: Limit): ClockRule => ({
  name: 'reopening',
  kind: 'window',
  owner: 'complainant',
  starts: ['closed'],
  armed: 'everyTime',
  limit,
  metBy: ['reopened'],
  cancelledBy: [],
  follows: 'nothing',
});
