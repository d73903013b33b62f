import type { Action, Entry } from '../domain/action.ts';
import { isRunning, type Clock } from '../domain/clock.ts';
import type { Complaint, Day, Instant, Redress } from '../domain/complaint.ts';
import { put } from '../domain/put.ts';
import { applies, type When } from '../domain/reckoner/rule.ts';
import { nextTier, owed } from '../domain/road.ts';
import { clockRule, tierRule, type ClockRule, type Fact, type Rules } from '../domain/rules.ts';
import { dayText, oneOf, textOf, type Facts, type Language } from './catalogue.ts';

/** What a letter needs of the procedure beside its rules: what people call things. */
export type Terms = {
  title: string;
  external?: { body: string; contact?: string; when?: When }[];
  letters?: {
    kind: string;
    owedBy: string[];
    tiers?: number[];
    when?: When;
    channel?: string;
    contents: { element: string; text?: string }[];
  }[];
};

/** Who writes, and how they are reached. */
export type Sender = { organisation: string; contact?: string; address?: string };

/** A complaint as it stood when a letter became owed. `trail` ends with the entry that made it owed; its words are open. */
export type Moment = {
  complaint: Complaint;
  trail: readonly Entry[];
  rules: Rules;
  terms: Terms;
  sender: Sender;
  /** The role of whoever has it; never a name. */
  handlerRole?: string;
  dayOf: (at: Instant) => Day;
};

/** What texts are filled with, as it was then. */
export function factsOf(moment: Moment, owedBy: string, language: Language): Facts {
  const { complaint, trail, rules, terms, sender, handlerRole, dayOf } = moment;
  const day = (value: Day | undefined): string | undefined => value && dayText(language, value);
  const word = (list: string, code: string | undefined): string | undefined =>
    code && (textOf(language, `${list}.${code}`, {}) ?? code);
  const by = (fact: Fact, kind: ClockRule['kind']): Day | undefined => earliest(complaint, rules, fact, kind);
  const receipt = put(trail, 'receive', 1);
  const proposal = complaint.proposal === undefined ? undefined : put(trail, 'propose', complaint.proposal);
  const review = nextTier(complaint, 'complainant', rules);
  const open = complaint.outside.map(({ body }) => body);
  const outside = outsideWays(moment, language, open);
  const { outcome, settled, closed, referral, tier, receivedAt, allegations } = complaint;
  return {
    organisation: sender.organisation,
    contact: sender.contact,
    address: sender.address,
    procedure: terms.title,
    reference: complaint.reference,
    received: day(dayOf(receivedAt)),
    tier,
    handler: word('roles', handlerRole),
    review:
      review &&
      oneOf(
        language,
        tierRule(rules, review).roles.map((role) => word('roles', role) ?? role),
      ),
    answerBy: day(by('decisionCommunicated', 'duty')),
    writeBy: day(by('progressReported', 'duty')),
    acceptBy: day(by('accepted', 'window')),
    reopenBy: day(running(complaint, ({ name }) => name === 'reopening')?.lastDay),
    silence: silenceOf(rules),
    paused: complaint.clocks.some(({ state }) => state === 'paused') ? 'yes' : undefined,
    breach: owedBy === 'fact:escalatedByClock' || /^(?:breach|expiry):/.test(owedBy) ? 'yes' : undefined,
    decided: word('outcomes', outcome ?? (settled && 'settled')),
    found: lines(
      allegations.flatMap(({ number, finding }) =>
        finding
          ? textOf(language, 'lines.allegation', { number, outcome: word('outcomes', finding.outcome) })
          : undefined,
      ),
    ),
    redress: lines(owed(complaint).map((each) => redressLine(each, language, dayOf))),
    closed: word('closed', closed?.reason),
    outside,
    ways: outsideWays(moment, language),
    outsideBy: day(outsideBy(moment, open[0])),
    referredTo: referral && outsideWays(moment, language, [referral.body]),
    description: receipt?.description,
    wish: receipt?.desiredOutcome,
    said: saidIn(trail.at(-1)?.action),
    preventing: proposal?.prevention,
  };
}

const lines = (list: readonly (string | undefined)[]): string | undefined =>
  list.filter(Boolean).join('\n') || undefined;

/** The words of the entry that made a letter owed, which the letter passes on; not what staff note for each other. */
function saidIn(action: Action | undefined): string | undefined {
  if (action?.kind === 'extend' || action?.kind === 'reopen') return action.reason;
  if (action?.kind === 'ask' || action?.kind === 'settle') return action.words;
  return action?.kind === 'inform' || action?.kind === 'explainDelay' ? action.words : undefined;
}

const running = ({ clocks }: Complaint, which: (clock: Clock) => boolean): Clock | undefined =>
  clocks
    .filter((clock) => isRunning(clock) && which(clock))
    .toSorted((one, other) => (day(one) < day(other) ? -1 : 1))[0];
const day = ({ lastDay }: Clock): Day => lastDay ?? '~';

/** The first day by which this is promised, or possible: of a clock that is there for it, which the first fact that meets it says. */
const earliest = (complaint: Complaint, rules: Rules, fact: Fact, kind: ClockRule['kind']): Day | undefined =>
  running(complaint, ({ name }) => {
    const rule = clockRule(rules, name);
    return rule?.kind === kind && rule.metBy[0] === fact;
  })?.lastDay;

function silenceOf({ clocks }: Rules): 'accepts' | 'closes' | 'stays' {
  const does = clocks.filter(({ kind }) => kind === 'window').flatMap(({ atDue = [] }) => atDue.map((each) => each.do));
  if (does.includes('accept')) return 'accepts';
  return does.includes('close') ? 'closes' : 'stays';
}

/** The bodies outside, one a line; of these, or all that are there for such complaints. */
function outsideWays({ complaint, terms, ...moment }: Moment, language: Language, of?: readonly string[]) {
  const bodies =
    of ?? (terms.external ?? []).filter(({ when }) => applies(when, complaint.tags)).map(({ body }) => body);
  return lines(
    [...new Set(bodies)].map((body) => {
      const by = outsideBy({ complaint, terms, ...moment }, body);
      return textOf(language, 'lines.outside', {
        body,
        contact: terms.external?.find((each) => each.body === body)?.contact,
        by: by && dayText(language, by),
      });
    }),
  );
}

function outsideBy({ complaint, rules }: Moment, body: string | undefined): Day | undefined {
  const window = rules.external.find((each) => each.body === body)?.window;
  return running(complaint, ({ name }) => name === window)?.lastDay;
}

function redressLine({ kind, amount, by, carriedOutAt }: Redress, language: Language, dayOf: Moment['dayOf']) {
  return textOf(language, 'lines.redress', {
    what: textOf(language, `redress.${kind}`, {}) ?? kind,
    amount: amount && `${amount.value} ${amount.currency}`,
    by: by && dayText(language, by),
    done: carriedOutAt && dayText(language, dayOf(carriedOutAt)),
  });
}
