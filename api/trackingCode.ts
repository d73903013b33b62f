import { createHmac, timingSafeEqual } from 'node:crypto';
import { readable } from '../domain/reference.ts';

/** What is kept of a tracking code. */
export const hashOfCode = (trackingCode: string, secret: string): string =>
  createHmac('sha256', secret)
    .update(`code/${readable(trackingCode)}`)
    .digest('base64url');

/** Whether the code is the one whose hash was kept; takes as long where none was. */
export function sameCode(kept: string | undefined, trackingCode: string, secret: string): boolean {
  const given = Buffer.from(hashOfCode(trackingCode, secret));
  return timingSafeEqual(given, kept ? Buffer.from(kept) : Buffer.alloc(given.length));
}
