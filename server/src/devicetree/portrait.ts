import type * as ast from '../syntax/ast.js';
import { query } from '../text/query.js';
import type { DeviceTree, Node } from './tree.js';
import { TreeNode } from './tree-node.js';

/**
 * What a tree looked like, kept when the next version of it comes, to tell which nodes differ. Syntax that an edit did not
 * touch is the same object in both versions, so that comparing is quick.
 */
export interface Portrait {
  readonly nodes: readonly NodePortrait[];
}

interface NodePortrait {
  readonly name: string;
  /** The place of the parent in the list; -1 for the root. */
  readonly parent: number;
  readonly phandle: number | undefined;
  readonly labels: readonly string[];
  /** The properties that stand. */
  readonly properties: readonly ast.Property[];
  /** The bodies of which not every property stands, with all that is in them. */
  readonly unplain: readonly ast.Node[];
  readonly duplicates: number;
}

/** `undefined` for a tree that did not come out of one text, of which nobody looks at the next version. */
export function portraitOf(tree: DeviceTree): Portrait | undefined {
  const places = new Map<Node, number>();
  const nodes: NodePortrait[] = [];
  for (const node of tree.nodes()) {
    if (!(node instanceof TreeNode)) return undefined;
    places.set(node, nodes.length);
    nodes.push({
      name: node.name,
      parent: node.parent ? places.get(node.parent)! : -1,
      phandle: node.phandle,
      labels: node.labels,
      properties: node.finalProperties,
      unplain: node.soleBody?.plainProperties ? NO_BODIES : unplainBodies(node),
      duplicates: node.duplicates.length,
    });
  }
  return { nodes };
}

/**
 * The places of the nodes that were written differently in two versions; `undefined` where more differs than what single
 * nodes say of themselves: which nodes there are, their labels and phandles, and what nodes that refer to them read there.
 */
export function differingNodes(before: Portrait, after: Portrait): number[] | undefined {
  if (before.nodes.length !== after.nodes.length) return undefined;
  const differing: number[] = [];
  for (let at = 0; at < after.nodes.length; at++) {
    const old = before.nodes[at]!;
    const now = after.nodes[at]!;
    if (old.name !== now.name || old.parent !== now.parent || old.phandle !== now.phandle) return undefined;
    if (!sameList(old.labels, now.labels)) return undefined;
    const isSame = old.duplicates === now.duplicates && sameList(old.unplain, now.unplain);
    if (isSame && sameList(old.properties, now.properties)) continue;
    if (!sameList(toldOthers(old.properties), toldOthers(now.properties))) return undefined;
    differing.push(at);
  }
  return differing;
}

function unplainBodies({ history }: TreeNode): readonly ast.Node[] {
  return history.flatMap(({ kind, syntax }) => (kind === 'body' && !syntax.plainProperties ? syntax : []));
}

const NO_BODIES: readonly ast.Node[] = [];

/** The properties that nodes elsewhere read: they refer to the node, or inherit from it. */
const toldOthers = query((properties: readonly ast.Property[]) => properties.filter(({ name }) => isToldOthers(name)));

function isToldOthers(name: string): boolean {
  return name.startsWith('#') || TOLD_OTHERS.has(name);
}

const TOLD_OTHERS: ReadonlySet<string> = new Set([
  'interrupt-controller',
  'interrupt-map',
  'interrupt-parent',
  'linux,phandle',
  'phandle',
  'remote-endpoint',
]);

function sameList(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left === right || (left.length === right.length && left.every((item, index) => item === right[index]));
}
