import { describe, expect, it } from '@jest/globals';
import * as people from '../people.ts';
import { answers, comesTo } from './office.ts';

const { complainant, contact, handler, handler2, manager, head, complaintsManager } = people;
const lastDay = (life: ReturnType<typeof comesTo>, clock: string) => life.clock(clock).lastDay;

describe('a social landlord in England: two stages, an extension, the ombudsman', () => {
  const landlord = () => comesTo('uk-housing-ombudsman', '2024-04-01', '2026-03-02T10:00:00.000Z');

  it('answers in ten working days of acknowledging, once in twenty with the agreement of a manager', () => {
    const life = landlord().until('2026-03-04T10:00:00.000Z').does(contact, 'acknowledge');
    expect(lastDay(life, 'decision-stage-1')).toBe('2026-03-18');
    const extension = { clock: 'decision-stage-1', ground: 'complex', by: { count: 10, unit: 'workingDays' } } as const;
    expect(life.refuses(handler, 'extend', extension)).toBe('not-yours extensionApproval');
    life.does(manager, 'extend', extension);
    expect(lastDay(life, 'decision-stage-1')).toBe('2026-04-01');
    expect(life.owedLetters).toContain('extension');
    expect(life.refuses(manager, 'extend', extension)).toBe('not-now extension.usedUp');
  });

  it('reviews it when the resident asks, without a reason, by somebody new, and names the ombudsman', () => {
    const life = landlord().does(contact, 'acknowledge').does(handler, 'assess').does(handler, 'investigate');
    answers(life, handler, [{ kind: 'repair' }]);
    expect(life.stage).toBe('decided');
    life.does(complainant, 'reject');
    expect(life.complaint).toMatchObject({ stage: 'underInvestigation', tier: 2 });
    expect(life.refuses(handler, 'find')).toBe('not-yours role');
    life.does(manager, 'acknowledge');
    expect(lastDay(life, 'decision-stage-2')).toBe('2026-03-30');
    answers(life, manager);
    expect(life.complaint.outside.map(({ body }) => body)).toContain('Housing Ombudsman');
    life.does(complainant, 'reject').does(manager, 'refer', { body: 'Housing Ombudsman' });
    life.does(manager, 'recordOutcome', { outcome: 'upheld', redress: [{ kind: 'repair' }] });
    life.does(handler, 'carryOut').does(manager, 'verify');
    expect(life.does(manager, 'close').complaint.closed?.reason).toBe('accepted');
  });
});

describe('a bank in the United Kingdom: the short track, the final response, the window outside', () => {
  const bank = (tags: string[] = []) => comesTo('uk-fca-disp', '2026-06-01', '2026-09-01T09:00:00.000Z', { tags });

  it('is spared the final response for what is settled by the third business day, and says so in writing', () => {
    const life = bank()
      .until('2026-09-03T15:00:00.000Z')
      .does(contact, 'settle', { redress: [{ kind: 'refund' }] });
    expect(life.clock('decision').state).toBe('cancelled');
    expect(life.owedLetters).toContain('summary-resolution');
    expect(life.complaint.outside.map(({ body }) => body)).toEqual(['Financial Ombudsman Service']);
    expect(lastDay(life, 'settlement-in-writing')).toBe('2026-09-07');
    life.does(contact, 'decide', { outcome: 'summary-resolved' });
    expect(life.clock('settlement-in-writing').state).toBe('met');
    expect(life.refuses(contact, 'decide')).toBe('not-now settledInWriting');
  });

  it('owes all of it when it is settled a day later', () => {
    const life = bank().until('2026-09-07T09:00:00.000Z').does(contact, 'settle');
    expect(life.clock('decision').state).toBe('running');
    expect(life.owedLetters).not.toContain('summary-resolution');
  });

  it('has the ombudsman open by itself after eight weeks, whether or not the delay was explained', () => {
    const life = bank().does(contact, 'acknowledge').until('2026-10-20T09:00:00.000Z').does(handler, 'explainDelay');
    expect(life.clock('decision').state).toBe('met');
    expect(life.owedLetters).toContain('delay');
    expect(life.complaint.outside).toEqual([]);
    life.until('2026-10-28T00:00:00.000Z');
    expect(life.complaint.outside.map(({ body }) => body)).toEqual(['Financial Ombudsman Service']);
    life.does(handler, 'refer', { body: 'Financial Ombudsman Service' });
    expect(life.stage).toBe('referred');
  });

  it('answers payment services in fifteen working days, once in 35 with a holding reply', () => {
    const life = bank(['payment-services']);
    expect(lastDay(life, 'decision-payment-services')).toBe('2026-09-22');
    const extension = { clock: 'decision-payment-services', ground: 'beyond-control' };
    life.does(manager, 'extend', extension);
    expect(lastDay(life, 'decision-payment-services')).toBe('2026-10-20');
    expect(life.owedLetters).toContain('holding-reply');
  });

  it('closes without silence counting against the customer: the way outside stays open six months', () => {
    const life = bank().does(contact, 'acknowledge').does(handler, 'assess').does(handler, 'investigate');
    answers(life, handler, [], 'rejected');
    expect(life.owedLetters).toContain('final-response');
    expect(lastDay(life, 'external')).toBe('2027-03-01');
    life.until('2026-12-01T00:00:00.000Z');
    expect(life.clock('external').state).toBe('running');
  });
});

