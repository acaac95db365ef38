import { Language, Parser, type Tree } from 'web-tree-sitter';
import type { Document, SyntaxProblem } from './ast.js';
import { lowerDocument } from './lower.js';
import { findProblems } from './problems.js';
import { createPropertyMemo, type PropertyMemo } from './property-memo.js';
import { applyChanges } from './text-changes.js';

/** The two WebAssembly modules that parsing needs; the host knows where they are. */
export interface ParserModules {
  /** web-tree-sitter's own. */
  readonly runtime: Uint8Array;
  /** `grammars/devicetree/devicetree.wasm`. */
  readonly grammar: Uint8Array;
}

/** Opens parse sessions, which share the memory of one WebAssembly instance and one memo of properties. */
export interface SyntaxParser {
  open(): ParseSession;
  /** The mistakes of a raw file, before preprocessing: macro uses and directives are none. */
  findErrors(text: string): readonly SyntaxProblem[];
}

/**
 * The successive versions of one text. Each update parses and lowers only what changed since the last. The session owns
 * a tree outside of JavaScript's memory, which only `close` gives back.
 */
export interface ParseSession {
  update(text: string): Document;
  close(): void;
}

export async function createSyntaxParser(modules: ParserModules): Promise<SyntaxParser> {
  // A bundle in a worker has no URL that web-tree-sitter could resolve its module's name against.
  await Parser.init({ wasmBinary: modules.runtime, locateFile: (name: string) => name });
  const language = await Language.load(modules.grammar);
  const parser = new Parser();
  parser.setLanguage(language);
  const memo = createPropertyMemo();
  return {
    open: () => openSession(parser, memo),
    findErrors(text) {
      const tree = parseText(parser, text);
      try {
        return findProblems(tree.rootNode, text);
      } finally {
        tree.delete();
      }
    },
  };
}

function openSession(parser: Parser, memo: PropertyMemo): ParseSession {
  let last: { text: string; tree: Tree; document: Document } | undefined;
  let closed = false;
  return {
    update(text) {
      if (last && last.text === text) return last.document;
      if (last) applyChanges(last.tree, last.text, text);
      const tree = parseText(parser, text, last?.tree);
      const document = lowerDocument(tree.rootNode, text, memo, last?.document);
      last?.tree.delete();
      // Whoever still asks after the end gets an answer, but nothing is kept that nobody would give back.
      if (closed) tree.delete();
      else last = { text, tree, document };
      return document;
    },
    close() {
      closed = true;
      last?.tree.delete();
      last = undefined;
    },
  };
}

function parseText(parser: Parser, text: string, old?: Tree): Tree {
  const tree = parser.parse((index) => text.slice(index, index + CHUNK), old);
  if (!tree) throw new Error('The parser was stopped, although nobody may stop it');
  return tree;
}

/** How much text the parser takes at a time: enough to be cheap for a whole file, little for one edit. */
const CHUNK = 2048;
