import { isUtf8 } from 'node:buffer';
import express, { type RequestHandler } from 'express';
import { Unfit } from './unfit.ts';

/**
 * Reads JSON bodies. Another type of content is refused, where Express would see no body at all, and so is what is not
 * UTF-8, where it would put U+FFFD in place of what somebody wrote.
 */
export function jsonBody(limit: string): RequestHandler[] {
  const refuseOthers: RequestHandler = (req, _res, next) => {
    const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(req.get('Content-Type') ?? '')?.[1] ?? 'utf-8';
    // `is` answers null where there is no body, for which the schema has its own words.
    if (req.is('application/json') === false || charset.toLowerCase() !== 'utf-8') {
      throw new Unfit('unsupported-media-type', 'mediaType');
    }
    next();
  };
  const verify = (_req: unknown, _res: unknown, body: Buffer): void => {
    if (!isUtf8(body)) throw new Unfit('invalid', 'brokenText');
  };
  return [refuseOthers, express.json({ limit, strict: true, type: 'application/json', verify })];
}
