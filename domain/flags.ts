import { flags as all, type Flag } from './action.ts';

/** The flags that procedures know as tags: clocks may go by them. */
export const tagged: readonly Flag[] = ['vulnerable', 'safety', 'significant'];

/** With one more, in the order in which they are always listed. */
export const flagged = (flags: readonly Flag[], more: Flag): Flag[] =>
  all.filter((flag) => flag === more || flags.includes(flag));
