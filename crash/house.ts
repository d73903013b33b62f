import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Procedure } from '../domain/procedure.ts';

/** A copy of the built product, so that nobody who builds meanwhile takes it away, and a data folder beside it. */
export type House = { folder: string; start: string; data: string; procedures: string; tearDown(): void };

/** The id of a procedure like the house's own, but in a hurry. */
export const hasty = 'recourse-hasty';

// In seconds, where the procedure has days: so that clocks run out while things crash, and complaints come to their end.
const seconds: { readonly [clock: string]: number } = {
  assessment: 9,
  'acknowledgement-review': 15,
  decision: 12,
  answer: 10,
  external: 20,
  'follow-up': 4,
};

/** `root` is the product's folder; `fill` puts what is built of it into the folder that it is given. */
export function furnish(root: string, fill: (dist: string) => void): House {
  const folder = mkdtempSync(join(tmpdir(), 'recourse-crash-'));
  const own = ['dist', 'data', '.git', '.env', 'coverage'];
  for (const name of readdirSync(root)) {
    if (!own.includes(name)) symlinkSync(join(root, name), join(folder, name));
  }
  const dist = join(folder, 'dist');
  try {
    fill(dist);
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
  const procedures = join(dist, 'procedures');
  cpSync(join(root, 'procedures'), procedures, { recursive: true });
  addHasty(procedures);
  return {
    folder,
    start: join(dist, 'infra/start.js'),
    data: join(folder, 'data'),
    procedures,
    tearDown: () => rmSync(folder, { recursive: true }),
  };
}

function addHasty(procedures: string): void {
  const [name = ''] = readdirSync(join(procedures, 'recourse-default')).filter((file) => file.endsWith('.yaml'));
  const usual = parse(readFileSync(join(procedures, 'recourse-default', name), 'utf8')) as Procedure;
  const inSeconds = (count: number) => ({ count: count / 3_600, unit: 'hours' as const });
  const clocks = usual.clocks.map((clock) => {
    const count = seconds[clock.name];
    const { extensions: _byDays, ...rest } = clock;
    return count ? { ...rest, limit: inSeconds(count) } : clock;
  });
  const procedure = { ...usual, id: hasty, clocks, reopening: { ...usual.reopening, limit: inSeconds(8) } };
  allowSeconds(join(procedures, 'procedure.schema.json'));
  mkdirSync(join(procedures, hasty));
  const quoted = { aliasDuplicateObjects: false, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' } as const;
  writeFileSync(join(procedures, hasty, name), stringify(procedure, quoted));
}

/** The copy's own schema: FORMAT.md knows no limit under a quarter of an hour. */
function allowSeconds(file: string): void {
  const schema = readFileSync(file, 'utf8');
  writeFileSync(file, schema.replaceAll(/"(multipleOf|minimum)": 0\.25/g, '"minimum": 0'));
}
