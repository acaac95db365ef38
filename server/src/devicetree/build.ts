import type * as ast from '../syntax/ast.js';
import type { Range } from '../text/span.js';
import { createLabels, type Labels, livingChild } from './labels.js';
import type { MemoryReservation } from './tree.js';
import { TreeNode } from './tree-node.js';

/** A tree whose definitions are merged and whose references wait to be resolved. */
export interface BuiltTree {
  readonly root: TreeNode;
  readonly labels: Labels;
  readonly memoryReservations: readonly MemoryReservation[];
  readonly plugin: boolean;
  /** References to nodes that did not exist where they were used. Ranges are of the expanded text. */
  readonly unresolved: readonly UnresolvedReference[];
}

export interface UnresolvedReference extends Range {
  readonly reference: ast.Reference;
}

/** Merges the items of a document in source order (dtc: `merge_nodes`, `delete_node` in livetree.c). */
export function buildTree(document: ast.Document): BuiltTree {
  const labels = createLabels();
  const { root } = labels;
  const builder: Builder = { root, labels, unresolved: [] };
  const memoryReservations: MemoryReservation[] = [];
  let plugin = false;
  for (const [index, item] of document.items.entries()) {
    const start = document.starts[index]!;
    switch (item.kind) {
      case 'plugin':
        plugin = true;
        break;
      case 'memory-reservation':
        memoryReservations.push({ address: item.address, size: item.size });
        break;
      case 'node': {
        const node = findTarget(builder, item.target, start);
        if (node) mergeBody(builder, node, item, start);
        break;
      }
      case 'delete-node': {
        const node = findTarget(builder, item.target, start);
        if (node) deleteNode(node, item, start);
        break;
      }
      case 'omit-node': {
        const node = findTarget(builder, { kind: 'reference', reference: item.reference }, start);
        if (node) node.omitIfNoRef = true;
        break;
      }
    }
  }
  return { root, labels, memoryReservations, plugin, unresolved: builder.unresolved };
}

interface Builder {
  readonly root: TreeNode;
  readonly labels: Labels;
  readonly unresolved: UnresolvedReference[];
}

/** The node that a top-level item is about; a plain name at the top can only stand behind a mistake. */
function findTarget(builder: Builder, target: ast.NodeTarget, start: number): TreeNode | undefined {
  if (target.kind === 'root') return builder.root;
  if (target.kind === 'child') return undefined;
  const { reference } = target;
  const node = builder.labels.find(reference);
  if (!node) builder.unresolved.push({ reference, start: start + reference.start, end: start + reference.end });
  return node;
}

function mergeBody(builder: Builder, node: TreeNode, syntax: ast.Node, start: number): void {
  node.history.push({ kind: 'body', syntax, start });
  node.deleted = false;
  if (syntax.omitIfNoRef) node.omitIfNoRef = true;
  if (syntax.labelNames.length > 0) builder.labels.add(node, syntax.labelNames);
  const { items, starts } = syntax;
  for (let index = 0; index < items.length; index++) {
    const item = items[index]!;
    if (item.kind === 'node') {
      if (item.target.kind === 'child' && item.target.name !== '') {
        mergeBody(builder, childOf(node, item.target.name), item, start + starts[index]!);
      }
    } else if (item.kind === 'delete-node') {
      const child = item.target.kind === 'child' ? livingChild(node, item.target.name) : undefined;
      if (child) deleteNode(child, item, start + starts[index]!);
    }
  }
}

function childOf(parent: TreeNode, name: string): TreeNode {
  let child = parent.children.get(name);
  if (!child) {
    child = new TreeNode(name, parent, parent.references);
    parent.addChild(child);
  }
  return child;
}

function deleteNode(node: TreeNode, syntax: ast.DeleteNode, start: number): void {
  node.deleted = true;
  node.history.push({ kind: 'deletion', syntax, start });
  for (const child of node.children.values()) if (!child.deleted) deleteNode(child, syntax, start);
  node.labels = [];
}
