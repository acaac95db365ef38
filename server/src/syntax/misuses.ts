import type { Node as SyntaxNode } from 'web-tree-sitter';
import { detached } from '../text/detached.js';
import type * as ast from './ast.js';
import { findProblems, type MistakenText } from './problems.js';

/*
 * What the grammar reads, because raw files hold it or an editor wants to go on, and dtc refuses after preprocessing. All
 * offsets count from `base`.
 */

/** Items whose values keep no errors of their own: theirs are those of the list. */
export const SMALL_ITEM_TYPES = new Set([
  'delete_node',
  'delete_property',
  'omit_node',
  'memory_reservation',
  'file_version',
  'plugin',
]);

export function reportSmallItem(
  mistaken: MistakenText,
  node: SyntaxNode,
  base: number,
  errors: ast.SyntaxProblem[],
): void {
  if (node.hasError) {
    reportRecovered(mistaken, node, base, errors);
    return;
  }
  for (const child of node.children) {
    if (child.type === 'macro_use') errors.push(undefinedMacro(child, base));
    else reportReference(mistaken, child, base, errors);
  }
}

/** At the top of a file stands what begins with `/` or `&`; names stand inside nodes. */
export function reportMisplaced(node: SyntaxNode, base: number, errors: ast.SyntaxProblem[]): void {
  const { type } = node;
  const named = type === 'delete_node' && node.children.some((child) => child.type === 'node_name');
  if (type !== 'node' && type !== 'property' && type !== 'delete_property' && !named) return;
  const start = node.startIndex - base;
  const what = type === 'node' || named ? 'A node of this name' : 'A property';
  errors.push({ code: 'syntax-error', message: `${what} can only stand inside of a node`, start, end: start + 1 });
}

/** Where the child is a reference: one that is cut short, or `&NAME(x)`, a macro that should have made a reference. */
export function reportReference(
  mistaken: MistakenText,
  child: SyntaxNode,
  base: number,
  errors: ast.SyntaxProblem[],
): void {
  if (child.type !== 'label_reference' && child.type !== 'path_reference') return;
  if (child.hasError) reportRecovered(mistaken, child, base, errors);
  else if (child.type === 'label_reference' && child.childCount > 0) errors.push(undefinedMacro(child, base));
}

function reportRecovered(mistaken: MistakenText, node: SyntaxNode, base: number, errors: ast.SyntaxProblem[]): void {
  for (const problem of findProblems(node, mistaken)) {
    errors.push({ ...problem, start: problem.start - base, end: problem.end - base });
  }
}

/** dtc wants the properties of a node before its child nodes and says so in these words (dtc-parser.y, `subnodes`). */
export function reportOrder(items: readonly ast.Item[], starts: readonly number[], errors: ast.SyntaxProblem[]): void {
  let childSeen = false;
  for (const [index, item] of items.entries()) {
    if (item.kind === 'node' || item.kind === 'delete-node') childSeen = true;
    else if (childSeen && (item.kind === 'property' || item.kind === 'delete-property')) {
      const start = starts[index]! + item.nameRange.start;
      const end = starts[index]! + item.nameRange.end;
      errors.push({ code: 'syntax-error', message: 'Properties must precede subnodes', start, end });
      return;
    }
  }
}

export function undefinedMacro(node: SyntaxNode, base: number): ast.SyntaxProblem {
  const name = detached(/\w+/.exec(node.text)?.[0] ?? node.text);
  const start = node.startIndex - base;
  return { code: 'undefined-macro', message: `No macro '${name}' is defined`, start, end: start + name.length };
}

/** Only a file that dtc's `/include/` reads can still hold one here. */
export function strayDirective(node: SyntaxNode, base: number): ast.SyntaxProblem {
  const start = node.startIndex - base;
  const word = detached(/^#\s*\w*/.exec(node.text)?.[0] ?? '#');
  const message = `'${word}' is not processed here: dtc reads a file of /include/ as it is`;
  return { code: 'syntax-error', message, start, end: start + word.length };
}
