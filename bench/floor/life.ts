import type { Recorded } from './recorded.ts';

/** Nothing here: `record.ts` writes what the product just did over this module in `dist/`, before the floor is bundled. */
export const recorded: Recorded | undefined = undefined as Recorded | undefined;
