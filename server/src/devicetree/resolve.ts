import type * as ast from '../syntax/ast.js';
import type { BuiltTree, UnresolvedReference } from './build.js';
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
export function resolveTree({ root, labels }: BuiltTree): ResolvedTree {
  const living = livingNodes(root);
  const phandles = explicitPhandles(living);
  const unresolved: UnresolvedReference[] = [];
  const used = new Set<TreeNode>();
  let next = 1;
  for (const node of living) {
    for (const name of referringNames(node)) {
      const final = finalSyntax(node, name);
      if (!final) continue;
      for (const { reference, inCells } of final.syntax.references) {
        const target = labels.find(reference);
        if (!target) {
          unresolved.push(absolute(reference, final.start));
          continue;
        }
        used.add(target);
        if (!inCells || target.phandle !== undefined) continue;
        while (phandles.has(next)) next++;
        target.phandle = next++;
      }
    }
  }
  const standing = labels.standing();
  let pruned = false;
  for (const node of living) {
    if (!node.omitIfNoRef || used.has(node)) continue;
    node.deleted = true;
    pruned = true;
  }
  removeDeleted(living);
  return { nodes: pruned ? livingNodes(root) : living, labels: standing, unresolved };
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
 * The phandles that the sources give themselves. All other nodes that phandle references name are numbered past these, in
 * the order in which dtc meets the references (checks.c, `fixup_phandle_references`; livetree.c, `get_node_phandle`).
 */
function explicitPhandles(living: readonly TreeNode[]): ReadonlySet<number> {
  const phandles = new Set<number>();
  for (const node of living) {
    node.phandle = explicitPhandle(node);
    if (node.phandle !== undefined) phandles.add(node.phandle);
  }
  return phandles;
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
