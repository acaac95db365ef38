import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Language, type Node, Parser } from 'web-tree-sitter';

export interface RawGrammarResult {
  readonly parsed: number;
  /** Files that the grammar cannot read and that nobody explained. */
  readonly failures: readonly RawFailure[];
  /** Files that are listed as exceptions and are read without a mistake by now; their entries have to go. */
  readonly obsolete: readonly string[];
}

export interface RawFailure {
  readonly path: string;
  readonly line: number;
  readonly what: string;
}

/** Files of a kernel tree whose text makes sense to the preprocessor only, each with the reason. */
interface Exception {
  readonly path: string;
  readonly reason: string;
}

/**
 * Parses devicetree sources as written, before the preprocessor has seen them: none may have an error. Without `paths`
 * these are all sources below arch/; paths count from the kernel's root.
 */
export async function checkRawGrammar(kernelRoot: string, paths?: readonly string[]): Promise<RawGrammarResult> {
  const parser = await createParser();
  const listed = new Map((await exceptions()).map(({ path, reason }) => [path, reason]));
  const files = paths ?? (await sourcesBelow(kernelRoot, 'arch'));
  const failures: RawFailure[] = [];
  const obsolete: string[] = [];
  for (const path of files) {
    const tree = parser.parse(await readFile(join(kernelRoot, path), 'utf8'))!;
    const failure = firstError(tree.rootNode, path);
    tree.delete();
    if (failure && !listed.has(path)) failures.push(failure);
    if (!failure && listed.has(path)) obsolete.push(path);
  }
  parser.delete();
  return { parsed: files.length, failures, obsolete };
}

async function createParser(): Promise<Parser> {
  await Parser.init();
  const grammar = await readFile(new URL('../../grammars/devicetree/devicetree.wasm', import.meta.url));
  return new Parser().setLanguage(await Language.load(grammar));
}

async function exceptions(): Promise<Exception[]> {
  return JSON.parse(await readFile(new URL('raw-grammar-exceptions.json', import.meta.url), 'utf8'));
}

async function sourcesBelow(root: string, folder: string): Promise<string[]> {
  const names = await readdir(join(root, folder), { recursive: true });
  return names
    .filter((name) => /\.dts[io]?$/.test(name))
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .sort();
}

function firstError(node: Node, path: string): RawFailure | undefined {
  if (!node.hasError) return undefined;
  if (node.isError || node.isMissing) {
    const what = node.isMissing ? `missing ${node.type}` : `unexpected ${JSON.stringify(node.text.slice(0, 60))}`;
    return { path, line: node.startPosition.row + 1, what };
  }
  return firstError(node.children.find((child) => child.hasError)!, path);
}
