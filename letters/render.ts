import type { Letter } from '../domain/letter.ts';
import { isProposed } from '../domain/letter.ts';
import { put, representativeIn } from '../domain/put.ts';
import { applies } from '../domain/reckoner/rule.ts';
import { dayText, languageOf, textOf, type Facts, type Language } from './catalogue.ts';
import { factsOf, type Moment, type Terms } from './facts.ts';

/** A letter in words. What it `lacks` a person must write before it can be sent: each stands in it as a mark. */
export type Rendered = { text: string; lacks: string[] };

type Owed = Pick<Letter, 'kind' | 'owedBy' | 'language' | 'at'>;

/** The letter as plain text, with all that the procedure wants in it and as things stood when it became owed. */
export function render(letter: Owed, moment: Moment): Rendered {
  const language = languageOf(letter.language);
  const facts = factsOf(moment, letter.owedBy, language);
  const given = givenIn(letter.kind, moment);
  const written = contentsOf(letter, moment).map(({ element, text: guidance = '' }) => {
    const text = given[element] ?? template(language, letter.kind, element, facts);
    return { element, text, guidance };
  });
  const { trail, complaint } = moment;
  const receipt = put(trail, 'receive', 1);
  const speaker = representativeIn(complaint, trail, moment.dayOf(letter.at));
  const isKnown = !complaint.flags.includes('identityWithheld');
  const name = isKnown ? (speaker?.name ?? receipt?.complainant?.name) : undefined;
  const frame = (part: string, more: Facts = {}): string =>
    textOf(language, `frame.${part}`, { ...facts, ...more }) ?? '';
  const paragraphs = [
    facts['organisation'],
    `${frame('reference')}\n${dayText(language, moment.dayOf(letter.at))}`,
    frame('greeting', { name }),
    ...written.map(({ element, text, guidance }) => text ?? frame('missing', { element, guidance })),
    `${frame('signed')}\n${frame('office')}`,
  ];
  return {
    text: `${paragraphs.join('\n\n')}\n`,
    lacks: written.flatMap(({ element, text }) => (text === undefined ? element : [])),
  };
}

/** What stands over a letter: the reference and what kind it is, and nothing of what it says. */
export function subjectOf({
  kind,
  reference,
  language: wanted,
}: Pick<Letter, 'kind' | 'reference' | 'language'>): string {
  const language = languageOf(wanted);
  const title = textOf(language, `titles.${kind}`, {}) ?? textOf(language, 'titles.otherwise', {});
  return textOf(language, 'frame.subject', { reference, title }) ?? reference;
}

/** What a person wrote for this letter when the decision was proposed. */
function givenIn(kind: string, { complaint: { proposal }, trail }: Moment): { [element: string]: string } {
  if (!isProposed(kind) || proposal === undefined) return {};
  return put(trail, 'propose', proposal)?.letter ?? {};
}

const template = (language: Language, kind: string, element: string, facts: Facts): string | undefined =>
  textOf(language, `kinds.${kind}.${element}`, facts) ?? textOf(language, `elements.${element}`, facts);

/** The rule of the procedure by which it is owed. */
export function ruleOf(
  { kind, owedBy }: Pick<Letter, 'kind' | 'owedBy'>,
  { complaint, terms: { letters = [] } }: Pick<Moment, 'complaint' | 'terms'>,
): NonNullable<Terms['letters']>[number] | undefined {
  const ofKind = letters.filter((each) => each.kind === kind && applies(each.when, complaint.tags));
  const ofCause = ofKind.filter((each) => each.owedBy.includes(owedBy));
  return (
    ofCause.find(({ tiers }) => !tiers || tiers.includes(complaint.tier)) ??
    ofCause[0] ??
    ofKind[0] ??
    letters.find((each) => each.kind === kind) // its tags may have changed since
  );
}

const contentsOf = (letter: Owed, moment: Moment) => ruleOf(letter, moment)?.contents ?? [];
