import type * as ast from '../syntax/ast.js';
import { createLabelHolders, type LabelHolders } from './label-holders.js';
import { type ReferenceTable, TreeNode } from './tree-node.js';

/** The labels of a tree while it is built and afterwards. */
export interface Labels extends ReferenceTable {
  readonly root: TreeNode;
  /** Gives the node the labels of a body. */
  add(node: TreeNode, names: readonly string[]): void;
  /** Takes all labels from a node, which is deleted. */
  forget(node: TreeNode): void;
  /** Has a reference name this node from now on, though it be gone. */
  keep(reference: ast.Reference, node: TreeNode): void;
  /** Whether a reference was told to name a node. */
  keepsAny(): boolean;
  /** The node of each label that still stands. */
  standing(): Map<string, TreeNode>;
}

export function createLabels(): Labels {
  // Nearly every label has one node, so that a list for each would be waste.
  const labelled = new Map<string, TreeNode | LabelHolders>();
  let isAnyForgotten = false;
  const byLabel = (label: string): TreeNode | undefined => {
    const known = labelled.get(label);
    if (!(known instanceof TreeNode)) return known?.first();
    return !isAnyForgotten || known.hasLabel(label) ? known : undefined;
  };
  const kept = new Map<ast.Reference, TreeNode>();
  const find = (reference: ast.Reference) => {
    if (kept.size > 0 && kept.has(reference)) return kept.get(reference);
    const { label, path } = reference;
    const base = label === undefined ? root : byLabel(label);
    return base && path !== undefined ? descend(base, path) : base;
  };
  const root: TreeNode = new TreeNode('', undefined, { find });
  return {
    root,
    find,
    add(node, names) {
      for (const name of names) {
        if (node.hasLabel(name)) continue;
        const known = labelled.get(name);
        if (known === undefined) labelled.set(name, node);
        else if (known instanceof TreeNode) {
          const holders = createLabelHolders(name);
          holders.add(known);
          holders.add(node);
          labelled.set(name, holders);
        } else known.add(node);
      }
      node.addLabels(names);
    },
    forget(node) {
      isAnyForgotten ||= node.labels.length > 0;
      node.forgetLabels();
    },
    keep: (reference, node) => kept.set(reference, node),
    keepsAny: () => kept.size > 0,
    standing() {
      const standing = new Map<string, TreeNode>();
      for (const label of labelled.keys()) {
        const node = byLabel(label);
        if (node) standing.set(label, node);
      }
      return standing;
    },
  };
}

/** Whether the node ever had a label; dtc's list keeps deleted ones, and some of its steps ask only for the list. */
export function wasLabelled(node: TreeNode): boolean {
  return node.history.some(({ kind, syntax }) => kind === 'body' && syntax.labelNames.length > 0);
}

/** The child of a name, unless it was deleted. */
export function livingChild(node: TreeNode, name: string): TreeNode | undefined {
  const child = node.children.get(name);
  return child && !child.deleted ? child : undefined;
}

/** The node of a path below another; `undefined` where there is none. */
export function descend(base: TreeNode, path: string): TreeNode | undefined {
  let node: TreeNode | undefined = base;
  for (const name of path.split('/')) {
    if (name === '') continue;
    node = livingChild(node, name);
    if (!node) return undefined;
  }
  return node;
}
