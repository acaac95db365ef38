import type * as ast from '../syntax/ast.js';
import { type BuiltTree, findReferenced, type UnresolvedReference } from './build.js';
import { finalSyntax, namesInOrder } from './properties.js';
import type { TreeNode } from './tree-node.js';

export interface ResolvedTree {
  /** Every node, parents before children. */
  readonly nodes: readonly TreeNode[];
  readonly labels: ReadonlyMap<string, TreeNode>;
  /** References in values that name nothing. Ranges are of the expanded text. */
  readonly unresolved: readonly UnresolvedReference[];
}

/**
 * Finds the nodes that values refer to, numbers phandles as dtc does, removes unused `/omit-if-no-ref/` nodes and all that
 * was deleted. Afterwards nothing of the tree changes any more.
 */
export function resolveTree({ root }: BuiltTree): ResolvedTree {
  const living = livingNodes(root);
  const labels = new Map<string, TreeNode>();
  for (const node of living) for (const label of node.labels) if (!labels.has(label)) labels.set(label, node);
  const unresolved: UnresolvedReference[] = [];
  const uses = resolveReferences(root, living, labels, unresolved);
  numberPhandles(living, uses);
  const used = new Set(uses.map(({ target }) => target));
  for (const node of living) if (node.omitIfNoRef && !used.has(node)) node.deleted = true;
  return { nodes: pruneDeleted(root), labels, unresolved };
}

/** One resolved reference, in the order in which dtc meets them. */
interface Use {
  readonly target: TreeNode;
  readonly inCells: boolean;
}

function livingNodes(root: TreeNode): TreeNode[] {
  const nodes: TreeNode[] = [];
  const visit = (node: TreeNode) => {
    nodes.push(node);
    for (const child of node.children.values()) if (!child.deleted) visit(child);
  };
  visit(root);
  return nodes;
}

function resolveReferences(
  root: TreeNode,
  living: readonly TreeNode[],
  labels: ReadonlyMap<string, TreeNode>,
  unresolved: UnresolvedReference[],
): Use[] {
  const uses: Use[] = [];
  for (const node of living) {
    for (const name of referringNames(node)) {
      const final = finalSyntax(node, name);
      if (!final) continue;
      const targets: (TreeNode | undefined)[] = [];
      for (const { reference, inCells } of final.syntax.references) {
        const target = findReferenced(root, (label) => labels.get(label), reference);
        targets.push(target);
        if (target) uses.push({ target, inCells });
        else unresolved.push(absolute(reference, final.start));
      }
      node.targets ??= new Map();
      node.targets.set(name, targets);
    }
  }
  return uses;
}

/** The properties of a node that may refer to others, in the order of the node's properties. */
function referringNames(node: TreeNode): Iterable<string> {
  const [first] = node.history;
  if (node.history.length === 1 && first!.kind === 'body') return first!.syntax.referringProperties;
  const referring = new Set<string>();
  for (const { kind, syntax } of node.history) {
    if (kind === 'body') for (const name of syntax.referringProperties) referring.add(name);
  }
  if (referring.size < 2) return referring;
  return [...namesInOrder(node)].filter((name) => referring.has(name));
}

const absolute = (reference: ast.Reference, base: number): UnresolvedReference => ({
  reference,
  start: base + reference.start,
  end: base + reference.end,
});

/**
 * Numbers the nodes that phandle references name, in the order in which dtc meets the references (checks.c,
 * `fixup_phandle_references`; livetree.c, `get_node_phandle`), past the numbers that the sources give themselves.
 */
function numberPhandles(living: readonly TreeNode[], uses: readonly Use[]): void {
  const taken = new Set<number>();
  for (const node of living) {
    node.phandle = explicitPhandle(node);
    if (node.phandle !== undefined) taken.add(node.phandle);
  }
  let next = 1;
  for (const { target, inCells } of uses) {
    if (!inCells || target.phandle !== undefined) continue;
    while (taken.has(next)) next++;
    taken.add(next);
    target.phandle = next;
  }
}

function explicitPhandle(node: TreeNode): number | undefined {
  for (const name of ['phandle', 'linux,phandle']) {
    if (!node.history.some(({ kind, syntax }) => kind === 'body' && syntax.propertyPlaces.has(name))) continue;
    const component = finalSyntax(node, name)?.syntax.value[0];
    const cell = component?.kind === 'cells' && component.bits === 32 ? component.cells[0] : undefined;
    if (cell && !cell.reference && !cell.unknown && cell.value !== 0 && cell.value !== 0xffff_ffff) return cell.value;
  }
  return undefined;
}

function pruneDeleted(root: TreeNode): TreeNode[] {
  const nodes: TreeNode[] = [];
  const visit = (node: TreeNode) => {
    nodes.push(node);
    for (const child of node.children.values()) {
      if (child.deleted) node.children.delete(child.name);
      else visit(child);
    }
  };
  visit(root);
  return nodes;
}
