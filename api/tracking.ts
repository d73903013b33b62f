import type { Action, Entry } from '../domain/action.ts';
import { complainant } from '../domain/actor.ts';
import { allowed } from '../domain/allowed.ts';
import { isLive } from '../domain/clock.ts';
import type { Complaint, Stage } from '../domain/complaint.ts';
import type { Letter } from '../domain/letter.ts';
import { owed } from '../domain/owed.ts';
import type { Rules } from '../domain/rules.ts';
import type { TrackingAnswer } from './answers.ts';
import type { Opened } from './desk.ts';
import { say, type Locale } from './locale.ts';
import { put } from './view.ts';
import { dayIn } from '../infra/zone.ts';

type Shown = { opened: Opened; trail: readonly Entry[]; letters: readonly Letter[]; zone: string; locale: Locale };

/** What a complainant may send with the tracking code; `api.md`. */
const theirs = [
  ...(['accept', 'reject', 'escalate', 'withdraw', 'reopen', 'rate', 'addInformation'] as const),
  ...(['consent', 'nameRepresentative', 'endRepresentation'] as const),
] as const;

/** Where the complaint stands, in the complainant's words: what was done, what is promised, what they can do now (7.3). */
export function trackingAnswer({ opened, trail, letters, zone, locale }: Shown): TrackingAnswer {
  const { complaint, rules } = opened;
  const turn = turnOf(complaint, rules);
  const can = allowed(complaint, complainant, rules).allowed;
  const decision = decisionOf(complaint, trail, zone);
  return {
    reference: complaint.reference,
    turn,
    turnWords: say(locale, `tracking.turn.${turn}`),
    steps: stepsOf(trail, complaint, zone, locale),
    promised: complaint.clocks
      .filter((clock) => isLive(clock) && promises.includes(clock.name) && clock.lastDay)
      .map(({ name, lastDay = '', state }) => ({
        words: say(locale, `tracking.promised.${name}`, { day: lastDay }),
        day: lastDay,
        state,
      })),
    ...(decision && { decision }),
    messages: trail.flatMap(({ action, at, by }) => {
      const words = saidIn(action);
      return words
        ? [{ at, from: by.role === 'complainant' ? ('complainant' as const) : ('organisation' as const), words }]
        : [];
    }),
    letters: letters.map(({ kind, state, at }) => ({ kind, state, at })),
    canDo: theirs.flatMap((kind) => {
      const fields = can.find((each) => each.kind === kind)?.fields;
      if (!fields) return [];
      const { onBehalf: _onBehalf, channel: _channel, speaker: _speaker, ...asked } = fields;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the domain’s lists are readonly, the answer’s are not
      return [{ kind, words: say(locale, `tracking.canDo.${kind}`), fields: asked as never }];
    }),
  };
}

const promises = [
  'acknowledgement-electronic',
  'acknowledgement',
  'acknowledgement-review',
  'update',
  'decision',
  'decision-reopened',
  'answer',
  'after-rejection',
  'remedy',
  'external',
  'reopening',
];
/** Entries whose words are said to or by the complainant; what staff note for each other is not. */
const told = [
  'inform',
  'ask',
  'receiveInformation',
  'addInformation',
  'settle',
  'explainDelay',
  'agreePeriod',
  'accept',
  'reject',
  'withdraw',
  'rate',
];

function saidIn(action: Action): string | undefined {
  if (action.kind === 'reopen') return action.reason;
  return 'words' in action && told.includes(action.kind) ? action.words : undefined;
}

function turnOf(complaint: Complaint, rules: Rules): TrackingAnswer['turn'] {
  if (complaint.stage === 'closed') return 'nobody';
  return owed(complaint, rules).some(({ what }) => what === 'answer') ? 'complainant' : 'organisation';
}

const road: readonly Stage[] = [
  'received',
  'acknowledged',
  'assessed',
  'underInvestigation',
  'decided',
  'accepted',
  'closed',
];
const beforeDecision: readonly Stage[] = road.slice(0, road.indexOf('decided'));
const leads: { readonly [kind: string]: Stage } = {
  receive: 'received',
  acknowledge: 'acknowledged',
  assess: 'assessed',
  investigate: 'underInvestigation',
  settle: 'decided',
  decide: 'decided',
  accept: 'accepted',
  refer: 'referred',
  withdraw: 'closed',
  close: 'closed',
};

/** What has happened, in order, then what is still to come on the usual road. */
function stepsOf(trail: readonly Entry[], { stage }: Complaint, zone: string, locale: Locale): TrackingAnswer['steps'] {
  let tier = 1;
  const steps: TrackingAnswer['steps'] = [];
  const seen = new Set<Stage>();
  for (const { action, at } of trail) {
    const day = dayIn(zone, at);
    if (action.kind === 'escalate' || action.kind === 'reject') {
      if (action.kind === 'reject' && stage === 'referred') continue;
      tier += 1;
      steps.push({ words: say(locale, 'tracking.steps.review', { tier }), day, done: true });
      continue;
    }
    if (action.kind === 'reopen') {
      for (const each of seen) if (!beforeDecision.includes(each)) seen.delete(each);
      steps.push({ words: say(locale, 'tracking.steps.reopened'), day, done: true });
      continue;
    }
    if (action.kind === 'transfer') {
      steps.push({ words: say(locale, 'tracking.steps.transferred', { to: action.to }), day, done: true });
      continue;
    }
    const reached = leads[action.kind];
    if (!reached || (seen.has(reached) && reached !== 'decided')) continue;
    seen.add(reached);
    steps.push({ words: say(locale, `tracking.steps.${reached}`), day, done: true });
  }
  if (stage === 'closed' || stage === 'referred') return steps;
  const ahead = road.slice(road.indexOf(stage) + 1).filter((each) => !seen.has(each) || each === 'decided');
  return [...steps, ...ahead.map((each) => ({ words: say(locale, `tracking.steps.${each}`), done: false }))];
}

function decisionOf({ decidedAt, proposal, outcome }: Complaint, trail: readonly Entry[], zone: string) {
  if (!decidedAt) return undefined;
  const letter = (proposal !== undefined && put(trail, 'propose', proposal)?.letter) || {}; // settled by word of mouth
  return { day: dayIn(zone, decidedAt), ...(outcome && { outcome }), letter };
}
