import { createHmac } from 'node:crypto';

/** Of one complaint; what is beyond them is not found by its words. */
const most = 500;

/**
 * Keyed hashes of the words in these texts, so that a search finds a complaint by them while nothing in the database
 * says what they are. Kept with the complaint's key, and gone with it.
 */
export function tokensOf(texts: readonly string[], secret: string): string[] {
  const found = new Set(texts.flatMap((text) => normalised(text).match(/[\p{L}\p{N}]+/gu) ?? []));
  return [...found].slice(0, most).map((word) => tokenOf(word, secret));
}

// Case, width, accents and Arabic short vowels make no difference to somebody who searches.
const normalised = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

const tokenOf = (word: string, secret: string): string =>
  createHmac('sha256', secret).update(`word/${word}`).digest('base64url').slice(0, 12);
