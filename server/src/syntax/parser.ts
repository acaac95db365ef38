import { Language, Parser, type Tree } from 'web-tree-sitter';
import type { Document, ItemList, SyntaxProblem } from './ast.js';
import { type Lowered, lowerDocument } from './lower.js';
import { createMistakenText, findProblems } from './problems.js';
import { findRepairs } from './repair/find-repairs.js';
import { applyRepairs } from './repair/repair.js';
import { restoreDocument } from './repair/restore.js';
import { applyChanges } from './text-changes.js';
import { createSyntaxMemo, type SyntaxMemo } from './text-memo.js';

/** The two WebAssembly modules that parsing needs; the host knows where they are. */
export interface ParserModules {
  /** web-tree-sitter's own. */
  readonly runtime: Uint8Array;
  /** `grammars/devicetree/devicetree.wasm`. */
  readonly grammar: Uint8Array;
}

/** Opens parse sessions, which share the memory of one WebAssembly instance and one memo of what was read. */
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
  const memo = createSyntaxMemo();
  return {
    open: () => openSession(parser, memo),
    findErrors(text) {
      const { tree, length } = parseText(parser, text);
      try {
        const problems = findProblems(tree.rootNode, createMistakenText(text.slice(0, length)));
        return length < text.length ? [...problems, unreadRest(text, length)] : problems;
      } finally {
        tree.delete();
      }
    },
  };
}

function openSession(parser: Parser, memo: SyntaxMemo): ParseSession {
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
      const read = (isMistaken && repair(parsed)) || (isMistaken ? anew(last) : parsed).document;
      const { length } = last.text;
      const document = length === text.length ? read : withUnreadRest(read, text, length);
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
    const repairs = broken.isWhole ? findRepairs(broken.text) : [];
    if (repairs.length === 0) {
      forgetRepaired();
      return undefined;
    }
    const before = repaired ?? broken;
    const tree = repaired ? repaired.tree : broken.tree.copy();
    repaired = parse(applyRepairs(broken.text, repairs), before, tree);
    tree.delete();
    if (!repaired.isWhole) return undefined;
    if (!repaired.document.hasErrors) return restoreDocument(repaired.document, repairs);
    if (repaired.tree.rootNode.hasError && broken.text.length > MAX_UNCLEAR) return undefined;
    const again = anew(repaired);
    if (!again.isWhole) return undefined;
    const document = restoreDocument(again.document, repairs);
    return countProblems(document) <= countProblems(anew(broken).document) ? document : undefined;
  }

  /**
   * A text that the parser could not read without recovering from mistakes, read from nothing: how it recovers depends on
   * what it has kept of an earlier text, and nothing that is shown may depend on that.
   */
  function anew(parsed: Parsed): Parsed {
    if (!parsed.tree.rootNode.hasError || parsed.isAnew) return parsed;
    const fresh = parse(parsed.text, undefined, undefined);
    parsed.tree.delete();
    if (parsed === last) last = fresh;
    else repaired = fresh;
    return fresh;
  }

  /** Parses `text` as a change of what was parsed before. */
  function parse(text: string, before: Parsed | undefined, old: Tree | undefined): Parsed {
    if (before && old) applyChanges(old, before.text, text);
    const { tree, length } = parseText(parser, text, old);
    const read = text.slice(0, length);
    return {
      text: read,
      isWhole: length === text.length,
      tree,
      isAnew: !old,
      ...lowerDocument(tree.rootNode, read, memo, before?.source),
    };
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

/**
 * A text that repairs do not make clear is read twice from nothing for each version, as it is and repaired, to see which
 * is clearer. That is for texts of so many characters at most: no board that people write is longer.
 */
const MAX_UNCLEAR = 512 * 1024;

/** A text that was parsed; if it had mistakes, what it is after their repair. */
interface Parsed extends Lowered {
  /** As far as it was read. */
  readonly text: string;
  readonly isWhole: boolean;
  readonly tree: Tree;
  /** Whether nothing of an earlier text was taken over. */
  readonly isAnew: boolean;
}

function withUnreadRest(document: Document, text: string, length: number): Document {
  return { ...document, length: text.length, errors: [...document.errors, unreadRest(text, length)], hasErrors: true };
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
 * A tree of a text, and how much of the text it is of. To recover from certain mistakes, the parser reads on and back again:
 * in a text of nothing else, the work would grow as the square of its length. It is stopped then, and gets less to read.
 */
function parseText(parser: Parser, text: string, old?: Tree): { tree: Tree; length: number } {
  let from = old;
  for (let length = text.length; ; from = undefined) {
    let reads = 0;
    let furthest = 0;
    const maxReads = MIN_READS + (READS_PER_CHUNK * length) / CHUNK;
    const read = (index: number) => {
      reads++;
      furthest = Math.max(furthest, index);
      return text.slice(index, Math.min(index + CHUNK, length));
    };
    const tree = parser.parse(read, from, { progressCallback: () => reads > maxReads });
    if (tree) return { tree, length };
    parser.reset();
    length = Math.floor(Math.min(furthest, length) / 2);
  }
}

/** How much text the parser takes at a time: enough to be cheap for a whole file, little for one edit. */
const CHUNK = 2048;

/** A source without mistakes is read twice at most, one with a few mistakes some ten times. */
const READS_PER_CHUNK = 16;
const MIN_READS = 2000;

/** What is said of a text of which the parser read no more than `length`. */
const unreadRest = (text: string, length: number): SyntaxProblem => ({
  code: 'syntax-error',
  start: length,
  end: text.length,
  message: 'There are so many mistakes that from here on nothing is read',
});
