import type * as ast from '../syntax/ast.js';
import type { BuiltTree, UnresolvedReference } from './build.js';
import { type Labels, wasLabelled } from './labels.js';
import { createNumbers } from './phandles.js';
import { finalSyntax } from './properties.js';
import type { ReferenceTable, TreeNode } from './tree-node.js';

export interface ResolvedTree {
  /** Every node, parents before children. */
  readonly nodes: readonly TreeNode[];
  /** The same before `/omit-if-no-ref/` took some out. */
  readonly nodesBeforeOmission: readonly TreeNode[];
  /** The nodes that `/omit-if-no-ref/` took out, each with all that is below it. */
  readonly omitted: readonly TreeNode[];
  readonly labels: Labels;
  /** References in values that name nothing. Ranges are of the expanded text. */
  readonly unresolved: readonly UnresolvedReference[];
}

/**
 * Finds the nodes that values refer to, numbers phandles as dtc does, removes unused `/omit-if-no-ref/` nodes and all that
 * was deleted. Afterwards nothing of the tree changes any more. With `symbols`, nodes with a label stay and get phandles.
 */
export function resolveTree({ root, labels }: BuiltTree, symbols: boolean): ResolvedTree {
  const living = livingNodes(root);
  const numbers = createNumbers(living);
  const unresolved: UnresolvedReference[] = [];
  // In the order in which dtc meets the references.
  for (const node of living) {
    let isResolved = true;
    for (const { reference, inCells } of differentReferences(node)) {
      const target = labels.find(reference);
      if (target) {
        target.isReferredTo = true;
        if (inCells) numbers.give(target);
      } else isResolved = false;
    }
    if (!isResolved) for (const each of unresolvedIn(node, labels)) unresolved.push(each);
  }
  const omitted = living.filter((node) => node.omitIfNoRef && !node.isReferredTo && !(symbols && wasLabelled(node)));
  if (omitted.length > 0) omit(omitted, living, labels);
  removeDeleted(living);
  for (const [position, node] of living.entries()) node.position = position;
  const nodes = omitted.length > 0 ? livingNodes(root) : living;
  if (symbols) {
    const kept = new Set(nodes);
    numbers.forget(living.filter((node) => !kept.has(node)));
    // Even where the label itself was deleted (livetree.c, `generate_label_tree_internal`).
    for (const node of nodes) if (wasLabelled(node)) numbers.give(node);
  }
  const gone = unresolved.length > 0 ? nodesWithin(omitted) : new Set();
  const places = unresolved.map((place) =>
    place.inValue && gone.has(place.inValue.node) ? withoutFixup(place) : place,
  );
  return { nodes, nodesBeforeOmission: living, omitted, labels, unresolved: places };
}

/** The references in the values of a node, each thing that they name once, in the order of writing. */
export function differentReferences(node: TreeNode): readonly ast.ValueReference[] {
  const { soleBody } = node;
  if (soleBody?.plainProperties) return soleBody.differentReferences;
  return referringProperties(node).flatMap(({ references }) => references);
}

/** The references in the values of a node that name nothing. */
export function* unresolvedIn(node: TreeNode, labels: ReferenceTable): Iterable<UnresolvedReference> {
  for (const property of referringProperties(node))
    for (const { reference, inCells } of property.references) {
      if (labels.find(reference)) continue;
      const { start } = finalSyntax(node, property.name)!;
      yield { ...absolute(reference, start, inCells), inValue: { node, inCells } };
    }
}

function omit(omitted: readonly TreeNode[], living: readonly TreeNode[], labels: Labels): void {
  const gone = nodesWithin(omitted);
  // To the omitted nodes themselves nothing refers, and hardly ever to what is below them.
  if ([...gone].some((node) => node.isReferredTo)) keepReferences(gone, living, labels);
  for (const node of omitted) node.deleted = true;
}

/** What refers to something below an omitted node has been given its phandle or path before, and keeps it. */
function keepReferences(gone: ReadonlySet<TreeNode>, living: readonly TreeNode[], labels: Labels): void {
  for (const node of living)
    for (const { references } of referringProperties(node))
      for (const { reference } of references) {
        const target = labels.find(reference);
        if (target && gone.has(target)) labels.keep(reference, target);
      }
}

/** Some nodes, of which one may lie within another that stands before it, with all that is below them. */
function nodesWithin(nodes: readonly TreeNode[]): ReadonlySet<TreeNode> {
  const within = new Set<TreeNode>();
  for (const node of nodes) if (!within.has(node)) for (const each of livingNodes(node)) within.add(each);
  return within;
}

/** The nodes that are not deleted, parents before children. */
function livingNodes(root: TreeNode): TreeNode[] {
  const nodes: TreeNode[] = [];
  const visit = (node: TreeNode) => {
    nodes.push(node);
    for (const child of node.children.values()) if (!child.deleted) visit(child);
  };
  visit(root);
  return nodes;
}

function removeDeleted(living: readonly TreeNode[]): void {
  for (const { children } of living)
    for (const child of children.values()) if (child.deleted) children.delete(child.name);
}

/** The properties of a node that refer to others, in the order of the node's properties. */
function referringProperties(node: TreeNode): readonly ast.Property[] {
  const { soleBody } = node;
  if (soleBody?.plainProperties) return soleBody.referringProperties;
  const refers = node.history.some(({ kind, syntax }) => kind === 'body' && syntax.referringProperties.length > 0);
  return refers ? node.finalProperties.filter(({ references }) => references.length > 0) : NONE;
}

const NONE: readonly ast.Property[] = [];

function absolute(reference: ast.Reference, base: number, inCells: boolean): UnresolvedReference {
  const range = { start: base + reference.start, end: base + reference.end };
  // Only for the phandle of a label can the tree that an overlay is applied to be asked.
  if (inCells && !reference.path) return { reference, ...range };
  return { reference, ...range, refusal: inCells ? 'no-fixup' : 'must-be-here' };
}

/** Of a node that is omitted nothing has to be filled in later. */
function withoutFixup(place: UnresolvedReference): UnresolvedReference {
  if (place.refusal !== 'no-fixup') return place;
  const { refusal: _, ...rest } = place;
  return rest;
}
