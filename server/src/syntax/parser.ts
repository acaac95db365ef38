import { Edit, Language, Parser, type Tree } from 'web-tree-sitter';
import type { Document, SyntaxProblem } from './ast.js';
import { lowerDocument } from './lower.js';
import { findProblems } from './problems.js';
import { createPropertyMemo, type PropertyMemo } from './property-memo.js';

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
  return {
    update(text) {
      if (last && last.text === text) return last.document;
      if (last) applyEdit(last.tree, last.text, text);
      const tree = parseText(parser, text, last?.tree);
      const document = lowerDocument(tree.rootNode, text, memo, last?.document);
      last?.tree.delete();
      last = { text, tree, document };
      return document;
    },
    close() {
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

/** Tells the old tree what changed: all between the common beginning and the common end of the two texts. */
function applyEdit(tree: Tree, before: string, after: string): void {
  const { start, suffix } = commonEnds(before, after);
  const oldEnd = before.length - suffix;
  const newEnd = after.length - suffix;
  const startPosition = pointAt(before, start, 0, { row: 0, column: 0 });
  tree.edit(
    new Edit({
      startIndex: start,
      oldEndIndex: oldEnd,
      newEndIndex: newEnd,
      startPosition,
      oldEndPosition: pointAt(before, oldEnd, start, startPosition),
      newEndPosition: pointAt(after, newEnd, start, startPosition),
    }),
  );
}

/** How much of two texts is the same at the beginning, and of the rest at the end. */
function commonEnds(before: string, after: string): { start: number; suffix: number } {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  // Whole chunks compare much faster than characters, and an edit leaves nearly all of them equal.
  while (start + CHUNK <= shorter && before.startsWith(after.slice(start, start + CHUNK), start)) start += CHUNK;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  const most = shorter - start;
  let suffix = 0;
  const endOf = (text: string) => text.slice(text.length - suffix - CHUNK, text.length - suffix);
  while (suffix + CHUNK <= most && endOf(before) === endOf(after)) suffix += CHUNK;
  while (suffix < most && before.charCodeAt(before.length - 1 - suffix) === after.charCodeAt(after.length - 1 - suffix))
    suffix++;
  return { start, suffix };
}

/** The row and column of `offset`, given those of `from` before it. */
function pointAt(
  text: string,
  offset: number,
  from: number,
  fromPoint: { row: number; column: number },
): { row: number; column: number } {
  let row = fromPoint.row;
  let lineStart = from - fromPoint.column;
  for (let at = text.indexOf('\n', from); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    row++;
    lineStart = at + 1;
  }
  return { row, column: offset - lineStart };
}
