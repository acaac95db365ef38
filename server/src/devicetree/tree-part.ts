import type { DeviceTree, Node } from './tree.js';

/** The tree as if these were all of its nodes, for who walks over nodes; whatever is asked for by name is found all the same. */
export function partOf(tree: DeviceTree, nodes: readonly Node[]): DeviceTree {
  const part = { nodes: () => nodes, nodesBeforeOmission: () => [...nodes, ...tree.omitted] };
  return Object.assign(Object.create(tree) as DeviceTree, part);
}
