import type { When } from '../domain/reckoner/rule.ts';
import type { ProcedureDocument } from '../infra/procedureFaults.ts';
import type { PublicAnswer } from './ruleAnswers.ts';
import { say, type Locale } from './locale.ts';

type ClockOfFile = ProcedureDocument['clocks'][number];

/** What a complainant may expect under a procedure: our words in their language, the file's own as they are. */
export function publicPage(document: ProcedureDocument, locale: Locale): PublicAnswer {
  const { title, summary, clocks, tiers, external = [] } = document;
  const reviews = tiers.slice(1);
  const step = (name: string, particulars = {}) => ({ words: say(locale, `tracking.steps.${name}`, particulars) });
  return {
    title,
    summary,
    steps: [
      ...['received', 'acknowledged', 'assessed', 'underInvestigation', 'decided'].map((name) => step(name)),
      ...reviews.map(({ number }) => step('review', { tier: number })),
      ...(external.length > 0 ? [step('referred')] : []),
      ...['remedied', 'closed'].map((name) => step(name)),
    ],
    promises: clocks.filter(isPromise).map((clock) => ({
      clock: clock.name,
      title: clock.title,
      words: limitIn(clock, locale),
      ...tagsOf(clock.when, document),
    })),
    outside: external.map((way) => {
      const window = clocks.find(({ name }) => name === way.window);
      return {
        body: way.body,
        ...(way.contact && { contact: way.contact }),
        ...(way.for && { for: [way.for].flat() }),
        words: [
          opening(way.opens, locale),
          ...(window ? [say(locale, 'public.window', { limit: limitIn(window, locale) })] : []),
        ].join(' '),
      };
    }),
    reviews: reviews.map((tier) => ({
      tier: tier.number,
      title: tier.title,
      ...step('review', { tier: tier.number }),
    })),
  };
}

const isPromise = ({ kind = 'duty', owner = 'organisation' }: ClockOfFile): boolean =>
  kind === 'duty' && owner === 'organisation';

/** "within 20 working days", "every 10 working days". */
function limitIn({ limit, recurs }: ClockOfFile, locale: Locale): string {
  if ('agreedBy' in limit) {
    const { otherwise } = limit;
    const agreed = say(locale, 'public.agreed');
    return otherwise
      ? say(locale, 'public.agreedOr', { agreed, limit: lengthIn('within', otherwise, locale) })
      : agreed;
  }
  return lengthIn(recurs ? 'every' : 'within', limit, locale);
}

type Length = { count: number; unit: string };

function lengthIn(how: 'within' | 'every', { count, unit }: Length, locale: Locale): string {
  const { count: number, unit: shown } =
    count < 1 && unit === 'hours' ? { count: count * 60, unit: 'minutes' } : { count, unit };
  return say(locale, `public.${how}.${shown}`, { count: number });
}

/** When the way outside opens: as soon as we have it, with our decision, or when we are late as well. */
function opening(opens: readonly string[], locale: Locale): string {
  if (opens.includes('fact:received') || opens.includes('fact:sentToCompany'))
    return say(locale, 'public.opens.always');
  const isLate = opens.some((cause) => /^(?:breach|expiry):/.test(cause));
  const isDecided = opens.includes('fact:decisionCommunicated');
  if (isDecided) return say(locale, isLate ? 'public.opens.decisionOrLate' : 'public.opens.decision');
  return say(locale, isLate ? 'public.opens.late' : 'public.opens.told');
}

/** Whom a promise is for, in the words of the file, where it is not for everybody. */
function tagsOf(when: When | undefined, { tags = [] }: ProcedureDocument) {
  const meaning = (names: readonly string[] = []): string[] =>
    names.map((name) => tags.find(({ tag }) => tag === name)?.means ?? name);
  const [only, not] = [meaning(when?.anyOf), meaning(when?.noneOf)];
  return { ...(only.length > 0 && { for: only }), ...(not.length > 0 && { notFor: not }) };
}
