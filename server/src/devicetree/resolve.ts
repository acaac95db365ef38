import type * as ast from '../syntax/ast.js';
import type { BuiltTree, UnresolvedReference } from './build.js';
import { type Labels, wasLabelled } from './labels.js';
import { createNumbers, explicitPhandle, lacksPhandle, type PhandleNumbers } from './phandles.js';
import { finalSyntax } from './properties.js';
import type { ReferenceTable, TreeNode } from './tree-node.js';

export interface ResolvedTree {
  /** Every node, parents before children. */
  readonly nodes: readonly TreeNode[];
  /** The same before `/omit-if-no-ref/` took some out, each at its position. */
  readonly nodesBeforeOmission: readonly TreeNode[];
  /** The nodes that `/omit-if-no-ref/` took out, each with all that is below it. */
  readonly omitted: readonly TreeNode[];
  readonly labels: Labels;
  readonly resolution: Resolution;
  /** References in values that name nothing. Ranges are of the expanded text. */
  readonly unresolved: readonly UnresolvedReference[];
}

/** What values refer to, and what follows from it. Nodes are told by their positions. */
export interface Resolution {
  /** What the values of each node refer to. */
  readonly targets: readonly Targets[];
  /** The phandles that the sources give nodes themselves. */
  readonly explicit: readonly (number | undefined)[];
  readonly phandles: readonly (number | undefined)[];
}

/**
 * The different things that the values of a node refer to, in the order of writing: twice the position of a node, one more
 * where its phandle is asked for; {@link NO_NODE} for a reference that names nothing.
 */
export type Targets = readonly number[];

export const NO_NODE = -1;

/**
 * Finds the nodes that values refer to, numbers phandles as dtc does, removes unused `/omit-if-no-ref/` nodes and all that
 * was deleted. Afterwards nothing of the tree changes any more. With `symbols`, nodes with a label stay and get phandles.
 */
export function resolveTree({ root, labels }: BuiltTree, symbols: boolean): ResolvedTree {
  const living = livingNodes(root);
  for (const [position, node] of living.entries()) node.position = position;
  const explicit = living.map(explicitPhandle);
  const targets = living.map((node) => targetsOf(node, labels));
  const { numbers, isReferredTo } = numberTargets(targets, explicit);
  const unresolved = living.flatMap((node) =>
    targets[node.position]!.includes(NO_NODE) ? [...unresolvedIn(node, labels)] : NO_PLACES,
  );
  const omitted = living.filter((node) => isOmitted(node, isReferredTo, symbols));
  const gone = nodesWithin(omitted);
  // To the omitted nodes themselves nothing refers, and hardly ever to what is below them.
  if ([...gone].some(({ position }) => isReferredTo.has(position))) keepReferences(gone, living, labels);
  for (const node of omitted) node.deleted = true;
  removeDeleted(living);
  const nodes = omitted.length > 0 ? livingNodes(root) : living;
  if (symbols) numberLabelled(numbers, living, nodes);
  const places = unresolved.map((place) =>
    place.inValue && gone.has(place.inValue.node) ? withoutFixup(place) : place,
  );
  const resolution = { targets, explicit, phandles: numbers.phandles };
  for (const node of living) givePhandle(node, resolution);
  return { nodes, nodesBeforeOmission: living, omitted, labels, resolution, unresolved: places };
}

/** Whether a node is left out where these positions are referred to. */
export function isOmitted(node: TreeNode, isReferredTo: ReadonlySet<number>, symbols: boolean): boolean {
  return node.omitIfNoRef && !isReferredTo.has(node.position) && !(symbols && wasLabelled(node));
}

/** Gives a node the phandle that it has by a resolution. */
export function givePhandle(node: TreeNode, { explicit, phandles }: Resolution): void {
  const phandle = phandles[node.position];
  node.phandle = phandle;
  node.addsPhandle = phandle !== undefined && explicit[node.position] === undefined && lacksPhandle(node);
}

/** Numbers what is referred to in the order in which dtc meets the references. */
export function numberTargets(targets: readonly Targets[], explicit: readonly (number | undefined)[]) {
  const numbers = createNumbers(explicit);
  const isReferredTo = new Set<number>();
  for (const ofNode of targets)
    for (const target of ofNode) {
      if (target === NO_NODE) continue;
      const position = target >> 1;
      isReferredTo.add(position);
      if ((target & 1) === 1) numbers.give(position);
    }
  return { numbers, isReferredTo };
}

/** Numbers all nodes with a label, even where it was deleted itself (livetree.c, `generate_label_tree_internal`). */
export function numberLabelled(numbers: PhandleNumbers, living: readonly TreeNode[], nodes: readonly TreeNode[]): void {
  if (nodes.length < living.length) {
    const kept = new Set(nodes);
    numbers.forget(living.filter((node) => !kept.has(node)).map(({ position }) => position));
  }
  for (const node of nodes) if (wasLabelled(node)) numbers.give(node.position);
}

/** What the values of a node refer to. */
export function targetsOf(node: TreeNode, labels: ReferenceTable): Targets {
  const references = differentReferences(node);
  if (references.length === 0) return NO_TARGETS;
  return references.map(({ reference, inCells }) => {
    const target = labels.find(reference);
    return target ? 2 * target.position + (inCells ? 1 : 0) : NO_NODE;
  });
}

const NO_TARGETS: Targets = [];
const NO_PLACES: readonly UnresolvedReference[] = [];

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
      yield unresolvedPlace(reference, start, { node, inCells });
    }
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
export function referringProperties(node: TreeNode): readonly ast.Property[] {
  const { soleBody } = node;
  if (soleBody?.plainProperties) return soleBody.referringProperties;
  const refers = node.history.some(({ kind, syntax }) => kind === 'body' && syntax.referringProperties.length > 0);
  return refers ? node.finalProperties.filter(({ references }) => references.length > 0) : NONE;
}

const NONE: readonly ast.Property[] = [];

function unresolvedPlace(
  reference: ast.Reference,
  base: number,
  inValue: NonNullable<UnresolvedReference['inValue']>,
): UnresolvedReference {
  const [start, end] = [base + reference.start, base + reference.end];
  // Only for the phandle of a label can the tree that an overlay is applied to be asked.
  if (inValue.inCells && !reference.path) return { reference, start, end, inValue };
  return { reference, start, end, refusal: inValue.inCells ? 'no-fixup' : 'must-be-here', inValue };
}

/** Of a node that is omitted nothing has to be filled in later. */
function withoutFixup(place: UnresolvedReference): UnresolvedReference {
  if (place.refusal !== 'no-fixup') return place;
  const { refusal: _, ...rest } = place;
  return rest;
}
