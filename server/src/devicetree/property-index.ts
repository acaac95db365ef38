import { query } from '../text/query.js';
import type { DeviceTree, Node, Property } from './tree.js';
import { TreeNode } from './tree-node.js';

/** The properties of a tree by their name, so that who looks for one does not ask every node. */
export interface PropertyIndex {
  /** Every property of that name, in the order of the tree's nodes. */
  named(name: string): readonly Property[];
  /** Every name that a property has somewhere, in no order that means anything. */
  names(): Iterable<string>;
}

export const propertyIndexOf: (tree: DeviceTree) => PropertyIndex = query((tree: DeviceTree): PropertyIndex => {
  const holders = holdersByName(tree.nodes());
  const known = new Map<string, readonly Property[]>();
  return {
    named(name) {
      let properties = known.get(name);
      if (!properties) {
        properties = (holders.get(name) ?? []).flatMap((node) => node.properties.get(name) ?? []);
        known.set(name, properties);
      }
      return properties;
    },
    names: () => holders.keys(),
  };
});

/** The nodes that may have a property, by its name: a deletion can have taken it away again. */
function holdersByName(nodes: Iterable<Node>): ReadonlyMap<string, Node[]> {
  const holders = new Map<string, Node[]>();
  const add = (name: string, node: Node) => {
    const known = holders.get(name);
    if (!known) holders.set(name, [node]);
    else if (known.at(-1) !== node) known.push(node);
  };
  for (const node of nodes) {
    // The names that bodies write are at hand; a node's own map would be merged for it.
    if (!(node instanceof TreeNode)) {
      for (const name of node.properties.keys()) add(name, node);
      continue;
    }
    for (const contribution of node.history)
      if (contribution.kind === 'body') for (const name of contribution.syntax.propertyPlaces.keys()) add(name, node);
    if (node.addsPhandle) add('phandle', node);
  }
  return holders;
}