describe('a national portal: three tiers by the day, and the citizen’s word', () => {
  const portal = () => comesTo('pk-citizens-portal', '2018-10-28', '2026-04-01T05:00:00.000Z');

  it('goes up by itself on the 21st and on the 41st day, and always has a receiver', () => {
    const life = portal().does(handler, 'acknowledge').does(handler, 'assess');
    life.byTheHour('2026-04-21T18:59:59.000Z');
    expect(life.complaint.tier).toBe(1);
    life.byTheHour('2026-04-21T19:00:00.000Z'); // midnight in Pakistan
    expect(life.complaint).toMatchObject({ tier: 2, stage: 'underInvestigation' });
    life.byTheHour('2026-05-11T19:00:00.000Z');
    expect(life.complaint.tier).toBe(3);
    const told = life.notices.filter(({ kind }) => kind === 'escalated');
    expect(told.map(({ tier, roles }) => [tier, roles])).toEqual([
      [2, ['manager']],
      [3, ['head', 'complaints-manager']],
    ]);
  });

  it('asks the citizen, who opens again what the office thought was done', () => {
    const life = portal().does(handler, 'acknowledge').does(handler, 'assess').does(handler, 'investigate');
    answers(life, handler, [{ kind: 'repair' }]).does(complainant, 'accept');
    life.does(handler, 'carryOut').does(handler2, 'verify').does(handler, 'close');
    expect(life.refuses(handler, 'close')).toBe('not-now stage');
    life.until('2026-04-03T09:00:00.000Z');
    expect(life.owedLetters).toContain('survey');
    life.does(complainant, 'rate', { process: 3, outcome: 1 }).does(complainant, 'reopen');
    expect(life.stage).toBe('underInvestigation');
    expect(life.clock('decision-reopened').state).toBe('running');
    expect(life.complaint.earlier).toHaveLength(1);
    expect(life.complaint.ratings).toMatchObject([{ process: 3, outcome: 1 }]);
  });
});

describe('a hospital: a period that is agreed, and more than one body', () => {
  const hospital = (tags: string[] = []) =>
    comesTo('uk-nhs', '2009-04-01', '2026-02-02T09:00:00.000Z', { tags, becameAwareOn: '2026-01-20' });

  it('answers by the day that was agreed, which may be agreed anew', () => {
    const life = hospital(['written']).does(contact, 'acknowledge');
    expect(life.complaint.clocks.map(({ name }) => name)).not.toContain('decision');
    expect(lastDay(life, 'period-agreement')).toBe('2026-02-16');
    life.does(handler, 'agreePeriod', { date: '2026-03-31' });
    expect(life.clock('period-agreement').state).toBe('met');
    expect(lastDay(life, 'decision')).toBe('2026-03-31');
    expect(life.owedLetters).toContain('period');
    life.until('2026-03-20T09:00:00.000Z').does(handler, 'agreePeriod', { date: '2026-04-30' });
    expect(lastDay(life, 'decision')).toBe('2026-04-30');
    expect(lastDay(life, 'external')).toBe('2027-01-20');
  });

  it('explains after six months why there is no answer, and either ombudsman may be told', () => {
    const care = hospital(['written', 'social-care']).does(contact, 'acknowledge').until('2026-08-03T00:00:00.000Z');
    expect(care.clock('decision-backstop').state).toBe('breached');
    expect(care.owedLetters).toContain('delay');
    expect(care.complaint.outside.map(({ body }) => body)).toContain('Local Government and Social Care Ombudsman');
  });

  it('passes on what another body is responsible for, and closes when that has taken it', () => {
    const life = hospital().does(contact, 'acknowledge').does(handler, 'mark', { flag: 'identityWithheld' });
    const council = { to: 'county-council', outside: true } as const;
    expect(life.refuses(handler, 'transfer', council)).toBe('not-now consentGiven');
    life.does(complainant, 'consent', { to: 'county-council' }).does(handler, 'transfer', council);
    expect(life.clock('acknowledgement').state).toBe('met');
    life.does(handler, 'acceptTransfer');
    expect(life.complaint.closed?.reason).toBe('transferred');
    expect(life.owedLetters).toContain('transfer');
  });
});

