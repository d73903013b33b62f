import { describe, expect, it } from '@jest/globals';
import { localeOf, say, sayRefusal } from '../../api/locale.ts';
import { Refusal } from '../../domain/refusal.ts';

describe('the language of an answer', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['fa', 'fa'],
    ['ar-EG', 'ar'],
    ['UR-PK', 'ur'],
    ['de, fr', 'en'],
    ['de;q=0.9, fa;q=0.3, ar;q=0.8', 'ar'],
    ['ar;q=0.5, fa;q=0.5', 'ar'],
    ['fa;q=0, ur;q=0.1', 'ur'],
    ['fa;q=0', 'en'],
    ['fa;q=2, ar;q=x', 'en'],
    ['*', 'en'],
    ['*;q=0.1, fa;q=0.2', 'fa'],
    ['fa ; q=0.4 , ar', 'ar'],
    ['farsi', 'en'],
    [',,;;q=,=', 'en'],
  ])('%s asks for %s', (header, locale) => {
    expect(localeOf(header)).toBe(locale);
  });
});

describe('a sentence', () => {
  const stage = new Refusal('not-now', 'stage', { action: 'decide', stage: 'received' });

  it('says stages, actions and roles by their labels', () => {
    expect(sayRefusal('en', stage)).toBe(
      '“Communicate the decision” is not possible while the complaint is at the stage “received”.',
    );
    expect(sayRefusal('fa', stage)).toBe('تا وقتی شکایت در مرحلهٔ «دریافت‌شده» است، اقدام «ابلاغ تصمیم» ممکن نیست.');
  });

  it('joins what is an alternative by or, and the rest by and', () => {
    const role = new Refusal('not-now', 'assigneeRole', { handler: 'ann', tier: 2, roles: ['manager', 'head'] });
    expect(sayRefusal('en', role)).toContain('with the role manager or head.');
    const open = new Refusal('not-now', 'everyAllegationFound', { allegations: ['1', '2', '3'] });
    expect(sayRefusal('en', open)).toContain('Still open: 1, 2 and 3.');
  });

  it('sets ids apart where text runs from right to left', () => {
    const subject = new Refusal('not-now', 'assigneeIsSubject', { handler: 'handler2' });
    expect(sayRefusal('ar', subject)).toContain('\u2068handler2\u2069');
    expect(sayRefusal('en', subject)).not.toContain('\u2068');
  });

  it('counts as its language does', () => {
    const answers = [1, 2, 3, 11, 100].map((longest) => say('ar', 'rules.tooLong', { longest }));
    expect(answers.map((answer) => /الأقصى (.*)\./.exec(answer)?.[1])).toEqual([
      'حرف واحد',
      'حرفان',
      '3 أحرف',
      '11 حرفًا',
      '100 حرف',
    ]);
  });

  it('writes a day out, with its weekday, in the same calendar everywhere', () => {
    const promise = (locale: 'en' | 'ar' | 'fa' | 'ur') =>
      say(locale, 'tracking.promised.decision', { day: '2026-03-27' });
    expect(promise('en')).toBe('You get our answer by Friday, 27 March 2026.');
    expect(promise('ar')).toContain('27 مارس 2026');
    expect(promise('fa')).toContain('۲۷ مارس ۲۰۲۶');
    expect(promise('ur')).toContain('27 مارچ');
  });

  it('has a gap where a particular is missing, and a general one stands in for a rule nobody has worded', () => {
    expect(sayRefusal('en', new Refusal('not-now', 'stage'))).toContain('“…” is not possible');
    expect(sayRefusal('en', new Refusal('not-now', 'ruleOfTomorrow'))).toBe('A rule of the procedure forbids this.');
  });

  it('takes braces and tags in what it is filled with as they are', () => {
    const field = '<b>{count}</b>';
    expect(sayRefusal('en', new Refusal('not-yours', 'staffOnly', { field }))).toContain(`The field ${field} is for`);
  });

  it('is not made of a key that no catalogue has', () => {
    expect(() => say('en', 'tracking.turn.somebody')).toThrow(RangeError);
  });
});
