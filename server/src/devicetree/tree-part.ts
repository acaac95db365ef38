import type { DeviceTree, Node } from './tree.js';

/**
 * The tree as if these were all of its nodes, for who walks over nodes, and those that it omitted; whatever is asked for by
 * name is found all the same.
 */
export function partOf(tree: DeviceTree, nodes: readonly Node[]): DeviceTree {
  const part = {
    nodes: () => nodes,
    nodesBeforeOmission: () => [...nodes, ...tree.omitted.flatMap((node) => [...withDescendants(node)])],
  };
  const result = Object.assign(Object.create(tree) as DeviceTree, part);
  wholes.set(result, tree);
  return result;
}

/** The whole of which a tree is a part, for who has to know what other nodes are there. */
export function wholeOf(tree: DeviceTree): DeviceTree {
  return wholes.get(tree) ?? tree;
}

const wholes = new WeakMap<DeviceTree, DeviceTree>();

/** A node and all that is below it, parents before children. */
function* withDescendants(node: Node): Iterable<Node> {
  yield node;
  for (const child of node.children.values()) yield* withDescendants(child);
}
