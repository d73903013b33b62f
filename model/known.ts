/**
 * What is broken, is known, and waits for a decision that is not the table's: the internal ombudsman decides at the second
 * tier of India's procedure, and nobody here can have that role (`staffRoles`), so that what comes there waits for the way
 * outside.
 */
const known: { readonly [procedure: string]: readonly string[] } = {
  'in-rbi-internal-ombudsman/2026-01-14': [
    'what goes up has somebody at the next tier who may look at it',
    'from everywhere an end can be reached without the complainant giving up',
  ],
};

export const isKnown = (procedure: string, promise: string): boolean => known[procedure]?.includes(promise) ?? false;
