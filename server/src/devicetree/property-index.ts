import type * as ast from '../syntax/ast.js';
import { query } from '../text/query.js';
import { foundAgain } from './own-search.js';
import { readBoundlessly, reading, unread } from './reading.js';
import type { DeviceTree, Node, Property } from './tree.js';
import { TreeNode } from './tree-node.js';

/** The properties of a tree by their name, so that who looks for one does not ask every node. */
export interface PropertyIndex {
  /** Every property of that name, in the order of the tree's nodes. */
  named(name: string): readonly Property[];
  /** The nodes that have a property of that name, in the order of the tree. */
  holdersOf(name: string): readonly Node[];
  /** Every name that a property has somewhere, in no order that means anything. */
  names(): Iterable<string>;
}

export const propertyIndexOf: (tree: DeviceTree) => PropertyIndex = query((tree: DeviceTree): PropertyIndex => {
  const known = new Map<string, readonly Property[]>();
  let asked = 0;
  let byName: ReadonlyMap<string, readonly Node[]> | undefined;
  const allHolders = () => {
    byName ??= holdersByName(tree.nodes());
    return byName;
  };
  const holdersOf = (name: string): readonly Node[] => {
    const { earlier } = tree;
    // Who has a phandle that dtc adds does not hang on what is written to the node.
    if (earlier && !byName && !(earlier.phandles && name === 'phandle'))
      return foundAgain(tree, earlier, propertyIndexOf(earlier.tree).holdersOf(name), (node) => holds(node, name));
    // After a key few names are asked for in the whole tree, for which looking through its nodes is quicker.
    if (byName || asked++ >= FEW) return allHolders().get(name) ?? NONE;
    return tree.nodes().filter((node) => holds(node, name));
  };
  const search = (name: string): readonly Property[] =>
    holdersOf(name).flatMap((node) => node.properties.get(name) ?? []);
  return {
    holdersOf(name) {
      reading?.searched.add(name);
      return unread(() => holdersOf(name));
    },
    named(name) {
      reading?.searched.add(name);
      let properties = known.get(name);
      if (!properties) {
        properties = unread(() => search(name));
        known.set(name, properties);
      }
      return properties;
    },
    names() {
      readBoundlessly();
      return allHolders().keys();
    },
  };
});

/** How many names are looked for node by node before an index of all names is made. */
const FEW = 8;

const NONE: readonly Node[] = [];

/** The names of a node's properties, without merging their values. */
export function propertyNamesOf(node: Node): readonly string[] {
  if (!(node instanceof TreeNode)) return [...node.properties.keys()];
  const names = writtenNames(node.finalProperties);
  return node.addsPhandle ? [...names, 'phandle'] : names;
}

/** The names that begin with `#` of properties somewhere in a tree: they say how many cells something has. */
export function countNamesOf(tree: DeviceTree): ReadonlySet<string> {
  readBoundlessly();
  return unread(() => allCountNames(tree));
}

const allCountNames: (tree: DeviceTree) => ReadonlySet<string> = query((tree: DeviceTree) => {
  const { earlier } = tree;
  if (earlier?.rewritten.every(({ before, now }) => sameNames(countNamesIn([before]), countNamesIn([now]))))
    return allCountNames(earlier.tree);
  return countNamesIn(tree.nodes());
});

function countNamesIn(nodes: readonly Node[]): ReadonlySet<string> {
  const names = new Set<string>();
  const addHeld = (node: Node, candidates: readonly string[]) => {
    for (const name of candidates) if (!names.has(name) && holds(node, name)) names.add(name);
  };
  for (const node of nodes) {
    if (!(node instanceof TreeNode)) addHeld(node, [...node.properties.keys()].filter(isCountName));
    else for (const { kind, syntax } of node.history) if (kind === 'body') addHeld(node, syntax.countNames);
  }
  return names;
}

const sameNames = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
  one.size === other.size && [...one].every((name) => other.has(name));

const isCountName = (name: string) => name.startsWith('#');

function holds(node: Node, name: string): boolean {
  return node instanceof TreeNode ? node.holds(name) : node.properties.has(name);
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
