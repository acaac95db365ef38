import { query } from '../text/query.js';
import { propertyIndexOf } from './property-index.js';
import type { DeviceTree, Node } from './tree.js';
import { stringsOf } from './values.js';

/** The nodes of each value that a `compatible` has somewhere in the tree, in the order of the tree. */
export const compatibleIndexOf: (tree: DeviceTree) => ReadonlyMap<string, readonly Node[]> = query(
  (tree: DeviceTree) => {
    const index = new Map<string, Node[]>();
    for (const property of propertyIndexOf(tree).named('compatible')) {
      for (const compatible of stringsOf(property)) {
        const known = index.get(compatible);
        if (!known) index.set(compatible, [property.node]);
        else if (known.at(-1) !== property.node) known.push(property.node);
      }
    }
    return index;
  },
);

/** The nodes that are compatible with this, in the order of the tree. */
export function nodesCompatibleWith(tree: DeviceTree, compatible: string): readonly Node[] {
  return compatibleIndexOf(tree).get(compatible) ?? NONE;
}

const NONE: readonly Node[] = [];
