import type { DeviceTree, Node } from '../../devicetree/tree.js';

/** The nodes called `chosen`, wherever they are. */
export function chosenNodesOf(tree: DeviceTree): readonly Node[] {
  const nodes: Node[] = [];
  for (const node of tree.nodes()) if (node.name === 'chosen') nodes.push(node);
  return nodes;
}
