import { Language, Parser, type Tree } from 'web-tree-sitter';
import type { Document, ItemList, SyntaxProblem } from './ast.js';
import { lowerDocument } from './lower.js';
import { findProblems } from './problems.js';
import { createPropertyMemo, type PropertyMemo } from './property-memo.js';
import { findRepairs } from './repair/find-repairs.js';
import { applyRepairs } from './repair/repair.js';
import { restoreDocument } from './repair/restore.js';
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
  /** A raw text, which only the preprocessor could make sense of, is not repaired where it has mistakes. */
  update(text: string, kind?: 'expanded' | 'raw'): Document;
  close(): void;
}

export async function createSyntaxParser(modules: ParserModules): Promise<SyntaxParser> {
  return parserWithoutMemory(await loadGrammar(modules));
}

/** The modules, loaded: what a WebAssembly instance takes of memory is never given back, so that one has to do. */
export interface LoadedGrammar {
  readonly parser: Parser;
}

export async function loadGrammar(modules: ParserModules): Promise<LoadedGrammar> {
  // A bundle in a worker has no URL that web-tree-sitter could resolve its module's name against.
  await Parser.init({ wasmBinary: modules.runtime, locateFile: (name: string) => name });
  const parser = new Parser();
  parser.setLanguage(await Language.load(modules.grammar));
  return { parser };
}

/** A parser that has not met any text yet. */
export function parserWithoutMemory({ parser }: LoadedGrammar): SyntaxParser {
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
  let last: Parsed | undefined;
  /** The last text as it was after its repair; parsed as a change of itself, because the repairs stay where they were. */
  let repaired: Parsed | undefined;
  let shown: { text: string; kind: string; document: Document } | undefined;
  let closed = false;
  return {
    update(text, kind = 'expanded') {
      if (shown && shown.text === text && shown.kind === kind) return shown.document;
      const parsed = parse(text, last, last?.tree);
      last?.tree.delete();
      last = parsed;
      const isMistaken = kind === 'expanded' && parsed.document.hasErrors;
      const document = (isMistaken && repair(parsed)) || (isMistaken ? anew(last) : parsed).document;
      if (!isMistaken) forgetRepaired();
      shown = { text, kind, document };
      // Whoever still asks after the end gets an answer, but nothing is kept that nobody would give back.
      if (closed) forget();
      return document;
    },
    close() {
      closed = true;
      forget();
    },
  };

  /** The document as it is after its mistakes are repaired, if that makes it clearer. */
  function repair(broken: Parsed): Document | undefined {
    const repairs = findRepairs(broken.text);
    if (repairs.length === 0) {
      forgetRepaired();
      return undefined;
    }
    const before = repaired ?? broken;
    const tree = repaired ? repaired.tree : broken.tree.copy();
    repaired = parse(applyRepairs(broken.text, repairs), before, tree);
    tree.delete();
    if (!repaired.document.hasErrors) return restoreDocument(repaired.document, repairs);
    const document = restoreDocument(anew(repaired).document, repairs);
    return countProblems(document) <= countProblems(anew(broken).document) ? document : undefined;
  }

  /**
   * A text that the parser could not read without recovering from mistakes, read from nothing: how it recovers depends on
   * what it has kept of an earlier text, and nothing that is shown may depend on that.
   */
  function anew(parsed: Parsed): Parsed {
    if (!parsed.tree.rootNode.hasError || parsed.isAnew) return parsed;
    const fresh: Parsed = { ...parse(parsed.text, undefined, undefined), isAnew: true };
    parsed.tree.delete();
    if (parsed === last) last = fresh;
    else repaired = fresh;
    return fresh;
  }

  /** Parses `text` as a change of what was parsed before. */
  function parse(text: string, before: Parsed | undefined, old: Tree | undefined): Parsed {
    if (before && old) applyChanges(old, before.text, text);
    const tree = parseText(parser, text, old);
    return { text, tree, document: lowerDocument(tree.rootNode, text, memo, before?.document) };
  }

  function forget(): void {
    last?.tree.delete();
    last = undefined;
    shown = undefined;
    forgetRepaired();
  }

  function forgetRepaired(): void {
    repaired?.tree.delete();
    repaired = undefined;
  }
}

/** A text that was parsed; if it had mistakes, what it is after their repair. */
interface Parsed {
  readonly text: string;
  readonly tree: Tree;
  readonly document: Document;
  /** Whether nothing of an earlier text was taken over. */
  readonly isAnew?: true;
}

function countProblems(list: ItemList): number {
  let count = list.errors.length;
  for (const item of list.items) {
    if (item.kind === 'property') count += item.errors.length;
    else if (item.kind === 'node' && item.hasErrors) count += countProblems(item);
  }
  return count;
}

/**
 * Where nothing fits, the parser looks far ahead from each character for something that does, which takes the square of the
 * text's length. When it has read the text many times over, the text ends for it where it is.
 */
function parseText(parser: Parser, text: string, old?: Tree): Tree {
  let left = LEAST_READINGS + (MOST_TIMES_READ * text.length) / CHUNK;
  const tree = parser.parse((index) => (left-- > 0 ? text.slice(index, index + CHUNK) : ''), old);
  if (!tree) throw new Error('The parser was stopped, although nobody may stop it');
  return tree;
}

/** How much text the parser takes at a time: enough to be cheap for a whole file, little for one edit. */
const CHUNK = 2048;

/** Real sources are read less than twice, also with mistakes; a short text may be read more often. */
const MOST_TIMES_READ = 40;
const LEAST_READINGS = 2000;
