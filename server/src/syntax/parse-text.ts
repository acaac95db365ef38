import type { Parser, Tree } from 'web-tree-sitter';
import type { SyntaxProblem } from './ast.js';

/**
 * A tree of a text, and how much of the text it is of. To recover from certain mistakes, the parser reads on and back again:
 * in a text of nothing else, the work would grow as the square of its length. It is stopped then, and gets less to read.
 */
export function parseText(parser: Parser, text: string, old?: Tree): { tree: Tree; length: number } {
  let from = old;
  for (let length = text.length; ; from = undefined) {
    let reads = 0;
    let furthest = 0;
    let isParsing = true;
    const maxReads = MIN_READS + (READS_PER_CHUNK * length) / CHUNK;
    const read = (index: number) => {
      if (isParsing) reads++;
      // While it looks for one token, for which it may read on to the end from each character, the parser does not ask
      // whether to go on; but it believes that the text ends.
      if (reads > maxReads) return '';
      furthest = Math.max(furthest, index);
      return text.slice(index, Math.min(index + CHUNK, length));
    };
    const tree = parser.parse(read, from, { progressCallback: () => reads > maxReads });
    // The tree asks for the text of its nodes with the same function.
    isParsing = false;
    if (tree && reads <= maxReads) return { tree, length };
    tree?.delete();
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
export const unreadRest = (text: string, length: number): SyntaxProblem => ({
  code: 'syntax-error',
  start: length,
  end: text.length,
  message: 'There are so many mistakes that from here on nothing is read',
});
