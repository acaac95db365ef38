import type { Definition, Node } from './tree.js';
import { definitionAt, TreeNode } from './tree-node.js';

/**
 * The `/delete-property/` to which a node owes that it lacks a property; `undefined` where it has the property, or never
 * had it. A node that was deleted and defined again begins anew.
 */
export function deletionOf(node: Node, name: string): Definition | undefined {
  if (!(node instanceof TreeNode)) return undefined;
  let deletion: Definition | undefined;
  let defined = false;
  for (const contribution of node.contributionsTo(name)) {
    if (contribution.kind === 'deletion') {
      deletion = undefined;
      defined = false;
      continue;
    }
    const { syntax, start, isNew } = contribution;
    for (const at of syntax.propertyPlaces.get(name) ?? []) {
      const item = syntax.items[at]!;
      if (item.kind === 'property') {
        deletion = undefined;
        defined = true;
      } else if (item.kind === 'delete-property' && defined && !isNew) {
        deletion = definitionAt('delete', start + syntax.starts[at]!, item);
      }
    }
  }
  return deletion;
}