describe('a bank in Saudi Arabia: time stands still while it is with the customer, and a second round is short', () => {
  const bank = () => comesTo('sa-sama-banks', '2023-07-15', '2026-10-04T07:00:00.000Z'); // a Sunday, a working day

  it('does not count the days on which it waits for the customer, who is told what that means', () => {
    const life = bank().does(handler, 'acknowledge').does(handler, 'assess');
    expect(lastDay(life, 'decision')).toBe('2026-10-11');
    life.until('2026-10-06T09:00:00.000Z').does(handler, 'ask');
    expect(life.owedLetters).toContain('information-request');
    expect(life.clock('decision')).toMatchObject({ state: 'paused', due: null });
    expect(life.refuses(handler, 'pause', { reason: 'back-with-customer' })).toBe('not-now pauseReason');
    life.until('2026-10-08T09:00:00.000Z').does(complainant, 'addInformation');
    expect(life.clock('decision').state).toBe('running');
    expect((lastDay(life, 'decision') ?? '') > '2026-10-11').toBe(true);
  });

  it('decides in three working days when the central bank sends it back', () => {
    const life = bank().does(handler, 'acknowledge').does(handler, 'assess').does(handler, 'investigate');
    answers(life, handler);
    life.does(complaintsManager, 'tag', { add: ['objection'] });
    life.until('2026-10-11T08:00:00.000Z').does(manager, 'takeBack', { body: 'SAMACares' });
    expect(life.complaint).toMatchObject({ stage: 'underInvestigation', tier: 1, earlier: [{ tier: 1 }] });
    expect(lastDay(life, 'objection')).toBe('2026-10-14');
    answers(life, handler2);
    expect(life.clock('objection').state).toBe('met');
  });
});

describe('a small business: one person', () => {
  const shop = (fields = {}) => comesTo('recourse-small-business', '2024-01-01', '2026-05-04T09:00:00.000Z', fields);
  const owner = { ...contact, authority: people.pounds('500') };

  it('settles on the spot, with the smallest full record there is', () => {
    const life = shop().does(owner, 'settle', { redress: [{ kind: 'replace' }] });
    life.does(owner, 'accept', { onBehalf: true }).does(owner, 'carryOut');
    expect(life.refuses(owner, 'verify')).toBe('not-yours ownRemedy');
    life.does(head, 'verify').does(head, 'close');
    expect(life.kinds.filter((kind) => kind !== 'runOut')).toEqual([
      'receive',
      'settle',
      'accept',
      'carryOut',
      'verify',
      'close',
    ]);
  });

  it('may review its own decision, since the procedure does not exclude who dealt with it, and names a way outside', () => {
    const life = shop().does(owner, 'acknowledge').does(owner, 'assess').does(owner, 'investigate');
    answers(life, owner).does(complainant, 'reject');
    expect(life.complaint).toMatchObject({ tier: 2, stage: 'underInvestigation' });
    answers(life, owner).does(complainant, 'reject');
    expect(life.stage).toBe('referred');
    expect(life.complaint.outside).toHaveLength(1);
  });
});

describe('an office where misconduct is complained about: the staff part is kept apart', () => {
  it('is dealt with by somebody else, hears those it is about, and refers discipline elsewhere', () => {
    const life = comesTo('uk-lgsco', '2026-04-01', '2026-05-04T09:00:00.000Z', { subjects: [{ staff: 'handler' }] });
    expect(life.refuses(handler, 'acknowledge')).toBe('not-yours notSubject');
    life.does(contact, 'acknowledge').does(handler2, 'assess').does(handler2, 'investigate');
    expect(life.does(handler2, 'find').refuses(handler2, 'propose')).toBe('not-now subjectsTold');
    life.does(handler2, 'tellSubject').does(handler, 'explain');
    expect(life.refuses(handler, 'addEvidence')).toBe('not-yours notSubject');
    answers(life, handler2);
    expect(life.stage).toBe('decided');
    expect(life.complaint.heard).toMatchObject([{ staff: 'handler' }]);
  });
});
