import { z } from 'zod';
import { answers } from './answers.ts';
import { aboutComplaint, reference } from './operations.ts';

/** Letters and notices, in the description of the API. */
export const letterPaths = {
  '/api/complaints/{reference}/letters': {
    get: aboutComplaint({
      id: 'letters',
      says: 'What was owed, drafted, sent, delivered',
      answer: answers.letters,
      description: 'All of them, in order.',
    }),
  },
  '/api/complaints/{reference}/letters/{sequence}/{kind}': {
    get: aboutComplaint(
      {
        id: 'letter',
        says: 'A letter, with its words',
        answer: answers.letter,
        description: 'Its address is as its id: the number of the entry that made it owed, and its kind.',
      },
      {
        path: z.object({
          reference,
          sequence: z.string().meta({ description: 'The number of the entry.', example: '1' }),
          kind: z.string().meta({ description: 'The kind of the letter.', example: 'acknowledgement' }),
        }),
      },
    ),
  },
  '/api/complaints/{reference}/notices': {
    get: aboutComplaint({
      id: 'notices',
      says: 'Whom its clocks have warned, told and reminded',
      answer: answers.notices,
      description: 'All of them, in order.',
    }),
  },
};
