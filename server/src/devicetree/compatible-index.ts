import { query } from '../text/query.js';
import { finalSyntax } from './properties.js';
import { propertyIndexOf } from './property-index.js';
import type { DeviceTree, Node } from './tree.js';
import { TreeNode } from './tree-node.js';
import { compatibleOf, stringsOfValue } from './values.js';

/** The nodes of each value that a `compatible` has somewhere in the tree, in the order of the tree. */
export const compatibleIndexOf: (tree: DeviceTree) => ReadonlyMap<string, readonly Node[]> = query(
  (tree: DeviceTree) => {
    const index = new Map<string, Node[]>();
    for (const node of propertyIndexOf(tree).holdersOf('compatible')) {
      for (const compatible of compatiblesOf(node)) {
        const known = index.get(compatible);
        if (!known) index.set(compatible, [node]);
        else if (known.at(-1) !== node) known.push(node);
      }
    }
    return index;
  },
);

/** Without references the value is that of the syntax, which versions share: nothing has to be merged for it. */
function compatiblesOf(node: Node): readonly string[] {
  const syntax = node instanceof TreeNode ? finalSyntax(node, 'compatible')?.syntax : undefined;
  return syntax?.references.length === 0 ? stringsOfValue(syntax.value) : compatibleOf(node);
}

/** The nodes that are compatible with this, in the order of the tree. */
export function nodesCompatibleWith(tree: DeviceTree, compatible: string): readonly Node[] {
  return compatibleIndexOf(tree).get(compatible) ?? NONE;
}

const NONE: readonly Node[] = [];
