import type { Action } from './action.ts';
import type { Actor } from './actor.ts';
import type { Instant } from './complaint.ts';

export const bulkStates = ['running', 'done', 'stopped'] as const;
export type BulkState = (typeof bulkStates)[number];

/** What became of one complaint of a bulk; in a dry run, what would. */
export const outcomes = ['done', 'refused'] as const;
export type Outcome = (typeof outcomes)[number];

/** What a complaint is asked to take: an action as it arrives there, and what the request is known by. */
export type Asking = { action: Action; by: Actor; digest: string; at: Instant | null };

/** The key under which the actions of a bulk take effect once; no key of a person's own request has a dot. */
export const keyOfBulk = (id: string): string => `bulk.${id}`;
