import { query } from '../text/query.js';
import { ownSearch } from './own-search.js';
import { finalSyntax } from './properties.js';
import { reading, unread } from './reading.js';
import type { DeviceTree, Node, ValueComponent } from './tree.js';
import { TreeNode } from './tree-node.js';
import { compatibleOf, stringsOfValue } from './values.js';

/**
 * Finds the nodes of a tree of whose compatibles one fits, in the order of the tree. `fits` hangs on nothing but the
 * compatible: it is asked once about a value that versions and boards share.
 */
export function compatibleSearch(fits: (compatible: string) => boolean): (tree: DeviceTree) => readonly Node[] {
  const isFitting = query((value: readonly ValueComponent[]) => stringsOfValue(value).some(fits));
  const hasFitting = (node: Node): boolean => {
    // Without references the value is that of the syntax: nothing has to be merged for it.
    const syntax = node instanceof TreeNode ? finalSyntax(node, 'compatible')?.syntax : undefined;
    return syntax?.references.length === 0 ? isFitting(syntax.value) : compatibleOf(node).some(fits);
  };
  const search = ownSearch(hasFitting);
  return (tree) => {
    reading?.searched.add('compatible');
    return unread(() => search(tree));
  };
}
