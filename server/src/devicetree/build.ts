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
  const builder: Builder = { root: new TreeNode('', undefined), labelled: new Map(), unresolved: [] };
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
  return { root: builder.root, memoryReservations, plugin, unresolved: builder.unresolved };
}

/** The node that a reference names, among those not deleted; `byLabel` finds the node of a label. */
export function findReferenced(
  root: TreeNode,
  byLabel: (label: string) => TreeNode | undefined,
  reference: ast.Reference,
): TreeNode | undefined {
  const base = reference.label === undefined ? root : byLabel(reference.label);
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
  /** Every node that ever got the label; a node that was deleted has lost it. */
  readonly labelled: Map<string, TreeNode[]>;
  readonly unresolved: UnresolvedReference[];
}

/** Where nodes share a label for a while, dtc takes the one that comes first in the tree (`get_node_by_label`). */
function nodeOfLabel({ root, labelled }: Builder, label: string): TreeNode | undefined {
  const candidates = labelled.get(label)?.filter((node) => node.labels.includes(label)) ?? [];
  return candidates.length < 2 ? candidates[0] : firstInTree(root, new Set(candidates));
}

function firstInTree(node: TreeNode, wanted: ReadonlySet<TreeNode>): TreeNode | undefined {
  if (wanted.has(node)) return node;
  for (const child of node.children.values()) {
    const found = child.deleted ? undefined : firstInTree(child, wanted);
    if (found) return found;
  }
  return undefined;
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
  const node = findReferenced(builder.root, (label) => nodeOfLabel(builder, label), reference);
  if (!node) builder.unresolved.push({ reference, start: start + reference.start, end: start + reference.end });
  return node;
}

function mergeBody(builder: Builder, node: TreeNode, syntax: ast.Node, start: number): void {
  node.history.push({ kind: 'body', syntax, start });
  node.deleted = false;
  if (syntax.omitIfNoRef) node.omitIfNoRef = true;
  for (const { name } of syntax.labels) addLabel(builder, node, name);
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

function addLabel({ labelled }: Builder, node: TreeNode, name: string): void {
  if (node.labels.includes(name)) return;
  node.addLabel(name);
  const known = labelled.get(name);
  if (known) known.push(node);
  else labelled.set(name, [node]);
}

function childOf(parent: TreeNode, name: string): TreeNode {
  let child = parent.children.get(name);
  if (!child) {
    child = new TreeNode(name, parent);
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
