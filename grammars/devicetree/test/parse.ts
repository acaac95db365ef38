import { readFileSync } from 'node:fs';
import { Language, type Node, Parser } from 'web-tree-sitter';

/** Parses with the committed devicetree.wasm, hands the root to `read` and frees the tree. */
export function parse<T>(text: string, read: (root: Node) => T): T {
  const tree = parser.parse(text)!;
  try {
    return read(tree.rootNode);
  } finally {
    tree.delete();
  }
}

await Parser.init();
const language = await Language.load(readFileSync(new URL('../devicetree.wasm', import.meta.url)));
const parser = new Parser();
parser.setLanguage(language);
