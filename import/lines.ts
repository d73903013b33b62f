import { isUtf8 } from 'node:buffer';

/** A physical line of the file: its number from 1, its text without the line end, its size with it. */
export type Line = { number: number; bytes: number } & ({ text: string } | { fault: string });

/** Longer lines are refused: a file without line ends must not be read into memory whole. */
const longest = 1_000_000;
const newline = 0x0a;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Cuts bytes into lines, at LF or CRLF. Each line is decoded by itself, so that one that is not UTF-8 spoils no other. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 0;
  let size = 0;
  let parts: Uint8Array[] = [];

  const add = (part: Uint8Array): void => {
    size += part.length;
    if (size <= longest) parts.push(part);
  };
  const cut = (lineEnd: 0 | 1): Line => {
    number += 1;
    const line = size > longest ? overlong(number, size) : decoded(number, Buffer.concat(parts));
    const bytes = size + lineEnd;
    size = 0;
    parts = [];
    return { ...line, bytes };
  };

  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      add(chunk.subarray(start, end));
      yield cut(1);
      start = end + 1;
    }
    if (start < chunk.length) add(chunk.subarray(start));
  }
  if (size > 0) yield cut(0);
}

const overlong = (number: number, bytes: number): Line => ({
  number,
  bytes,
  fault: `The line is longer than ${longest.toLocaleString('en')} bytes.`,
});

function decoded(number: number, bytes: Buffer): Line {
  const marked = number === 1 && bytes.subarray(0, 3).equals(byteOrderMark);
  const content = marked ? bytes.subarray(3) : bytes;
  if (!isUtf8(content)) return { number, bytes: bytes.length, fault: 'The line is not UTF-8 text.' };
  return { number, bytes: bytes.length, text: content.toString('utf8').replace(/\r$/, '') };
}
