import { actionKinds, rowOf } from '../domain/lifecycle.ts';
import { clauses, type Clause } from './clauses.ts';
import { table } from './lifecyclePage.ts';

/** `docs/iso-10002.md`: what serves each clause, by the rows of the table and the tests that show it. */
export const clausesPage = (): string => `# ISO 10002, clause by clause

Made by \`npm run docs\`: the actions are the rows of \`domain/lifecycle.ts\` that name the clause, the tests are listed in
\`scripts/clauses.ts\`, and \`test/docs.test.ts\` holds that each of them is there and that no row names a clause that is not here.
What a clause asks is said in our words; the standard itself is the International Organization for Standardization's.

${table(
  ['clause', 'what it asks', 'actions', 'tests'],
  clauses.map((each) => [each.clause, each.asks, actions(each), tests(each)]),
)}
`;

const actions = ({ clause }: Clause): string =>
  actionKinds
    .filter((kind) => rowOf(kind).clause === clause)
    .map((kind) => `\`${kind}\``)
    .join(', ');

const tests = ({ tests: named }: Clause): string => named.map(([file, title]) => `[${title}](../${file})`).join('<br>');
