import type * as ast from '../syntax/ast.js';
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

/** The names of a node's properties, without merging their values. */
export function propertyNamesOf(node: Node): readonly string[] {
  if (!(node instanceof TreeNode)) return [...node.properties.keys()];
  const names = writtenNames(node.finalProperties);
  return node.addsPhandle ? [...names, 'phandle'] : names;
}

/** Bodies are shared between versions and boards. */
const writtenNames = query((properties: readonly ast.Property[]): readonly string[] =>
  properties.map(({ name }) => name),
);

/** The nodes that have a property, by its name. */
function holdersByName(nodes: Iterable<Node>): ReadonlyMap<string, Node[]> {
  const holders = new Map<string, Node[]>();
  for (const node of nodes) {
    for (const name of propertyNamesOf(node)) {
      const known = holders.get(name);
      if (known) known.push(node);
      else holders.set(name, [node]);
    }
  }
  return holders;
}
