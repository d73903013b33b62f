import type { Action } from '../domain/action.ts';

/** One request with a key of its own, however often it was sent, and what became of it. */
export type Asked = {
  /** As the store keeps it: whose key, and the key. */
  key: string;
  kind: Action['kind'];
  /** Known from the start, or by the receipt's answer. */
  reference?: string;
  /** Milliseconds of this machine. */
  firstSent: number;
  answered?: number;
  /** How often it was sent. */
  times: number;
  /** Still under way while absent. */
  became?: 'answered' | 'refused' | 'unanswered';
  status?: number;
};

/** Everything that was asked of a stack, so that its trail can be held against it. */
export type Ledger = ReturnType<typeof openLedger>;

export function openLedger() {
  const asked: Asked[] = [];
  const faults: string[] = [];
  return {
    asked,
    /** Answers that the contract does not know. */
    faults,
    underWay: (): Asked[] => asked.filter(({ became }) => !became),
    answered: (): Asked[] => asked.filter(({ became }) => became === 'answered'),
    of(reference: string): Asked[] {
      return asked.filter((each) => each.reference === reference);
    },
  };
}
