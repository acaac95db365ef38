import type * as ast from '../syntax/ast.js';
import type { Range } from '../text/span.js';
import { fragmentOf } from './fragments.js';
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
  /** Nodes that were left out because they lie too deep. Ranges are of the expanded text. */
  readonly tooDeep: readonly Range[];
  /** Whether a body that is taken as it stands names a child once more. */
  readonly hasDuplicates: boolean;
}

/** How deep nodes may nest, however they come there, and how many characters a path may have: both far above any real one. */
export const MAX_NESTING = 500;
export const MAX_PATH_LENGTH = 2048;

export interface UnresolvedReference extends Range {
  readonly reference: ast.Reference;
  /** Why another tree cannot have the node either: an overlay that says this is refused like any other source. */
  readonly refusal?: 'must-be-here' | 'no-fixup' | 'relative';
  /** The node in one of whose values it stands, and whether that is within `<…>`; absent for what is named outside of values. */
  readonly inValue?: { readonly node: TreeNode; readonly inCells: boolean };
}

/** Merges the items of a document in source order (dtc: `merge_nodes`, `delete_node` in livetree.c). */
export function buildTree(document: ast.Document): BuiltTree {
  const labels = createLabels();
  const { root } = labels;
  const builder: Builder = {
    root,
    labels,
    unresolved: [],
    tooDeep: [],
    hasDuplicates: false,
    plugin: false,
    hasRoot: false,
    fragments: 0,
  };
  const memoryReservations: MemoryReservation[] = [];
  for (const [index, item] of document.items.entries()) {
    const start = document.starts[index]!;
    switch (item.kind) {
      case 'plugin':
        builder.plugin = true;
        break;
      case 'memory-reservation':
        memoryReservations.push({ address: item.address, size: item.size });
        break;
      case 'node':
        mergeItem(builder, item, start);
        break;
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
  const { plugin, unresolved, tooDeep, hasDuplicates } = builder;
  return { root, labels, memoryReservations, plugin, unresolved, tooDeep, hasDuplicates };
}

interface Builder {
  readonly root: TreeNode;
  readonly labels: Labels;
  readonly unresolved: UnresolvedReference[];
  readonly tooDeep: Range[];
  hasDuplicates: boolean;
  plugin: boolean;
  /** Whether the tree has begun; its first item makes the root, all others are merged into it. */
  hasRoot: boolean;
  /** How many fragments dtc has made of references to nodes that the overlay does not have. */
  fragments: number;
}

/** Merges an item of the top: `/ { … }` or `&label { … }`. */
function mergeItem(builder: Builder, item: ast.Node, start: number): void {
  const { target } = item;
  const isFirst = !builder.hasRoot;
  builder.hasRoot = true;
  if (target.kind === 'root') {
    mergeBody(builder, builder.root, item, start, isFirst);
    return;
  }
  const { reference } = target.kind === 'reference' ? target : { reference: undefined };
  if (builder.plugin && reference?.label !== undefined && reference.path) {
    addUnresolved(builder, reference, start, 'relative');
    return;
  }
  const extendable = !isFirst && (!builder.plugin || reference?.path === undefined || item.labels.length > 0);
  const node = extendable && reference ? builder.labels.find(reference) : undefined;
  if (node) {
    mergeBody(builder, node, item, start, false);
  } else if (builder.plugin && reference && item.labels.length === 0) {
    const fragment = fragmentOf(item, reference, builder.fragments++);
    mergeChild(builder, builder.root, fragment.name, fragment.syntax, start, true);
  } else if (reference) {
    addUnresolved(builder, reference, start, 'must-be-here');
  }
}

/** The node that a top-level item is about; a plain name at the top can only stand behind a mistake. */
function findTarget(builder: Builder, target: ast.NodeTarget, start: number): TreeNode | undefined {
  if (target.kind === 'root') return builder.root;
  if (target.kind === 'child') return undefined;
  const node = builder.labels.find(target.reference);
  if (!node) addUnresolved(builder, target.reference, start, 'must-be-here');
  return node;
}

function addUnresolved(
  builder: Builder,
  reference: ast.Reference,
  start: number,
  refusal: NonNullable<UnresolvedReference['refusal']>,
): void {
  builder.unresolved.push({ reference, start: start + reference.start, end: start + reference.end, refusal });
}

function mergeBody(builder: Builder, node: TreeNode, syntax: ast.Node, start: number, isNew: boolean): void {
  node.addContribution({ kind: 'body', syntax, start, isNew });
  if (node.deleted) node.revive();
  // Merging forgets the word: it holds only where it makes the node (`merge_nodes`).
  if (isNew && syntax.omitIfNoRef) node.omitIfNoRef = true;
  if (syntax.labelNames.length > 0) builder.labels.add(node, syntax.labelNames);
  const { items, starts } = syntax;
  for (let index = 0; index < items.length; index++) {
    const item = items[index]!;
    if (item.kind === 'node') {
      if (item.target.kind === 'child' && item.target.name !== '')
        mergeChild(builder, node, item.target.name, item, start + starts[index]!, isNew);
    } else if (item.kind === 'delete-node' && item.target.kind === 'child') {
      deleteChild(builder, node, item.target.name, item, start + starts[index]!, isNew);
    }
  }
}

/** `isNew`: whether the body around it is taken as it stands, so that a second node of a name is not merged into the first. */
function mergeChild(
  builder: Builder,
  parent: TreeNode,
  name: string,
  syntax: ast.Node,
  start: number,
  isNew: boolean,
): void {
  let child = parent.children.get(name);
  if (child && isNew) {
    if (child.history.length > 0) addDuplicate(builder, parent, syntax.nameRange, start);
    else {
      // A deletion before it has left a place, which stays behind.
      parent.children.delete(name);
      child = undefined;
    }
  }
  const isChildNew = isNew || !child;
  if (!child) {
    if (parent.depth >= MAX_NESTING || parent.pathLength + name.length >= MAX_PATH_LENGTH) {
      const { start: from, end } = syntax.nameRange;
      builder.tooDeep.push({ start: start + from, end: start + end });
      return;
    }
    child = new TreeNode(name, parent, parent.references);
    parent.addChild(child);
  }
  mergeBody(builder, child, syntax, start, isChildNew);
}

/** In a body that is taken as it stands, a deletion only makes a place, which a later definition of the name takes. */
function deleteChild(
  builder: Builder,
  parent: TreeNode,
  name: string,
  syntax: ast.DeleteNode,
  start: number,
  isNew: boolean,
): void {
  if (!isNew) {
    const child = livingChild(parent, name);
    if (child) deleteNode(builder, child, syntax, start);
    return;
  }
  const child = parent.children.get(name);
  if (child) {
    addDuplicate(builder, parent, syntax.nameRange, start);
    return;
  }
  const place = new TreeNode(name, parent, parent.references);
  place.deleted = true;
  place.wasPlace = true;
  parent.addChild(place);
}

function addDuplicate(builder: Builder, parent: TreeNode, { start, end }: Range, base: number): void {
  builder.hasDuplicates = true;
  parent.addDuplicate({ start: base + start, end: base + end });
}

function deleteNode(builder: Builder, node: TreeNode, syntax: ast.DeleteNode, start: number): void {
  node.deleted = true;
  node.addContribution({ kind: 'deletion', syntax, start });
  for (const child of node.takeLiving()) if (!child.deleted) deleteNode(builder, child, syntax, start);
  builder.labels.forget(node);
  node.duplicates = [];
}
