import { query } from '../text/query.js';
import type { DeviceTree, EarlierTree, Node } from './tree.js';
import { inTreeOrder, placeOfNode } from './tree-order.js';

/**
 * Finds the nodes of which something holds that hangs on the node alone: its name and path, and what is written to it. Of a
 * version with the nodes of an earlier one only those are looked at to which something else was written.
 */
export function ownSearch(holds: (node: Node) => boolean): (tree: DeviceTree) => readonly Node[] {
  return searchAmong((tree) => tree.nodes(), foundAgain, holds);
}

/** The same among all nodes that there were before `/omit-if-no-ref/` took some out. */
export function ownSearchBeforeOmission(holds: (node: Node) => boolean): (tree: DeviceTree) => readonly Node[] {
  return searchAmong((tree) => tree.nodesBeforeOmission(), joined, holds);
}

function searchAmong(
  nodesOf: (tree: DeviceTree) => readonly Node[],
  again: typeof foundAgain,
  holds: (node: Node) => boolean,
): (tree: DeviceTree) => readonly Node[] {
  const search = query((tree: DeviceTree): readonly Node[] =>
    tree.earlier ? again(tree, tree.earlier, search(tree.earlier.tree), holds) : nodesOf(tree).filter(holds),
  );
  return search;
}

/** What a search among the nodes of a tree finds in a version, from what it has `found` in the earlier one. */
export function foundAgain(
  tree: DeviceTree,
  earlier: EarlierTree,
  found: readonly Node[],
  holds: (node: Node) => boolean,
): readonly Node[] {
  return joined(tree, earlier, found, (node) => placeOfNode(tree, node) >= 0 && holds(node));
}

function joined(
  tree: DeviceTree,
  { rewritten, nodeOf }: EarlierTree,
  found: readonly Node[],
  holds: (node: Node) => boolean,
): readonly Node[] {
  const others = new Set(rewritten.map(({ now }) => now));
  const kept = found.map(nodeOf).filter((node) => !others.has(node));
  const added = [...others].filter(holds);
  return added.length === 0 ? kept : inTreeOrder(tree, [...kept, ...added]);
}
