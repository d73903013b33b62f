import { createOpenApi } from './openapi.ts';

/** An address as the API describes it, `/api/complaints/{reference}`, with the methods that it has there. */
export type Address = { template: string; methods: string[] };

let known: (Address & { pattern: RegExp })[] | undefined;

/** What the description of the API has for this path; undefined where it has nothing. */
export function addressOf(path: string): Address | undefined {
  known ??= Object.entries(createOpenApi().paths ?? {}).map(([template, operations]) => ({
    template,
    // Letters large or small, with or without a slash at the end: as Express takes them.
    pattern: new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`, 'i'),
    methods: Object.keys(operations ?? {}).flatMap((method) =>
      method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
    ),
  }));
  return known.find(({ pattern }) => pattern.test(path));
}
