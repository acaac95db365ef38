import { query } from '../text/query.js';
import type { DeviceTree, EarlierTree, Node } from './tree.js';
import { inTreeOrder } from './tree-order.js';

/**
 * Finds the nodes of which something holds that hangs on the node alone: its name and path, and what is written to it. Of a
 * version with the nodes of an earlier one only those are looked at to which something else was written.
 */
export function ownSearch(
  holds: (node: Node) => boolean,
  nodesOf: (tree: DeviceTree) => readonly Node[] = (tree) => tree.nodes(),
): (tree: DeviceTree) => readonly Node[] {
  const search = query((tree: DeviceTree): readonly Node[] =>
    tree.earlier ? foundAgain(tree, tree.earlier, search(tree.earlier.tree), holds) : nodesOf(tree).filter(holds),
  );
  return search;
}

/** What such a search finds in a version, from what it has `found` in the earlier one. */
export function foundAgain(
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
