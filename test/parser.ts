import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  type LoadedGrammar,
  loadGrammar,
  type ParserModules,
  parserWithoutMemory,
  type SyntaxParser,
} from '../server/src/syntax/parser.js';

let grammar: Promise<LoadedGrammar> | undefined;
let shared: Promise<SyntaxParser> | undefined;

/** The parser that all tests of a process share, made from the modules in the checkout. */
export function testParser(): Promise<SyntaxParser> {
  shared ??= newParser();
  return shared;
}

/** A parser that remembers nothing of what others have read. */
export async function newParser(): Promise<SyntaxParser> {
  grammar ??= loadGrammar(parserModules());
  return parserWithoutMemory(await grammar);
}

/** The modules in the checkout. */
export function parserModules(): ParserModules {
  return {
    runtime: readFileSync(createRequire(import.meta.url).resolve('web-tree-sitter/web-tree-sitter.wasm')),
    grammar: readFileSync(new URL('../grammars/devicetree/devicetree.wasm', import.meta.url)),
  };
}
