import type * as ast from './ast.js';
import { indexBody } from './body-index.js';
import type { PropertyText } from './property-text.js';
import { parseValue } from './values.js';

/** The property of a text, of which `parts` are known. */
export function makeProperty(text: string, parts: PropertyText, mistakes: readonly ast.SyntaxProblem[]): ast.Property {
  const value = parts.valueRange && parseValue(text, parts.valueRange.start, parts.valueRange.end);
  const errors = [...(value?.problems ?? []), ...mistakes];
  return {
    kind: 'property',
    length: text.length,
    ...parts,
    value: value?.components ?? [],
    valueLabels: value?.labels ?? [],
    references: value?.references ?? [],
    errors,
    hasErrors: errors.length > 0,
  };
}

/** What stands before the items of a node, and where they are. */
export type NodeHeader = Pick<ast.Node, 'length' | 'target' | 'nameRange' | 'labels' | 'omitIfNoRef' | 'body'>;

/** The node of a header and its items; `errors` of the list are all mistakes that are in none of them. */
export function makeNode(header: NodeHeader, { items, starts, errors, hasErrors }: ast.ItemList): ast.Node {
  return {
    kind: 'node',
    ...header,
    labelNames: header.labels.map(({ name }) => name),
    items,
    starts,
    ...indexBody(items),
    errors,
    hasErrors: hasErrors || errors.length > 0,
  };
}
