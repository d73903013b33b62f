import { describe, expect, test } from '@jest/globals';
import { told, type Life } from './life.ts';
import { auditor, complainant, complaintsManager, contact, handler, houseRules } from './people.ts';

const asked = ({ complaint }: Life) => complaint.facts.filter(({ fact }) => fact === 'satisfactionAsked');
const closed = () => told.accepted().does(handler, 'close');

describe('satisfaction (8.3)', () => {
  test('five working days after closing the complainant is asked, once, with a letter', () => {
    const life = closed().wait(400);
    expect(asked(life)).toHaveLength(1);
    expect(life.owedLetters.filter((kind) => kind === 'survey')).toHaveLength(1);
  });

  test('nobody is asked who should not be', () => {
    const life = told
      .accepted([], { tags: ['no-survey'] })
      .does(handler, 'close')
      .wait(400);
    expect(asked(life)).toEqual([]);
  });

  test('process and outcome are rated apart, once before the survey and once after it', () => {
    const life = told.decided().does(complainant, 'rate', { process: 5, outcome: 1 });
    expect(life.complaint.ratings).toEqual([{ process: 5, outcome: 1, at: life.now }]);
    expect(life.refuses(complainant, 'rate')).toBe('not-now notRatedYet');
    life.does(complainant, 'accept').does(handler, 'close');
    expect(life.refuses(complainant, 'rate')).toBe('not-now notRatedYet');
    life.wait(10).does(complainant, 'rate', { process: 1, outcome: 1 });
    expect(life.complaint.ratings).toHaveLength(2);
    expect(life.wait(10).refuses(complainant, 'rate')).toBe('not-now notRatedYet');
  });

  test('a low one tells the complaints manager, who may have it looked at again, also after closing', () => {
    const low = (life: Life) => life.notices.filter(({ kind }) => kind === 'lowRating').map(({ roles }) => roles);
    const life = closed().does(complainant, 'rate', { process: 4, outcome: 3 });
    expect(low(life)).toEqual([]);
    life.wait(10).does(complainant, 'rate', { process: 4, outcome: 2 });
    expect(low(life)).toEqual([['complaints-manager']]);
    expect(life.does(complaintsManager, 'reopen').stage).toBe('underInvestigation');
    const silent = { ...houseRules, lowRating: undefined } as unknown as typeof houseRules;
    expect(low(told.decided([], { rules: silent }).does(complainant, 'rate', { process: 1, outcome: 1 }))).toEqual([]);
  });

  test('the survey is asked first where it falls on the instant of a rating', () => {
    const life = closed().does(complainant, 'rate').meanwhile('2026-11-10T00:00:00.000Z').does(complainant, 'rate');
    // The short track, over since Friday, and the timer of the survey.
    expect(life.kinds.slice(-4)).toEqual(['rate', 'runOut', 'runOut', 'rate']);
    expect(life.complaint.surveyedAt).toBe(life.now);
    expect(life.refuses(complainant, 'rate')).toBe('not-now notRatedYet');
  });

  test('there is nothing to rate before a decision, and a rating moves nothing', () => {
    expect(told.proposed().refuses(complainant, 'rate')).toBe('not-now stage');
    const life = told.decided();
    const { stage, tier, clocks } = life.complaint;
    expect(life.does(complainant, 'rate').complaint).toMatchObject({ stage, tier, clocks });
  });

  test('staff enter a rating only as the complainant’s', () => {
    expect(told.decided().refuses(contact, 'rate')).toBe('not-yours complainantsWord');
    expect(told.decided().does(contact, 'rate', { onBehalf: true }).complaint.ratings).toHaveLength(1);
    expect(told.decided().refuses(auditor, 'rate', { onBehalf: true })).toBe('not-yours role');
  });
});
