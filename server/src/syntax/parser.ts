import { Language, Parser } from 'web-tree-sitter';
import type { SyntaxProblem } from './ast.js';
import { openSession, type ParseSession } from './parse-session.js';
import { parseText, unreadRest } from './parse-text.js';
import { createMistakenText, findProblems } from './problems.js';
import { createSyntaxMemo, MANY_BOARDS, type MemoCapacity } from './text-memo.js';

export type { ParseSession };

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
  /** Until then nothing can be parsed. */
  readonly ready: Promise<void>;
}

export async function createSyntaxParser(modules: ParserModules, capacity?: MemoCapacity): Promise<SyntaxParser> {
  const parser = parserWithoutMemory(loadGrammar(modules), capacity);
  await parser.ready;
  return parser;
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

/** A parser that has not met any text yet, of a grammar that may still be loading. */
export function parserWithoutMemory(
  grammar: LoadedGrammar | Promise<LoadedGrammar>,
  capacity: MemoCapacity = MANY_BOARDS,
): SyntaxParser {
  const memo = createSyntaxMemo(capacity);
  let loaded = 'then' in grammar ? undefined : grammar;
  const load = async () => {
    loaded = await grammar;
  };
  const parser = () => {
    if (!loaded) throw new Error('The grammar is still loading');
    return loaded.parser;
  };
  return {
    ready: load(),
    open: () => openSession(parser, memo),
    findErrors(text) {
      const { tree, length } = parseText(parser(), text);
      try {
        const problems = findProblems(tree.rootNode, createMistakenText(text.slice(0, length)));
        return length < text.length ? [...problems, unreadRest(text, length)] : problems;
      } finally {
        tree.delete();
      }
    },
  };
}
