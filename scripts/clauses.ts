/** A clause of ISO 10002:2018, what it asks in our words, and tests that show it, each by its file and title. */
export type Clause = { clause: string; asks: string; tests: readonly (readonly [file: string, title: string])[] };

/** `docs/iso-10002.md` is made of it; `test/docs.test.ts` holds that each test named is there. */
export const clauses: readonly Clause[] = [
  {
    clause: '4.7',
    asks: 'Objectivity: nobody judges their own cause, and whoever is not free to be fair says so.',
    tests: [
      [
        'test/domain/objectivity.test.ts',
        'staff complained about do nothing with the complaint, not even in the complainant’s name',
      ],
      ['test/domain/frontLine.test.ts', 'whoever declares a conflict has it no more, and does nothing there any more'],
      ['test/domain/fairness.test.ts', 'what the product refuses, and the checker finds where the rule is gone'],
    ],
  },
  {
    clause: '4.5',
    asks: 'Charge and access: everybody can complain, alone or through somebody who acts for them.',
    tests: [['test/domain/beside.test.ts', 'somebody who acts for the complainant']],
  },
  {
    clause: '4.10',
    asks: 'Confidentiality: who complains is known to those who need to know, and to others only with consent.',
    tests: [['test/domain/beside.test.ts', 'an identity that is withheld']],
  },
  {
    clause: '4.9',
    asks: 'What is on record is put right openly: by a new entry, and the old one stays.',
    tests: [
      ['test/domain/correct.test.ts', 'a correction is a new entry that points to the old one, which stays as it was'],
    ],
  },
  {
    clause: '5.4.2',
    asks: 'Time limits are watched, and people are told before and after they are missed.',
    tests: [
      [
        'test/domain/told.test.ts',
        'tell each of those whom the procedure names, once, under the number of the entry that tells it',
      ],
      [
        'test/domain/escalation.test.ts',
        'a decision clock that runs out moves it to the next tier by itself, and the entry names the clock',
      ],
    ],
  },
  {
    clause: '7.1',
    asks: 'Communication: how to complain, and what will happen, can be found easily and is easy to understand.',
    tests: [
      ['test/domain/allowed.test.ts', 'the complainant is offered their answer when there is something to answer'],
      [
        'test/domain/letters.test.ts',
        'a letter says which entry makes it owed, why, how and in which language it goes out',
      ],
      ['test/locales/catalogues.test.ts', 'every rule has its sentence'],
    ],
  },
  {
    clause: '7.2',
    asks: 'Receipt: each complaint is recorded with what was said, whatever way it came, and has an identifier.',
    tests: [
      ['test/domain/receipt.test.ts', 'a receipt keeps codes, and of words only where they stand in the trail'],
      ['test/domain/receipt.test.ts', 'an anonymous complaint is handled like any other and asked no survey'],
    ],
  },
  {
    clause: '7.3',
    asks: 'Tracking: from receipt to the end, and the complainant can ask at any time how it stands.',
    tests: [
      ['test/domain/clocks.test.ts', 'met in time, late, or never: the three ends of a duty'],
      ['test/domain/frontLine.test.ts', 'is the answer while a question is open, and else no fact for the clocks'],
      ['test/domain/pauses.test.ts', 'stops it until the answer comes, with the days at whose end it was waited for'],
      [
        'test/domain/revisions.test.ts',
        'with a new holiday moves the clocks that would have counted that day, and no others',
      ],
    ],
  },
  {
    clause: '7.4',
    asks: 'Acknowledgement: the complainant is told at once that it arrived.',
    tests: [
      ['test/domain/receipt.test.ts', 'receipt (7.2) and acknowledgement (7.4)'],
      ['test/domain/letters.test.ts', 'an acknowledgement by telephone counts and owes no second letter'],
    ],
  },
  {
    clause: '7.5',
    asks: 'Initial assessment: how severe, dangerous, complex and far-reaching it is, and whether to act at once.',
    tests: [
      ['test/domain/findings.test.ts', 'the first assessment leads on, later ones only replace it'],
      ['test/domain/frontLine.test.ts', 'of a complaint that is marked significant the head is told at that moment'],
    ],
  },
  {
    clause: '7.6',
    asks: 'Investigation: all that bears on it is looked into, as deep as it is grave.',
    tests: [
      ['test/domain/findings.test.ts', 'nothing is proposed while an allegation has no finding'],
      ['test/domain/objectivity.test.ts', 'investigating makes one the handler, unless another was assigned'],
    ],
  },
  {
    clause: '7.7',
    asks: 'Response: what puts it right and keeps it from happening again, or a settlement at once where that is possible.',
    tests: [
      ['test/domain/findings.test.ts', 'response and its approval (7.7)'],
      ['test/domain/frontLine.test.ts', 'within one’s own limit, it is decided at once and the clocks are met'],
    ],
  },
  {
    clause: '7.8',
    asks: 'The decision is communicated as soon as it is made, with its reasons.',
    tests: [
      [
        'test/domain/findings.test.ts',
        'a decision letter has all that the procedure demands and nothing it does not know',
      ],
      ['test/domain/letters.test.ts', 'from receipt to survey, each once, in this order'],
    ],
  },
  {
    clause: '7.9',
    asks: 'Closing: what was accepted is carried out; what was not stays open until every way, inside and outside, is used up.',
    tests: [
      ['test/domain/remedies.test.ts', 'closing waits until everything is carried out and verified'],
      ['test/domain/road.test.ts', 'a rejected decision keeps the complaint open until the last tier has answered'],
      ['test/domain/road.test.ts', 'only the complainant answers; staff who enter it say that they do so for them'],
      ['test/domain/reopening.test.ts', 'while the window is open: six months from closing'],
      ['test/model/check.test.ts', 'what is shipped keeps every promise, with all its clocks'],
    ],
  },
  {
    clause: '8.1',
    asks: 'Records are kept as long as they are needed, and none is disposed of that is.',
    tests: [['test/domain/beside.test.ts', 'a hold']],
  },
  {
    clause: '8.2',
    asks: 'Analysis: complaints that have one cause are seen together.',
    tests: [['test/domain/beside.test.ts', 'links']],
  },
  {
    clause: '8.3',
    asks: 'Satisfaction: complainants are asked how the process was, and how its result.',
    tests: [
      [
        'test/domain/satisfaction.test.ts',
        'process and outcome are rated apart, once before the survey and once after it',
      ],
    ],
  },
];
