import type { DeviceTree, Node } from './tree.js';

/**
 * Every node that dtc's first checks see: those of the tree, and those that `/omit-if-no-ref/` takes out only after these
 * checks (checks.c, `omit_unused_nodes`).
 */
export function everyNodeOf(tree: DeviceTree): Iterable<Node> {
  return tree.nodesBeforeOmission();
}
