import type { Node as SyntaxNode } from 'web-tree-sitter';
import { detached } from '../text/detached.js';
import { behindCharacter } from '../text/whole-characters.js';
import type { SyntaxProblem } from './ast.js';

/** Every mistake below a syntax node, in source order; offsets are those of the text. */
export function findProblems(root: SyntaxNode, mistaken: MistakenText): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  // A stack of our own: the text may nest more deeply than calls can.
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.isMissing) problems.push(describeMissing(node, mistaken.text, 0));
    else if (node.isError) problems.push(describeError(node, mistaken, 0));
    else if (node.hasError) for (const child of node.children.reverse()) pending.push(child);
  }
  return problems;
}

/** The finding for text that fits nowhere; offsets count from `base`. */
export function describeError(node: SyntaxNode, mistaken: MistakenText, base: number): SyntaxProblem {
  const { text } = mistaken;
  const start = node.startIndex;
  const quote = mistaken.unclosedQuote(start, node.endIndex);
  if (quote !== undefined) {
    return { code: 'syntax-error', message: 'This string is never closed', start: quote - base, end: quote + 1 - base };
  }
  const line = text.slice(start, Math.min(node.endIndex, start + LONGEST_MARK));
  const lineBreak = line.search(/[\r\n]/);
  const end = behindCharacter(text, start + Math.max(1, lineBreak < 0 ? line.length : lineBreak));
  const excerpt = detached(text.slice(start, behindCharacter(text, Math.min(end, start + 40))).trim());
  const message = excerpt ? `Syntax error: '${excerpt}' is not expected here` : 'Syntax error';
  return { code: 'syntax-error', message, start: start - base, end: end - base };
}

/** How much of a line a finding marks at most, in characters. */
const LONGEST_MARK = 4000;

/** A text with mistakes, which may lie within each other. */
export interface MistakenText {
  readonly text: string;
  /**
   * Where in `[start, end)` a string opens that has no end there. Nobody looks when the ranges that were asked for are
   * {@link READINGS} times as long as the text together: mistakes of that depth are no strings that somebody forgot to close.
   */
  unclosedQuote(start: number, end: number): number | undefined;
}

export function createMistakenText(text: string): MistakenText {
  let unread = READINGS * text.length;
  return {
    text,
    unclosedQuote(start, end) {
      unread -= end - start;
      const quote = unread < 0 ? undefined : unclosedQuote(text.slice(start, end));
      return quote === undefined ? undefined : start + quote;
    },
  };
}

const READINGS = 8;

function unclosedQuote(text: string): number | undefined {
  for (let open = text.indexOf('"'); open >= 0; ) {
    let at = open + 1;
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    if (at >= text.length) return open;
    open = text.indexOf('"', at + 1);
  }
  return undefined;
}

/** The finding for something the parser had to invent; it stands right behind what comes before it. */
export function describeMissing(node: SyntaxNode, text: string, base: number): SyntaxProblem {
  let at = node.startIndex;
  while (at > base && /\s/.test(text[at - 1]!)) at--;
  const start = Math.max(base, at - 1);
  return {
    code: 'syntax-error',
    message: `Expected ${nameOfToken(node.type)}`,
    start: start - base,
    end: Math.max(at, start + 1) - base,
  };
}

function nameOfToken(type: string): string {
  return WORDS[type] ?? `'${type}'`;
}

const WORDS: Readonly<Record<string, string>> = {
  node_name: 'a node name',
  property_name: 'a property name',
  property_value: 'a value',
  identifier: 'an identifier',
  integer: 'a number',
  string: 'a string',
  label_reference: 'a reference',
};
