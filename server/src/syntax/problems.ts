import type { Node as SyntaxNode } from 'web-tree-sitter';
import { detached } from '../text/detached.js';
import type { SyntaxProblem } from './ast.js';

/** Every mistake below a syntax node, in source order; offsets are those of the text. */
export function findProblems(root: SyntaxNode, text: string): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  // A stack of our own: the text may nest more deeply than calls can.
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.isMissing) problems.push(describeMissing(node, text, 0));
    else if (node.isError) problems.push(describeError(node, text, 0));
    else if (node.hasError) for (const child of node.children.reverse()) pending.push(child);
  }
  return problems;
}

/** The finding for text that fits nowhere; offsets count from `base`. */
export function describeError(node: SyntaxNode, text: string, base: number): SyntaxProblem {
  const start = node.startIndex;
  const quote = unclosedQuote(text, start, node.endIndex);
  if (quote !== undefined) {
    return { code: 'syntax-error', message: 'This string is never closed', start: quote - base, end: quote + 1 - base };
  }
  const lineEnd = text.indexOf('\n', start);
  const end = Math.max(start + 1, Math.min(node.endIndex, lineEnd < 0 ? text.length : lineEnd));
  const excerpt = detached(text.slice(start, Math.min(end, start + 40)).trim());
  const message = excerpt ? `Syntax error: '${excerpt}' is not expected here` : 'Syntax error';
  return { code: 'syntax-error', message, start: start - base, end: end - base };
}

/** Where in `[start, end)` a string opens that has no end there. */
function unclosedQuote(text: string, start: number, end: number): number | undefined {
  for (let at = text.indexOf('"', start); at >= 0 && at < end; at = text.indexOf('"', at)) {
    const open = at;
    do at += text[at] === '\\' ? 2 : 1;
    while (at < end && text[at] !== '"');
    if (at >= end) return open;
    at++;
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
