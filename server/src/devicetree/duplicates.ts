import type { Range } from '../text/span.js';
import { readBoundlessly } from './reading.js';
import type { Definition, Node } from './tree.js';
import { definitionAt, TreeNode } from './tree-node.js';

/**
 * Where a child of the node is named once more in one body, by a definition or a deletion: dtc merges bodies into each
 * other but nothing within a body, so that the node has two children of one name. Ranges are of the expanded text.
 */
export function duplicatesOf(node: Node): readonly Range[] {
  readBoundlessly();
  return node instanceof TreeNode ? node.duplicates : [];
}

/** Two definitions of one property, with none in between. */
export interface DuplicateProperty {
  readonly earlier: Definition;
  readonly later: Definition;
}

/** The properties that the body that made the node defines twice, or once more. */
export function duplicatePropertiesOf(node: Node): readonly DuplicateProperty[] {
  if (!(node instanceof TreeNode)) return [];
  const duplicates: DuplicateProperty[] = [];
  for (const contribution of node.history) {
    if (contribution.kind === 'deletion') duplicates.length = 0;
    else if (contribution.isNew) {
      const { syntax, start } = contribution;
      for (const places of syntax.propertyPlaces.values()) {
        if (places.length < 2) continue;
        const definitions = places.flatMap((at) => {
          const item = syntax.items[at]!;
          return item.kind === 'property' ? [definitionAt('define', start + syntax.starts[at]!, item)] : [];
        });
        for (const [index, later] of definitions.entries())
          if (index > 0) duplicates.push({ earlier: definitions[index - 1]!, later });
      }
    }
  }
  return duplicates;
}
