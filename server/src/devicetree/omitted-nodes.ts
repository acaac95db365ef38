import { propertyIndexOf } from './property-index.js';
import type { DeviceTree, Node, Property } from './tree.js';
import { withDescendants } from './tree-part.js';

/**
 * Every node that dtc's first checks see: those of the tree, and those that `/omit-if-no-ref/` takes out only after these
 * checks (checks.c, `omit_unused_nodes`).
 */
export function everyNodeOf(tree: DeviceTree): Iterable<Node> {
  return tree.nodesBeforeOmission();
}

/** Every name of a property of these nodes, each with the properties of that name. */
export function* everyPropertyNameOf(
  tree: DeviceTree,
): Iterable<readonly [name: string, properties: () => readonly Property[]]> {
  const index = propertyIndexOf(tree);
  for (const name of index.names()) yield [name, () => index.named(name)];
  for (const node of tree.omitted.flatMap((each) => [...withDescendants(each)]))
    for (const property of node.properties.values()) yield [property.name, () => [property]];
}
