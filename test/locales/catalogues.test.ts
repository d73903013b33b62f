import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { channels, findingOutcomes, referralOutcomes } from '../../domain/action.ts';
import { roles } from '../../domain/actor.ts';
import { closeReasons, stages } from '../../domain/complaint.ts';
import { actionKinds } from '../../domain/lifecycle.ts';
import { argumentsOf, catalogues, locales, messageFor } from '../../api/locale.ts';
import { ownProcedures } from '../../infra/procedures.ts';
import { readRulebook } from '../../infra/rulebook.ts';

const keys = [...catalogues.en.keys()];
const others = locales.filter((locale) => locale !== 'en');

describe('the four catalogues', () => {
  it.each(others)('%s has the sentences of the English one, in its order, and no more', (locale) => {
    expect([...catalogues[locale].keys()]).toEqual(keys);
  });

  it.each(others)('each sentence of %s is filled with what the English one is', (locale) => {
    for (const key of keys) {
      const [theirs, ours] = [messageFor(locale, key), messageFor('en', key)].map((each) =>
        argumentsOf(each).toSorted(),
      );
      expect({ key, filled: theirs }).toEqual({ key, filled: ours });
    }
  });

  it.each(locales)('%s has every plural form of its language wherever it counts', (locale) => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const counting = [...catalogues[locale]].filter(([, text]) => text.includes(', plural,'));
    expect(counting.length).toBeGreaterThan(5);
    for (const [key, text] of counting) {
      for (const form of forms) expect({ key, form, has: text.includes(` ${form} {`) }).toMatchObject({ has: true });
    }
  });

  it.each(others)('%s is written in its own script, sentence by sentence', (locale) => {
    for (const [key, text] of catalogues[locale]) {
      const words = text.replaceAll(/\{\w+, (number|plural,)|\{|\}/g, ' ').replaceAll(/\u2068[^\u2069]*\u2069/g, ' ');
      expect({ key, own: /\p{Script=Arabic}/u.test(words) }).toEqual({ key, own: true });
      expect(text).not.toEqual(catalogues.en.get(key));
    }
  });

  it.each(others)('what is written from left to right in %s is set apart by isolates, which are closed', (locale) => {
    for (const [key, text] of catalogues[locale]) {
      expect({ key, open: text.split('\u2068').length }).toEqual({ key, open: text.split('\u2069').length });
      const bare = text
        .replaceAll(/\u2068[^\u2068\u2069]*\u2069/g, '')
        .replaceAll(/\{\w+(, (number|plural,|select,))?|[a-z=\d]+ \{/g, '');
      expect({ key, bare: /[A-Za-z]{2}/.exec(bare)?.[0] }).toEqual({ key, bare: undefined });
    }
  });
});

describe('the English words', () => {
  it('are those of the house', () => {
    const never = /\b(case|ticket|status|state|item|data|info|util|update|signal|query|event)s?\b/i;
    for (const [key, text] of catalogues.en) {
      expect({ key, never: never.exec(text.replaceAll(/\{[^}]*\}/g, ' '))?.[0] }).toEqual({ key, never: undefined });
    }
  });

  it('promise nothing without a day', () => {
    const promises = keys.filter((key) => key.startsWith('tracking.promised.'));
    for (const key of promises) expect(argumentsOf(messageFor('en', key))).toEqual(['day']);
  });
});

describe('every code has its label', () => {
  const labels: [string, readonly string[]][] = [
    ['stages', stages],
    ['actions', actionKinds],
    ['roles', roles],
    ['closeReasons', closeReasons],
    ['channels', channels],
    ['outcomes', [...new Set([...findingOutcomes, ...referralOutcomes])]],
  ];
  it.each(labels)('%s', (section, codes) => {
    const named = keys.filter((key) => key.startsWith(`${section}.`)).map((key) => key.slice(section.length + 1));
    expect(named.toSorted()).toEqual([...codes].toSorted());
  });

  it('the clocks of the default procedure', async () => {
    const procedures = (await readRulebook(ownProcedures)).procedures.get('recourse-default') ?? [];
    const names = procedures.flatMap(({ clocks }) => clocks.map(({ name }) => name));
    expect(names.length).toBeGreaterThan(5);
    for (const name of [...names, 'reopening']) expect(keys).toContain(`clocks.${name}`);
  });
});

describe('every rule has its sentence', () => {
  const sources = ['domain', 'api'].flatMap((room) =>
    readdirSync(new URL(`../../${room}/`, import.meta.url))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(new URL(`../../${room}/${file}`, import.meta.url), 'utf8')),
  );
  const named = sources.flatMap((source) => [
    ...source.matchAll(/new Refusal\(\s*'[a-z-]+',\s*'(\w+)'/g),
    ...source.matchAll(/(?:notNow|notYours)\(\s*'(\w+)'/g),
    ...source.matchAll(/\brule: '(\w+)'/g),
    ...source.matchAll(/(?:impossible|refuse)\((?:'[\w/]+', )?'(\w+)'/g),
  ]);
  const rules = [...new Set(named.map(([, rule]) => rule ?? ''))];

  it('whether the domain, the desk or a schema names it', () => {
    expect(rules.length).toBeGreaterThan(40);
    expect(rules.filter((rule) => !keys.includes(`rules.${rule}`))).toEqual([]);
  });
});
