import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A word that nobody else writes, by the place where it was written. */
export type Marked = { [where: string]: string };

let made = 0;

/** Letters and digits, so that it may be a code, a name or a part of an address as well. */
export function mark(): string {
  made += 1;
  return `Quorv${made.toString(36)}x${Math.random().toString(36).slice(2, 12).padEnd(10, '7')}`;
}

/** Bytes as they stand somewhere, and where that is. */
export type Place = { name: string; bytes: Buffer };

/** Every file of a folder and of those in it, as it is on disk. */
export function filesOf(folder: string): Place[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => statSync(name).isFile())
    .map((name) => ({ name, bytes: withoutRoom(readFileSync(name)) }));
}

/** Databases set zeros aside for what is to come, a hundred megabytes of them. */
function withoutRoom(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}

/** Which words stand where, as `where: file`: plain in any case of letters, or as base64 of any alignment. */
export function findIn(places: readonly Place[], words: Marked): string[] {
  const needles = Object.entries(words).map(([where, word]) => ({
    where,
    plain: lower(Buffer.from(word, 'utf8')),
    encoded: base64Of(word),
  }));
  return places.flatMap(({ name, bytes }) => {
    const [plain, exact] = [lower(bytes), bytes.toString('latin1')];
    return needles
      .filter((needle) => plain.includes(needle.plain) || needle.encoded.some((text) => exact.includes(text)))
      .map(({ where }) => `${where}: ${name}`);
  });
}

const lower = (bytes: Buffer): string => bytes.toString('latin1').toLowerCase();

/** What base64 makes of a word that begins at the first, second or third byte of three: without what its neighbours share. */
export function base64Of(word: string): string[] {
  const bytes = Buffer.from(word, 'utf8');
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor(((before + bytes.length) * 8) / 6);
    const shared = text.slice(from, to);
    return [...new Set([shared, shared.replaceAll('+', '-').replaceAll('/', '_')])];
  });
}
