import type { Node as SyntaxNode } from 'web-tree-sitter';
import { sharedName } from '../text/shared-name.js';
import type * as ast from './ast.js';
import { reportReference, strayDirective, undefinedMacro } from './misuses.js';
import { describeError, describeMissing, type MistakenText } from './problems.js';
import { pathReference } from './tokens.js';

/** What the direct children of an item's syntax node say. Ranges count from the item's start. */
export interface ItemParts {
  /** What a node definition or a deletion applies to. */
  readonly target: ast.NodeTarget;
  /** Of the target, or of the property's name. */
  readonly nameRange: { readonly start: number; readonly end: number };
  readonly propertyName: string;
  readonly labels: readonly ast.Label[];
  readonly omitIfNoRef: boolean;
  readonly body: SyntaxNode | undefined;
  readonly value: SyntaxNode | undefined;
  /** Mistakes outside of `body` and `value`. */
  readonly errors: ast.SyntaxProblem[];
}

/**
 * Reads the children in one pass: each question to a syntax node is a call into WebAssembly. `hasError` is that of the
 * node, which spares asking each child.
 */
export function readParts(mistaken: MistakenText, node: SyntaxNode, hasError: boolean): ItemParts {
  const { text } = mistaken;
  const base = node.startIndex;
  const labels: ast.Label[] = [];
  const errors: ast.SyntaxProblem[] = [];
  let target: ast.NodeTarget = { kind: 'child', name: '' };
  let nameRange = { start: 0, end: Math.min(1, node.endIndex - base) };
  let propertyName = '';
  let omitIfNoRef = false;
  let body: SyntaxNode | undefined;
  let value: SyntaxNode | undefined;
  for (const child of node.children) {
    const type = child.type;
    const start = child.startIndex - base;
    const textOfChild = () => text.slice(child.startIndex, child.endIndex);
    const rangeOfChild = () => ({ start, end: child.endIndex - base });
    if (hasError && child.isMissing) {
      errors.push(describeMissing(child, text, base));
      continue;
    }
    switch (type) {
      case 'node_body':
        body = child;
        break;
      case 'property_value':
        value = child;
        break;
      case 'property_name':
        propertyName = unescapeName(textOfChild());
        nameRange = rangeOfChild();
        break;
      case 'node_name':
        target = { kind: 'child', name: unescapeName(textOfChild()) };
        nameRange = rangeOfChild();
        break;
      case '/':
        target = { kind: 'root' };
        nameRange = rangeOfChild();
        break;
      case 'label_reference':
        nameRange = rangeOfChild();
        target = {
          kind: 'reference',
          reference: { start: nameRange.start, end: nameRange.end, label: sharedName(textOfChild().slice(1)) },
        };
        reportReference(mistaken, child, base, errors);
        break;
      case 'path_reference':
        nameRange = rangeOfChild();
        target = {
          kind: 'reference',
          reference: pathReference(textOfChild().slice(2, -1), nameRange.start, nameRange.end),
        };
        reportReference(mistaken, child, base, errors);
        break;
      case 'label': {
        const name = sharedName(textOfChild().replace(/\s*:$/, ''));
        labels.push({ name, start, end: start + name.length });
        if (!IDENTIFIER.test(name)) errors.push(undefinedMacro(child, base));
        break;
      }
      case 'omit_if_no_ref':
        omitIfNoRef = true;
        break;
      case 'macro_use':
        nameRange = rangeOfChild();
        errors.push(undefinedMacro(child, base));
        break;
      case 'ERROR':
        errors.push(describeError(child, mistaken, base));
        break;
      default:
        if (type.startsWith('preproc_')) errors.push(strayDirective(child, base));
    }
  }
  return { target, nameRange, propertyName, labels, omitIfNoRef, body, value, errors };
}

/** dtc takes a backslash before a name as a way to write names that look like keywords (dtc-lexer.l, PROPNODENAME). */
export const unescapeName = (name: string) => sharedName(name.startsWith('\\') ? name.slice(1) : name);

const IDENTIFIER = /^[a-zA-Z_]\w*$/;
