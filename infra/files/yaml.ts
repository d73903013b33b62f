import { Composer, CST, isAlias, isMap, isScalar, isSeq, LineCounter, Parser } from 'yaml';
import type { Document, Node, Pair, ParsedNode } from 'yaml';
import type { Path, Problem, Spot } from './spot.ts';
import { quoted } from './spot.ts';

type Position = { line: number; column: number };

/** What a text holds, and where. Without `root` there is nothing that a rule could look at. */
export type Yaml = { root?: Spot; problems: Problem[]; positionOf: (problem: Problem) => Position };

/** Far above any procedure; below what takes a server's time or stack. */
const most = { bytes: 256 * 1024, depth: 32, entries: 1000 };

/**
 * Reads one YAML 1.2 document. Gives what is wrong with it as YAML (FORMAT.md 1) instead of throwing: syntax, size,
 * aliases, keys that stand twice, dates and times without quotes.
 */
export function readYaml(content: string | Uint8Array): Yaml {
  const lines = new LineCounter();
  const nothing = (...problems: Problem[]): Yaml => ({ problems, positionOf: positions(lines) });
  if (Buffer.byteLength(content) > most.bytes) return nothing(atStart('the file is larger than 256 KiB: divide it'));
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  if (typeof content !== 'string' && !isUtf8(content)) return nothing(notUtf8(text));
  const bomb = tooMuch(tokens);
  if (bomb) return nothing(bomb);

  const [document, second] = [...new Composer({ schema: 'core', uniqueKeys: false }).compose(tokens)];
  const root = document?.contents;
  if (!document || !root || (isScalar(root) && root.value === null)) return nothing(atStart('the file is empty'));
  if (second) {
    return nothing({
      ...atStart('a second document begins here: one file is one document'),
      offset: second.range[0],
    });
  }
  // After the first mistake in the syntax, the parser's others are mostly echoes of it.
  const broken = [...document.errors.slice(0, 1), ...document.warnings].map(({ message, pos: [offset] }) => ({
    ...atStart(`this is not YAML: ${message}`),
    offset,
  }));
  const traps = [...trapsIn(root, [])];
  const problems = [...broken, ...traps];
  const positionOf = positions(lines, root);
  // With an alias in it there is no value to look at: what it stands for could be a loop.
  if (broken.length > 0 || traps.some(({ reason }) => reason === noAlias)) return { problems, positionOf };
  return { root: { path: [], value: valueOf(document) }, problems, positionOf };
}

const atStart = (reason: string): Problem => ({ path: [], reason, offset: 0 });

function valueOf(document: Document.Parsed): unknown {
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  return value;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    return typeof new TextDecoder('utf-8', { fatal: true }).decode(bytes) === 'string';
  } catch {
    return false;
  }
}

const notUtf8 = (text: string): Problem => ({
  ...atStart('this is not UTF-8: save the file as UTF-8'),
  offset: Math.max(0, text.indexOf('\ufffd')),
});

/** Looks at the tokens without recursion, before anything that recurses does. */
function tooMuch(tokens: CST.Token[]): Problem | undefined {
  const left = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = left.pop(); next; next = left.pop()) {
    const { token, depth } = next;
    if (token.type === 'document' && token.value) left.push({ token: token.value, depth });
    if (!CST.isCollection(token)) continue;
    if (depth === most.depth) return { ...atStart(`nested more than ${most.depth} deep`), offset: token.offset };
    if (token.items.length > most.entries) {
      return { ...atStart(`more than ${most.entries} entries in one list or mapping`), offset: token.offset };
    }
    for (const { key, value } of token.items) {
      for (const inner of [key, value]) if (inner) left.push({ token: inner, depth: depth + 1 });
    }
  }
  return undefined;
}

const noAlias = 'aliases are refused: write out what is meant';
const unquoted = /^\d{1,4}-\d{1,2}-\d{1,4}(?:[Tt ].*)?$|^\d{1,2}:\d{2}(?::\d{2})?$/u;

function* trapsIn(node: unknown, path: Path): Iterable<Problem> {
  if (isAlias(node)) yield { path, reason: noAlias, offset: startOf(node) };
  if (isScalar(node) && node.type === 'PLAIN' && unquoted.test(node.source ?? '')) {
    const reason = `quote dates and times: "${node.source}", since YAML parsers read them differently without quotes`;
    yield { path, reason, offset: startOf(node) };
  }
  if (isSeq(node)) for (const [index, item] of node.items.entries()) yield* trapsIn(item, [...path, index]);
  if (!isMap(node)) return;
  const seen = new Set<string>();
  for (const pair of node.items) {
    const key = keyOf(pair);
    const offset = startOf(pair.key);
    if (key === undefined) yield { path, reason: 'a key must be a word', offset };
    else if (seen.has(key)) yield { path: [...path, key], reason: `the key ${quoted(key)} stands twice`, offset };
    seen.add(key ?? '');
    yield* trapsIn(pair.value, [...path, key ?? '']);
  }
}

function keyOf({ key }: Pair): string | undefined {
  if (!isScalar(key) || key.value === null) return undefined;
  return typeof key.value === 'string' ? key.value : key.source;
}

function startOf(node: unknown): number {
  const [start] = (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : undefined) ?? [0];
  return start;
}

/** Where a problem stands in the text; what is missing is shown at what it is missing from. */
function positions(lines: LineCounter, root?: ParsedNode): Yaml['positionOf'] {
  return ({ path, atKey, offset = root ? offsetOf(root, path, atKey) : 0 }) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
}

function offsetOf(root: Node, path: Path, atKey = false): number {
  let node: unknown = root;
  for (const [index, key] of path.entries()) {
    const pair: Pair | undefined = isMap(node) ? node.items.find((each) => keyOf(each) === String(key)) : undefined;
    if (atKey && pair && index === path.length - 1) return startOf(pair.key);
    const inner: unknown = isSeq(node) && typeof key === 'number' ? node.items[key] : pair?.value;
    if (inner === undefined || inner === null) break;
    node = inner;
  }
  return startOf(node);
}
