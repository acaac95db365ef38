import type * as ast from '../syntax/ast.js';
import type { Definition, Node } from './tree.js';
import { definitionAt, TreeNode } from './tree-node.js';

/** The first property `name` in dtc's list of a node, which one of its checks looks at even if it is deleted. */
export interface NamePlace {
  readonly definition: Definition;
  /** Empty where it is a deletion that was there first. */
  readonly value: readonly ast.ValueComponent[];
}

/**
 * Where `name` stands first in a node's list; `undefined` where nothing of that name was ever there. A deletion in the body
 * that makes the node leaves a property without value; a later one leaves the value where it is (livetree.c,
 * `delete_property`), and a later definition takes the place over.
 */
export function namePlaceOf(node: Node): NamePlace | undefined {
  if (!(node instanceof TreeNode)) return undefined;
  let place: NamePlace | undefined;
  for (const contribution of node.history) {
    if (contribution.kind === 'deletion') continue;
    const { syntax, start, isNew } = contribution;
    for (const at of syntax.propertyPlaces.get('name') ?? []) {
      const item = syntax.items[at]!;
      const isDefinition = item.kind === 'property';
      if (isNew ? place : !isDefinition) continue;
      if (!isDefinition && item.kind !== 'delete-property') continue;
      const definition = definitionAt(isDefinition ? 'define' : 'delete', start + syntax.starts[at]!, item);
      place = { definition, value: isDefinition ? item.value : [] };
    }
  }
  return place;
}
