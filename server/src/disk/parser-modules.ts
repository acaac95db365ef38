import { readFileSync } from 'node:fs';
import type { ParserModules } from '../syntax/parser.js';

/** The WebAssembly modules that the build puts beside the bundle. */
export function readParserModules(): ParserModules {
  const read = (name: string) => readFileSync(new URL(name, import.meta.url));
  return { runtime: read('./web-tree-sitter.wasm'), grammar: read('./devicetree.wasm') };
}
