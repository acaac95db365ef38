import type { DeviceTree, Node } from './tree.js';
import { TreeNode } from './tree-node.js';

/** The node at a place of {@link DeviceTree.nodes}; other nodes are not made for it. */
export function nodeOfPlace(tree: DeviceTree, place: number): Node {
  const { earlier } = tree;
  return earlier ? earlier.nodeOf(earlier.tree.nodes()[place]!) : tree.nodes()[place]!;
}

/** At which place of {@link DeviceTree.nodes} a node of the tree's text is; -1 for one that is not among them. */
export function placeOfNode(tree: DeviceTree, node: Node): number {
  const nodes = (tree.earlier?.tree ?? tree).nodes();
  const position = positionOf(node);
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (positionOf(nodes[middle]!) < position) low = middle + 1;
    else high = middle;
  }
  const found = nodes[low];
  return found && (tree.earlier ? tree.earlier.nodeOf(found) : found) === node ? low : -1;
}

/** Nodes of a tree in the order of the tree. */
export function inTreeOrder(tree: DeviceTree, nodes: readonly Node[]): readonly Node[] {
  if (nodes.length < 2) return nodes;
  if (nodes.every((node) => node instanceof TreeNode))
    return nodes.toSorted((one, other) => one.position - other.position);
  const wanted = new Set(nodes);
  return tree.nodes().filter((node) => wanted.has(node));
}

const positionOf = (node: Node) => (node instanceof TreeNode ? node.position : 0);
