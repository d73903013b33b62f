import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { ownProcedures, versionOf } from '../infra/procedures.ts';
import { readRulebook, rulesFor } from '../infra/rulebook.ts';
import { clausesPage } from './clausesPage.ts';
import { lifecyclePage } from './lifecyclePage.ts';
import { procedureIndex, procedurePage } from './procedurePage.ts';
import { whoPage } from './whoPage.ts';

const root = fileURLToPath(new URL(import.meta.url.includes('/dist/') ? '../..' : '..', import.meta.url));

/** A page as it is to stand in the repository, in the form that `npm run check:format` asks for. */
type Page = { file: string; text: string };

/** All that is made from data. */
export async function pages(): Promise<Page[]> {
  const rulebook = await readRulebook(ownProcedures);
  const house = versionOf(rulebook.procedures, 'recourse-default', '2024-01-01');
  if (!house) throw new Error('procedures/recourse-default/2024-01-01.yaml is missing.');
  const houseRules = rulesFor(house, house.version, rulebook);
  const shipped = [...rulebook.procedures.values()]
    .flat()
    .map((procedure) => ({
      procedure,
      rules: rulesFor(procedure, procedure.version, rulebook),
      file: `${procedure.id}-${procedure.version}.md`,
    }))
    .toSorted((one, other) => (one.file < other.file ? -1 : 1));
  const texts: [file: string, text: string][] = [
    ['docs/lifecycle.md', lifecyclePage(houseRules)],
    ['docs/who-may-do-what.md', whoPage(houseRules)],
    ['docs/iso-10002.md', clausesPage()],
    ['docs/procedures/README.md', procedureIndex(shipped)],
    ...shipped.map(({ file, procedure, rules }): [string, string] => [
      `docs/procedures/${file}`,
      procedurePage(procedure, rules),
    ]),
  ];
  return Promise.all(
    texts.map(async ([name, text]) => {
      const file = join(root, name);
      return { file, text: await format(text, { ...(await resolveConfig(file)), filepath: file }) };
    }),
  );
}
