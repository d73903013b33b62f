import { isUtf8 } from 'node:buffer';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { Document, isScalar, visit } from 'yaml';
import type { FileFault } from '../infra/procedureFaults.ts';
import { Unfit } from './unfit.ts';

// Documents of FORMAT.md on their way in and out: JSON, or YAML by Content-Type and Accept.

/** A document that is refused, with everything that is wrong with it, place by place. */
export class Faulty extends Error {
  override readonly name = 'Faulty';
  readonly faults: Pick<FileFault, 'place' | 'line' | 'reason'>[];

  constructor(faults: Faulty['faults']) {
    super(`${faults.length} faults`);
    this.faults = faults;
  }
}

const yamlTypes = ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'];
const types = ['application/json', ...yamlTypes];

/** Reads a document as it was sent, for its faults to have their lines. It must be JSON where it says so. */
export const documentBody: RequestHandler[] = [
  (req, _res, next) => {
    const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(req.get('Content-Type') ?? '')?.[1] ?? 'utf-8';
    if (!req.is(types) || charset.toLowerCase() !== 'utf-8') throw new Unfit('unsupported-media-type', 'documentType');
    next();
  },
  express.raw({ limit: '64kb', type: types }),
  (req, _res, next) => {
    const text = textOf(req);
    if (req.is('application/json') && !isJsonObject(text)) throw new Unfit('invalid', 'brokenJson');
    next();
  },
];

/** What `documentBody` has read. */
export function textOf({ body }: Request): string {
  const sent: unknown = body;
  if (!Buffer.isBuffer(sent)) throw new Unfit('invalid', 'brokenBody');
  if (!isUtf8(sent)) throw new Unfit('invalid', 'brokenText');
  return sent.toString();
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** Answers with a document, in the form that the reader wants. */
export function sendDocument(req: Request, res: Response, document: object): void {
  res.vary('Accept');
  const wanted = req.accepts(types) || 'json';
  if (yamlTypes.includes(wanted)) res.type(`${wanted}; charset=utf-8`).send(yamlOf(document));
  else res.json(document);
}

/** As FORMAT.md wants it: dates and times in quotes, nothing by alias. */
function yamlOf(value: object): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      if (isScalar(node) && typeof node.value === 'string' && /^\d[\d:.TZ-]*$/.test(node.value)) {
        node.type = 'QUOTE_DOUBLE';
      }
    },
  });
  return document.toString({ lineWidth: 110 });
}
