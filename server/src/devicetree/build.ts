import type * as ast from '../syntax/ast.js';
import type { Range } from '../text/span.js';
import type { MemoryReservation } from './tree.js';
import { TreeNode } from './tree-node.js';

/** A tree whose definitions are merged and whose references wait to be resolved. */
export interface BuiltTree {
  readonly root: TreeNode;
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
  const builder: Builder = { root: new TreeNode('', undefined), labels: new Map(), unresolved: [] };
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
        if (node) deleteNode(builder, node, item, start);
        break;
      }
      case 'omit-node': {
        const node = findTarget(builder, { kind: 'reference', reference: item.reference }, start);
        if (node) node.omitIfNoRef = true;
        break;
      }
    }
  }
  return { root: builder.root, memoryReservations, plugin, unresolved: builder.unresolved };
}

/** The node that a reference names, among those not deleted. */
export function findReferenced(
  root: TreeNode,
  labels: ReadonlyMap<string, TreeNode>,
  reference: ast.Reference,
): TreeNode | undefined {
  const base = reference.label === undefined ? root : labels.get(reference.label);
  if (!base || reference.path === undefined) return base;
  let node: TreeNode | undefined = base;
  for (const name of reference.path.split('/')) {
    if (name === '') continue;
    node = livingChild(node, name);
    if (!node) return undefined;
  }
  return node;
}

interface Builder {
  readonly root: TreeNode;
  readonly labels: Map<string, TreeNode>;
  readonly unresolved: UnresolvedReference[];
}

function livingChild(node: TreeNode, name: string): TreeNode | undefined {
  const child = node.children.get(name);
  return child && !child.deleted ? child : undefined;
}

/** The node that a top-level item is about; a plain name at the top can only stand behind a mistake. */
function findTarget(builder: Builder, target: ast.NodeTarget, start: number): TreeNode | undefined {
  if (target.kind === 'root') return builder.root;
  if (target.kind === 'child') return undefined;
  const { reference } = target;
  const node = findReferenced(builder.root, builder.labels, reference);
  if (!node) builder.unresolved.push({ reference, start: start + reference.start, end: start + reference.end });
  return node;
}

function mergeBody(builder: Builder, node: TreeNode, syntax: ast.Node, start: number): void {
  node.history.push({ kind: 'body', syntax, start });
  node.deleted = false;
  if (syntax.omitIfNoRef) node.omitIfNoRef = true;
  for (const { name } of syntax.labels) {
    if (!node.labels.includes(name)) node.labels.push(name);
    builder.labels.set(name, node);
  }
  const { items, starts } = syntax;
  for (let index = 0; index < items.length; index++) {
    const item = items[index]!;
    if (item.kind === 'node') {
      if (item.target.kind === 'child' && item.target.name !== '') {
        mergeBody(builder, childOf(node, item.target.name), item, start + starts[index]!);
      }
    } else if (item.kind === 'delete-node') {
      const child = item.target.kind === 'child' ? livingChild(node, item.target.name) : undefined;
      if (child) deleteNode(builder, child, item, start + starts[index]!);
    }
  }
}

function childOf(parent: TreeNode, name: string): TreeNode {
  let child = parent.children.get(name);
  if (!child) {
    child = new TreeNode(name, parent);
    parent.children.set(name, child);
  }
  return child;
}

function deleteNode(builder: Builder, node: TreeNode, syntax: ast.DeleteNode, start: number): void {
  node.deleted = true;
  node.history.push({ kind: 'deletion', syntax, start });
  for (const child of node.children.values()) if (!child.deleted) deleteNode(builder, child, syntax, start);
  for (const label of node.labels) if (builder.labels.get(label) === node) builder.labels.delete(label);
  node.labels = [];
}
