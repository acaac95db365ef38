import type { Range } from '../text/span.js';
import type { Definition, Node } from './tree.js';
import { definitionAt, TreeNode } from './tree-node.js';

/**
 * Where a child of the node is named once more in one body, by a definition or a deletion: dtc merges bodies into each
 * other but nothing within a body, so that the node has two children of one name. Ranges are of the expanded text.
 */
export function duplicatesOf(node: Node): readonly Range[] {
  return node instanceof TreeNode ? node.duplicates : [];
}

/** The properties that the body that made the node defines twice, at their second definition. */
export function duplicatePropertiesOf(node: Node): readonly Definition[] {
  if (!(node instanceof TreeNode)) return [];
  const duplicates: Definition[] = [];
  for (const contribution of node.history) {
    if (contribution.kind === 'deletion') duplicates.length = 0;
    else if (contribution.isNew) {
      const { syntax, start } = contribution;
      for (const places of syntax.propertyPlaces.values()) {
        if (places.length < 2) continue;
        const definitions = places.filter((at) => syntax.items[at]!.kind === 'property');
        for (const at of definitions.slice(1)) {
          const item = syntax.items[at]!;
          if (item.kind === 'property') duplicates.push(definitionAt('define', start + syntax.starts[at]!, item));
        }
      }
    }
  }
  return duplicates;
}
